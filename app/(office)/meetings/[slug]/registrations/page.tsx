import { getLocale, getTranslations } from "next-intl/server";
import { OfficePage } from "@/app/(office)/office-page";
import { withParams } from "@/components/ui/address";
import { buttonClass } from "@/components/ui/button-class";
import { Card } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import { PageHead } from "@/components/ui/navigation";
import { SearchForm } from "@/components/ui/search-form";
import { registrationsPerPage } from "@/db/queries/registrations";
import { said } from "@/lib/domain/meeting-text";
import { registrationFilter } from "@/lib/domain/registration";
import { firstValue, readOfficePage, type SearchParams } from "@/server/page";
import { namesRegistrants, readRegistrations } from "@/server/views/registrations";
import { Counts } from "./counts";
import { RegistrationFilters } from "./filters";
import { RegistrationTable } from "./registration-table";

type Props = { params: Promise<{ slug: string }>; searchParams: SearchParams };

export async function generateMetadata() {
  return { title: (await getTranslations("registration.desk"))("title") };
}

/** Who registered for a meeting, for its organiser; counts for who reads everything. */
export default async function RegistrationsPage({ params, searchParams }: Props) {
  const [{ slug }, asked, t, locale] = await Promise.all([
    params,
    searchParams,
    getTranslations("registration.desk"),
    getLocale(),
  ]);
  const filter = registrationFilter.parse(
    Object.fromEntries(Object.entries(asked).map(([key, value]) => [key, firstValue(value)])),
  );
  const path = `/meetings/${slug}/registrations`;
  const page = await readOfficePage(path, (tx, me) => readRegistrations(tx, me, slug, filter), namesRegistrants);
  const { meeting, counts, cities, list } = page.view;
  const address = { path, params: { ...filter, page: filter.page > 1 ? String(filter.page) : undefined } };
  const pages = Math.ceil((list?.total ?? 0) / registrationsPerPage);
  const turn = (to: number, label: string, rel: string) => (
    <Link className={buttonClass("secondary", "sm")} href={withParams(address, { page: String(to) })} rel={rel}>
      {label}
    </Link>
  );
  return (
    <OfficePage office={page}>
      <PageHead
        crumbs={[
          { label: t("meeting"), href: "/meetings" },
          { label: meeting.referenceNumber, href: `/meetings/${slug}` },
          { label: t("title") },
        ]}
        note={list ? t("note") : said(locale, meeting.titleCs, meeting.titleEn).text}
        title={t("title")}
      />
      <div className="grid grid-cols-1 gap-6">
        <Counts cities={cities} counts={counts} meeting={meeting} />
        {list && (
          <Card flush id="registrations" title={t("title")}>
            <div className="grid gap-3 px-4 pb-4 sm:px-6">
              <SearchForm address={address} label={t("search")} submit={t("filter")} />
              <RegistrationFilters address={address} counts={counts} filter={filter} sites={meeting.sites} />
            </div>
            <RegistrationTable
              address={address}
              exports={(["xlsx", "csv"] as const).map((format) => ({
                label: format.toUpperCase(),
                href: withParams({ ...address, path: `${path}/export` }, { format, page: undefined }),
              }))}
              rows={list.rows}
              slug={slug}
              total={list.total}
            />
            {pages > 1 && (
              <nav className="no-print flex justify-between gap-4 px-4 py-3 sm:px-6">
                {filter.page > 1 ? turn(filter.page - 1, t("previous"), "prev") : <span />}
                {filter.page < pages && turn(filter.page + 1, t("next"), "next")}
              </nav>
            )}
          </Card>
        )}
      </div>
    </OfficePage>
  );
}
