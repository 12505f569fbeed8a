import { useLocale, useTranslations } from "next-intl";
import { shareText } from "@/app/meeting-words";
import { LinkButton } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Qr } from "@/components/ui/qr";
import { ScriptedOnly } from "@/components/ui/scripted-only";
import type { Meeting } from "@/db/queries/meetings";
import { said } from "@/lib/domain/meeting-text";
import { qrModules } from "@/lib/qr";
import { PrintButton } from "./print-button";

/** Whom to ask. */
export function Contact({ meeting: { contactName, contactEmail, contactPhone } }: { meeting: Meeting }) {
  const t = useTranslations("meetingPage");
  if (!contactName) return null;
  return (
    <section aria-labelledby="contact">
      <h2 id="contact">{t("contact")}</h2>
      <p className="mt-1 flex flex-wrap items-center gap-x-4">
        <span>{contactName}</span>
        {contactEmail && (
          <a className="inline-flex items-center thumb:min-h-11" href={`mailto:${contactEmail}`}>
            {contactEmail}
          </a>
        )}
        {contactPhone && <span>{contactPhone}</span>}
      </p>
    </section>
  );
}

/** How the invitation is passed on: its address, a code for a phone, a text to send, a sheet to print. */
export function Forward({ meeting, address }: { meeting: Meeting; address: string }) {
  const t = useTranslations("meetingPage");
  const locale = useLocale();
  const text = shareText(meeting, address, t, locale);
  const mail = new URLSearchParams({ subject: said(locale, meeting.titleCs, meeting.titleEn).text, body: text });
  return (
    <section
      aria-labelledby="forward"
      className="flex flex-wrap items-start gap-6 border-line border-t pt-6 print:flex-nowrap print:items-center print:pt-3 print:[&_svg]:size-[28mm]"
    >
      <Qr label={t("qr")} modules={qrModules(address)} />
      <div className="min-w-0 flex-1 basis-64 print:basis-0">
        <h2 id="forward">{t("forward")}</h2>
        <p className="mt-1 break-all">
          <a href={address}>{address}</a>
          <ScriptedOnly>
            <CopyButton label={t("address")} text={address} />
          </ScriptedOnly>
        </p>
        <div className="no-print mt-3 flex flex-wrap gap-2">
          <LinkButton
            href={`mailto:?${mail.toString().replaceAll("+", "%20")}`}
            icon="external"
            plain
            size="sm"
            variant="secondary"
          >
            {t("byMail")}
          </LinkButton>
          <ScriptedOnly>
            <PrintButton label={t("print")} />
          </ScriptedOnly>
        </div>
        <details className="no-print mt-3">
          <summary className="min-h-11 py-2.5">{t("shareText")}</summary>
          <p className="whitespace-pre-line wrap-anywhere text-sm">{text}</p>
        </details>
      </div>
    </section>
  );
}
