import { getLocale, getTranslations } from "next-intl/server";
import { OfficePage } from "@/app/(office)/office-page";
import { Alert, EmptyState } from "@/components/ui/alert";
import { PageHead } from "@/components/ui/navigation";
import { said } from "@/lib/domain/meeting-text";
import { readOfficePage } from "@/server/page";
import { readPapers } from "@/server/views/papers";
import { namesRegistrants } from "@/server/views/registrations";
import { CertificatesCard } from "./certificates-card";
import { ListsCard } from "./lists-card";

type Props = { params: Promise<{ slug: string }> };

export async function generateMetadata() {
  return { title: (await getTranslations("papers"))("title") };
}

/** What is printed for a meeting, site by site: what it is for, when it was given out, what has changed since. It names who is printed with other letters. */
export default async function PapersPage({ params }: Props) {
  const [{ slug }, t, locale] = await Promise.all([params, getTranslations("papers"), getLocale()]);
  const path = `/meetings/${slug}/papers`;
  const page = await readOfficePage(path, (tx, me) => readPapers(tx, me, slug), namesRegistrants);
  const { meeting, sites, lacking } = page.view;
  const told = sites.some(({ guests, certificates }) => guests > 0 || (certificates?.attended ?? 0) > 0);
  return (
    <OfficePage office={page}>
      <PageHead
        crumbs={[
          { label: said(locale, meeting.titleCs, meeting.titleEn).text, href: `/meetings/${slug}` },
          { label: t("title") },
        ]}
        note={t("note")}
        title={t("title")}
      />
      <div className="grid max-w-5xl grid-cols-1 gap-6">
        {lacking.length > 0 && (
          <Alert title={t("letters", { count: lacking.length })} tone="warn">
            <ul>
              {lacking.map(({ id, name, drawn }) => (
                <li key={id}>{t("letter", { name, drawn })}</li>
              ))}
            </ul>
          </Alert>
        )}
        {told ? (
          sites.map((of) => (
            <div className="contents" key={of.site.id}>
              <ListsCard {...of} path={path} />
              <CertificatesCard {...of} path={path} today={page.me.today} />
            </div>
          ))
        ) : (
          <EmptyState icon="print" title={t("none")}>
            {t("noneText")}
          </EmptyState>
        )}
      </div>
    </OfficePage>
  );
}
