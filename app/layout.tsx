import type { Metadata, Viewport } from "next";
import { cookies, headers } from "next/headers";
import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { ClientMessages } from "@/components/layout/client-messages";
import { listed, preferenceCookies, themes } from "@/lib/domain/preference";
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
  const [locale, jar, head] = await Promise.all([getLocale(), cookies(), headers()]);
  const theme = listed(themes, jar.get(preferenceCookies.theme)?.value) ?? "auto";
  const nonce = head.get("x-nonce");
  return (
    <html data-theme={theme} lang={locale}>
      {/* React Aria reads the nonce here for the one style it adds. */}
      <head>{nonce && <meta content={nonce} property="csp-nonce" />}</head>
      <body className="bg-ground font-sans text-ink antialiased">
        <ClientMessages>{children}</ClientMessages>
      </body>
    </html>
  );
}
