import type { Metadata, Viewport } from "next";
import { cookies } from "next/headers";
import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { ClientMessages } from "@/components/layout/client-messages";
import { Toast } from "@/components/ui/toast";
import { pickFrom, preferenceCookies, themes } from "@/lib/domain/preference";
import "@/app/globals.css";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("frame");
  return {
    title: { default: t("appName"), template: `%s · ${t("appName")}` },
    description: t("tagline"),
    robots: { index: false },
  };
}

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  viewportFit: "cover",
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#ffffff" },
    { media: "(prefers-color-scheme: dark)", color: "#1a212b" },
  ],
};

/** The theme is on the element before the first paint, from the cookie: no script decides it. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const [locale, jar] = await Promise.all([getLocale(), cookies()]);
  const theme = pickFrom(themes, jar.get(preferenceCookies.theme)?.value) ?? "auto";
  return (
    <html data-theme={theme} lang={locale}>
      {/* React Aria adds a style element unless one of this id is there. A refreshed page brings another nonce than the
          document's own, so the style would be refused; its rule stands in globals.css. */}
      <head>
        <meta content="globals.css" id="react-aria-pressable-style" name="react-aria-style" />
      </head>
      <body className="bg-ground font-sans text-ink antialiased">
        <ClientMessages>
          {children}
          <Toast />
        </ClientMessages>
      </body>
    </html>
  );
}
