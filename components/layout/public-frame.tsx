import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { EuBand } from "@/components/layout/eu-band";
import { Brand, DemoStripe, SkipLink } from "@/components/layout/frame-parts";
import { LocaleLinks, ThemeLinks } from "@/components/layout/preference-links";
import { cx } from "@/components/ui/cx";
import type { Theme } from "@/lib/domain/preference";

type PublicFrameProps = {
  demo?: boolean;
  theme?: Theme;
  registrationNumber?: string;
  /** A letter of its own: printed without our head, and no project's money stands behind it. */
  letter?: boolean;
  children: ReactNode;
};

/** What stands around pages without an account: sign-in and what the city publishes. */
export function PublicFrame({ demo, theme, registrationNumber, letter, children }: PublicFrameProps) {
  const t = useTranslations("frame");
  return (
    <div className="flex min-h-dvh flex-col print:min-h-0">
      <SkipLink />
      {demo && <DemoStripe />}
      <header className={cx("border-b border-line bg-card", letter && "no-print")}>
        <div className="mx-auto flex w-full max-w-5xl flex-wrap items-center justify-between gap-x-6 gap-y-2 px-4 py-3">
          <Brand href="/" name={t("appName")} note={t("tagline")} />
          <div className="no-print flex flex-wrap items-center gap-4 text-sm">
            <ThemeLinks theme={theme} />
            <LocaleLinks />
          </div>
        </div>
      </header>
      <main
        className={cx("mx-auto w-full max-w-5xl flex-1 px-4 py-8", letter && "print:p-0")}
        id="content"
        tabIndex={-1}
      >
        {children}
      </main>
      {!letter && (
        <footer className="border-t border-line bg-card">
          <div className="mx-auto w-full max-w-5xl px-4 py-4">
            <EuBand registrationNumber={registrationNumber} />
          </div>
        </footer>
      )}
    </div>
  );
}
