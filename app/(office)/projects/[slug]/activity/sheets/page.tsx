import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { type Address, withParams } from "@/components/ui/address";
import { EmptyState } from "@/components/ui/alert";
import { Card } from "@/components/ui/card";
import { Icon } from "@/components/ui/icon";
import { Link } from "@/components/ui/link";
import { Table } from "@/components/ui/table";
import { lastOfMonth, monthOf, plusMonths } from "@/lib/domain/day";
import { hundredths, parseSheetAsk } from "@/lib/domain/month-sheet";
import { day, month as monthText, number } from "@/lib/format";
import { readOfficePage, type SearchParams } from "@/server/page";
import { readMonthSheet } from "@/server/views/month-sheets";
import { ProjectPage } from "../../project-page";
import { ActivityNav } from "../activity-nav";
import { peopleColumns, personDayColumns, teamDayColumns } from "./columns";
import { ReportCard } from "./report-card";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("sheets"))("name") };
}

type Props = { params: Promise<{ slug: string }>; searchParams: SearchParams };

/** The sheet of a month from the log: of the team, or of one assistant. */
export default async function SheetsPage({ params, searchParams }: Props) {
  const [{ slug }, search, locale, t, activity] = await Promise.all([
    params,
    searchParams,
    getLocale(),
    getTranslations("sheets"),
    getTranslations("activity"),
  ]);
  const ask = parseSheetAsk(search);
  if (!ask) notFound();
  const path = `/projects/${slug}/activity/sheets`;
  const page = await readOfficePage(path, (tx, me) => readMonthSheet(tx, slug, ask, me.today, locale), "assistants");
  const { place, sheet, person, everybody, asOf } = page.view;
  const { month, total } = sheet;
  const address: Address = { path, params: { ...search, month } };
  const step = (months: number) => monthOf(plusMonths(`${month}-01`, months));
  const figure = (minutes: number) => `${number(hundredths(minutes) / 100, locale)}\u00a0h`;
  const file = (format: string) => withParams({ ...address, path: `${path}/export` }, { format });
  const holidays = sheet.holidays.map((holiday) => day(holiday, locale)).join(", ") || t("noHolidays");
  const nothing = total.shifts === 0 && total.waiting === 0;
  return (
    <ProjectPage
      asOf
      crumbs={[{ label: activity("title"), href: `/projects/${slug}/activity` }, { label: t("name") }]}
      k={ask.k}
      note={person ? person.name : t("team")}
      office={page}
      part="activity"
      project={place}
      search={search}
      title={t("title", { month: monthText(month, locale) })}
    >
      <ActivityNav here="sheet" k={ask.k} month={month} slug={slug} />
      <section aria-label={t("name")} className="card p-4 sm:px-6">
        <nav aria-label={t("monthLabel")} className="no-print mb-3 flex flex-wrap gap-x-6 gap-y-1">
          <Link className="inline-flex min-h-11 items-center gap-1" href={withParams(address, { month: step(-1) })}>
            <Icon name="left" size={16} />
            {t("monthBefore")}
          </Link>
          {step(1) <= monthOf(asOf) && (
            <Link className="inline-flex min-h-11 items-center gap-1" href={withParams(address, { month: step(1) })}>
              {t("monthAfter")}
              <Icon name="right" size={16} />
            </Link>
          )}
          {person && (
            <Link className="inline-flex min-h-11 items-center" href={withParams(address, { assistant: undefined })}>
              {t("team")}
            </Link>
          )}
        </nav>
        <dl className="grid grid-cols-2 gap-4 sm:grid-cols-4">
          {[
            { label: t("hoursSum"), value: figure(total.approved) },
            { label: t("fundSum"), value: figure(total.fund) },
            { label: t("shiftsSum"), value: number(total.shifts, locale) },
            { label: t("contactsSum"), value: number(total.contacts, locale) },
          ].map(({ label, value }) => (
            <div key={label}>
              <dt className="text-sm text-soft">{label}</dt>
              <dd className="text-xl font-semibold tracking-tight sm:text-2xl">{value}</dd>
            </div>
          ))}
        </dl>
        <div className="mt-3 grid gap-1 text-sm text-soft">
          {asOf < lastOfMonth(`${month}-01`) && <p>{t("future", { day: day(asOf, locale) })}</p>}
          {total.waiting > 0 && (
            <p>
              {t("waiting", { hours: figure(total.waiting) })}{" "}
              <Link
                className="no-print"
                href={withParams(
                  { path: `/projects/${slug}/activity`, params: {} },
                  { month, assistant: person?.id, state: "submitted", k: ask.k },
                )}
              >
                {t("showWaiting")}
              </Link>
            </p>
          )}
          {total.drafts > 0 && <p>{t("drafts", { count: total.drafts })}</p>}
          <p>{t("note")}</p>
          <p>{t("approvedOnly")}</p>
          <p>{t("fundNote", { holidays })}</p>
          <p>{t("pairs")}</p>
        </div>
      </section>
      {sheet.people.length === 0 && (
        <EmptyState icon="list" title={t("nobody")}>
          {t("nobodyText")}
        </EmptyState>
      )}
      {!person && everybody.length > 0 && (
        <Card flush title={t("people")}>
          <Table
            address={address}
            bareCaption
            caption={t("people")}
            columns={await peopleColumns(sheet, (id) => withParams(address, { assistant: id }))}
            exports={[
              { label: "XLSX", href: file("xlsx") },
              { label: "CSV", href: file("csv") },
            ]}
            name="people"
            rowKey={({ id }) => id}
            rows={sheet.people}
            totalLabel={t("total")}
          />
        </Card>
      )}
      {person && !(nothing && total.fund === 0) && <ReportCard address={address} sheet={sheet} />}
      {nothing ? (
        sheet.people.length > 0 && (
          <EmptyState icon="list" title={t("noShifts")}>
            {t("noShiftsText")}
          </EmptyState>
        )
      ) : (
        <Card flush title={t(person ? "shiftDays" : "days")}>
          <details className="fold-on-phone">
            <summary className="mx-4 inline-flex min-h-11 items-center rounded-sm py-1 text-link">
              {t(person ? "shiftDaysFold" : "daysFold")}
            </summary>
            <Table
              address={address}
              bareCaption
              caption={t(person ? "shiftDays" : "days")}
              columns={person ? await personDayColumns(slug, sheet) : await teamDayColumns(sheet)}
              exports={
                person
                  ? [
                      { label: "XLSX", href: file("xlsx") },
                      { label: "CSV", href: file("csv") },
                    ]
                  : []
              }
              name="days"
              rowKey={(row) => row.day}
              rows={sheet.days}
              totalLabel={t("totalMonth")}
            />
          </details>
        </Card>
      )}
      {total.shifts > 0 && (
        <div className="grid items-start gap-6 lg:grid-cols-2">
          <Card flush title={t("kinds")}>
            <Table
              address={address}
              bareCaption
              caption={t("kinds")}
              columns={[
                { key: "kind", header: t("kind"), head: true, cell: ({ name }) => name },
                { key: "contact", header: t("contacts"), cell: ({ contact }) => contact && t("isContact") },
                { key: "count", header: t("count"), number: true, cell: ({ count }) => number(count, locale) },
              ]}
              name="kinds"
              plain
              rowKey={({ code }) => code}
              rows={sheet.kinds}
            />
          </Card>
          <Card flush title={t("places")}>
            <Table
              address={address}
              bareCaption
              caption={t("places")}
              columns={[
                { key: "place", header: t("place"), head: true, cell: ({ name }) => name },
                { key: "shifts", header: t("shifts"), number: true, cell: ({ shifts }) => number(shifts, locale) },
              ]}
              name="places"
              plain
              rowKey={({ name }) => name}
              rows={sheet.places}
            />
          </Card>
        </div>
      )}
    </ProjectPage>
  );
}
