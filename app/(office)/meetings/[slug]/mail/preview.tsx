import { useTranslations } from "next-intl";
import { type Address, withParams } from "@/components/ui/address";
import { EmptyState } from "@/components/ui/alert";
import { buttonClass } from "@/components/ui/button-class";
import { Card } from "@/components/ui/card";
import { CommandForm } from "@/components/ui/command-form";
import { Link } from "@/components/ui/link";
import { type MeetingMail, meetingMails } from "@/lib/domain/meeting-mail";
import { type Locale, locales } from "@/lib/domain/preference";
import type { MeetingMailDesk } from "@/server/views/meeting-mails";

type Props = MeetingMailDesk & { address: Address; mail: MeetingMail; locale: Locale };

/** Each kind of mail in both languages, with somebody's real data, as he would get it; and a try on oneself. */
export function Preview({ meeting, sample, address, mail, locale }: Props) {
  const t = useTranslations("meetingMail");
  const choices = (
    name: "mail" | "locale",
    values: readonly string[],
    current: string,
    label: (value: string) => string,
  ) => (
    <nav aria-label={t(name === "mail" ? "byKind" : "byLanguage")} className="flex flex-wrap gap-2">
      {values.map((value) => (
        <Link
          aria-current={value === current || undefined}
          className={buttonClass(value === current ? "primary" : "secondary", "sm")}
          href={`${withParams(address, { [name]: value })}#preview`}
          key={value}
          scroll={false}
        >
          {label(value)}
        </Link>
      ))}
    </nav>
  );
  const kind = (value: string) => {
    const known = meetingMails.find((one) => one === value);
    return known ? t(`mailKinds.${known}`) : value;
  };
  return (
    <Card id="preview" note={t("previewNote")} title={t("preview")}>
      <div className="grid gap-3">
        {choices("mail", meetingMails, mail, kind)}
        {choices("locale", locales, locale, (value) => t(value === "cs" ? "czech" : "english"))}
      </div>
      {sample ? (
        <>
          <p className="mt-4 font-medium">{sample.subject}</p>
          {sample.event && (
            <p className="text-sm text-soft">{t(sample.event === "REQUEST" ? "withEvent" : "withCancel")}</p>
          )}
          <iframe
            className="mt-2 h-[36rem] w-full rounded-sm border border-line bg-white"
            sandbox=""
            srcDoc={sample.html}
            title={t("asHtml")}
          />
          <details className="mt-4">
            <summary className="min-h-11 cursor-pointer py-2 font-medium text-link">{t("asText")}</summary>
            <pre className="overflow-x-auto rounded-sm bg-raised p-4 text-sm whitespace-pre-wrap break-words">
              {sample.text}
            </pre>
          </details>
          <CommandForm
            className="mt-4"
            doneLabel={t("tried")}
            fixed={{ meetingId: meeting.id, mail, locale }}
            name="meeting-mail.try"
            submit={{ variant: "secondary" }}
            submitLabel={t("try")}
          />
        </>
      ) : (
        <EmptyState icon="list" title={t("noSample")}>
          {t("noSampleText")}
        </EmptyState>
      )}
    </Card>
  );
}
