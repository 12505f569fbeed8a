import { useLocale, useTranslations } from "next-intl";
import { LinkButton } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import type { ToldCertificate } from "@/db/queries/certificates";
import * as format from "@/lib/format";

/** One's own certificates, once they were given out. */
export function Certificates({
  certificates,
  page,
  slug,
}: {
  certificates: readonly ToldCertificate[];
  page: string;
  slug: string;
}) {
  const t = useTranslations("papers");
  const locale = useLocale();
  return (
    <Card id="certificates" note={t("check.ownText")} title={t("check.own")}>
      <ul className="grid gap-1">
        {certificates.map(({ id, number, issue, code, blocks, minutes }) => (
          <li key={id}>
            {t("certificate.number", { number, issue })}:{" "}
            {t("certificate.total", { count: blocks.length, hours: format.hours(minutes, locale) })}.{" "}
            <a href={`/m/${slug}/certificate/${code}`}>{t("check.toCheck")}</a>
          </li>
        ))}
      </ul>
      <LinkButton className="mt-4" href={`${page}/certificate`} icon="download" plain variant="secondary">
        {t("check.download")}
      </LinkButton>
    </Card>
  );
}
