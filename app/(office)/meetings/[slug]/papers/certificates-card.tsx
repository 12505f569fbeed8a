import { useLocale, useTranslations } from "next-intl";
import { StatePill } from "@/components/ui/badge";
import { LinkButton } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { CommandForm } from "@/components/ui/command-form";
import { errorSentence } from "@/lib/words";
import type { PapersView } from "@/server/views/papers";

type Props = PapersView["sites"][number] & { path: string; today: string };

/** The certificates of one site: how many hold, how many wait, their one file. */
export function CertificatesCard({ site, certificates, path, today }: Props) {
  const t = useTranslations("papers");
  const locale = useLocale();
  const { attended = 0, holding = 0, due = 0 } = certificates ?? {};
  const of = <span className="sr-only">: {site.name}</span>;
  return (
    <Card id={`certificates-${site.code}`} note={t("certificatesFor")} title={`${t("certificates")}: ${site.name}`}>
      <p>{t("certificatesState", { attended, holding })}.</p>
      {due > 0 && (
        <p className="mt-2">
          <StatePill tone="warn">{t("certificatesDue", { due })}</StatePill>
        </p>
      )}
      <div className="no-print mt-4 flex flex-wrap items-start gap-2">
        {holding > 0 && (
          <LinkButton
            href={`${path}/export?kind=certificates&site=${site.code}&format=pdf`}
            icon="download"
            plain
            size="sm"
            variant="secondary"
          >
            {t("certificatesAll")}
            {of}
          </LinkButton>
        )}
        {holding > 0 && (
          <LinkButton href={`${path}/certificates?site=${site.code}`} icon="list" size="sm" variant="secondary">
            {t("certificatesEach")}
            {of}
          </LinkButton>
        )}
        {due > 0 &&
          (today < site.endsOn ? (
            <p className="text-sm text-soft">{errorSentence(locale, { key: "certificateEarly" })}</p>
          ) : (
            <CommandForm
              doneLabel={t("issued")}
              fixed={{ siteId: site.id }}
              name="certificate.issue"
              submit={{ size: "sm" }}
              submitLabel={t("certificatesIssue")}
            />
          ))}
      </div>
    </Card>
  );
}
