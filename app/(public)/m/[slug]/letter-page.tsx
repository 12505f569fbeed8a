import { type Messages, useLocale } from "next-intl";
import type { ReactNode } from "react";
import { ClientMessages } from "@/components/layout/client-messages";
import { PublicFrame } from "@/components/layout/public-frame";
import { cx } from "@/components/ui/cx";
import { said } from "@/lib/domain/meeting-text";
import type { Locale } from "@/lib/domain/preference";

type LetterPageProps = {
  demo: boolean;
  /** Whose meeting the page belongs to: its name stands above the heading. */
  meeting: { titleCs: string; titleEn: string };
  heading: string;
  /** What stands right under the heading. */
  under?: ReactNode;
  wide?: boolean;
  namespaces: readonly (keyof Messages)[];
  children: ReactNode;
};

/** A page of a meeting for people without an account: its name, one heading and cards below each other. */
export function LetterPage({ demo, meeting, heading, under, wide, namespaces, children }: LetterPageProps) {
  const title = said(useLocale() as Locale, meeting.titleCs, meeting.titleEn);
  return (
    <PublicFrame demo={demo} letter>
      <ClientMessages namespaces={namespaces}>
        <div className={cx("mx-auto grid gap-6", wide ? "max-w-2xl" : "max-w-xl")}>
          <div>
            <p className="text-soft" lang={title.lang}>
              {title.text}
            </p>
            <h1>{heading}</h1>
            {under}
          </div>
          {children}
        </div>
      </ClientMessages>
    </PublicFrame>
  );
}
