import { getLocale, getTranslations } from "next-intl/server";
import { OfficePage } from "@/app/(office)/office-page";
import { EmptyState } from "@/components/ui/alert";
import { Card } from "@/components/ui/card";
import { PageHead } from "@/components/ui/navigation";
import * as format from "@/lib/format";
import { firstValue, readOfficePage, type SearchParams } from "@/server/page";
import { readSiteCertificates } from "@/server/views/papers";
import { namesRegistrants } from "@/server/views/registrations";
import { CertificateTable } from "./certificate-table";

type Props = { params: Promise<{ slug: string }>; searchParams: SearchParams };

export async function generateMetadata() {
  return { title: (await getTranslations("papers"))("certificates") };
}

/** The certificates of a site that hold, each with its paper and the page that checks it. */
export default async function CertificatesPage({ params, searchParams }: Props) {
  const [{ slug }, asked, t, locale] = await Promise.all([
    params,
    searchParams,
    getTranslations("papers"),
    getLocale(),
  ]);
  const path = `/meetings/${slug}/papers`;
  const code = firstValue(asked.site);
  const page = await readOfficePage(
    `${path}/certificates`,
    (tx, me) => readSiteCertificates(tx, me, slug, code),
    namesRegistrants,
  );
  const { site, certificates } = page.view;
  return (
    <OfficePage office={page}>
      <PageHead
        crumbs={[{ label: t("title"), href: path }, { label: t("certificates") }]}
        note={t("site", { name: site.name, days: format.dayRange(site.startsOn, site.endsOn, locale) })}
        title={t("certificates")}
      />
      <Card flush id="certificates">
        {certificates.length > 0 ? (
          <CertificateTable certificates={certificates} path={path} site={site.code} slug={slug} />
        ) : (
          <EmptyState icon="print" title={t("certificatesNone")}>
            {t("certificatesFor")}
          </EmptyState>
        )}
      </Card>
    </OfficePage>
  );
}
