import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { ClientMessages } from "@/components/layout/client-messages";
import { type Address, withParams } from "@/components/ui/address";
import { EmptyState } from "@/components/ui/alert";
import { LinkButton } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { cx } from "@/components/ui/cx";
import { PlacePager } from "@/components/ui/navigation";
import { Table } from "@/components/ui/table";
import { parseActivityFilter } from "@/lib/domain/activity-filter";
import { asksWhole } from "@/lib/domain/address";
import { placeOf } from "@/lib/domain/keyset";
import { can, inProject } from "@/lib/domain/permission";
import { day } from "@/lib/format";
import { readOfficePage, type SearchParams } from "@/server/page";
import { readActivities } from "@/server/views/activities";
import { ProjectPage } from "../project-page";
import { ActivityNav } from "./activity-nav";
import { ApproveForm } from "./approve-form";
import { activityColumns } from "./columns";
import { Filters, filterChips } from "./filters";
import { MonthCalendar } from "./month-calendar";
import { ReturnedActivities } from "./returned";
import { SumsLine } from "./sums";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("activity"))("title") };
}

type Props = { params: Promise<{ slug: string }>; searchParams: SearchParams };

export default async function ActivityPage({ params, searchParams }: Props) {
  const [{ slug }, search, locale, t] = await Promise.all([
    params,
    searchParams,
    getLocale(),
    getTranslations("activity"),
  ]);
  const filter = parseActivityFilter(search);
  if (!filter) notFound();
  const path = `/projects/${slug}/activity`;
  const page = await readOfficePage(
    path,
    (tx, me) => readActivities(tx, slug, filter, { today: me.today, locale, whole: asksWhole(search) }),
    "assistants",
  );
  const { me, view } = page;
  const { place, asOf, rows, newer, older, sums, days, month, returned } = view;
  const { after: _, before: __, ...kept } = search;
  const address: Address = { path, params: kept };
  const logs = can(me, "activity.log", inProject(place)) && place.state !== "closed";
  const approves =
    can(me, "activity.approve", inProject(place)) && rows.some(({ state, own }) => state === "submitted" && !own);
  const [top, bottom] = [rows.at(0), rows.at(-1)].map((row) => row && placeOf({ day: row.happenedOn, id: row.id }));
  const [chips, columns] = await Promise.all([
    filterChips(place, filter),
    activityColumns({ slug, sums, tick: approves }),
  ]);
  const file = (format: string) =>
    withParams({ ...address, path: `${path}/export` }, { format, month: filter.month, page: undefined });
  const table = (
    <Table
      address={address}
      bareCaption
      caption={t("list")}
      columns={columns}
      empty={
        chips.length === 0 && (
          <EmptyState
            action={
              logs && (
                <LinkButton href={`${path}/new`} icon="pen">
                  {t("log")}
                </LinkButton>
              )
            }
            icon="list"
            title={t("noShifts")}
          >
            {t("noShiftsText")}
          </EmptyState>
        )
      }
      exports={[
        { label: "XLSX", href: file("xlsx") },
        { label: "CSV", href: file("csv") },
      ]}
      filters={chips}
      pager={<PlacePager address={address} newer={newer ? top : undefined} older={older ? bottom : undefined} />}
      rowCount={sums.shifts}
      rowKey={({ id }) => id}
      rowTone={({ state }) => (state === "returned" ? "warn" : undefined)}
      rows={rows}
      totalLabel={t("totalAll")}
      whole
    />
  );
  return (
    <ProjectPage
      actions={
        logs && (
          <LinkButton href={`${path}/new`} icon="pen">
            {t("log")}
          </LinkButton>
        )
      }
      asOf
      crumbs={[{ label: t("title") }]}
      k={filter.k}
      office={page}
      part="activity"
      project={place}
      search={search}
      title={t("title")}
    >
      <ActivityNav here="list" k={filter.k} month={month} slug={slug} />
      <ReturnedActivities canMend={logs} rows={returned} slug={slug} />
      <SumsLine asOf={asOf === me.today ? undefined : day(asOf, locale)} sums={sums} />
      <div className="grid items-start gap-4 md:grid-cols-2">
        <Folded className="no-print" label={t("filters")} open={chips.length > 0}>
          <Filters filter={filter} key={JSON.stringify(filter)} place={place} today={me.today} />
        </Folded>
        <Folded label={t("calendarTitle")} open={filter.month !== undefined}>
          <MonthCalendar address={address} days={days} last={asOf} month={month} />
        </Folded>
      </div>
      <Card flush id="shifts" title={t("list")}>
        {approves ? (
          <ClientMessages namespaces={["approve"]}>
            <ApproveForm
              path={path}
              reasons={view.reasons}
              rows={rows
                .filter(({ state, own }) => state === "submitted" && !own)
                .map(({ id, version, happenedOn, people, together, contacts, counts, note, clashes }) => ({
                  id,
                  version,
                  happenedOn,
                  people,
                  together,
                  contacts,
                  counts,
                  note,
                  clashes,
                }))}
              usual={view.usual}
            >
              {table}
            </ApproveForm>
          </ClientMessages>
        ) : (
          table
        )}
      </Card>
    </ProjectPage>
  );
}

function Folded({
  label,
  open,
  className,
  children,
}: {
  label: string;
  open: boolean;
  className?: string;
  children: ReactNode;
}) {
  return (
    <details className={cx("card", className)} open={open}>
      <summary className="px-4 py-3 font-semibold sm:px-6">{label}</summary>
      <div className="px-4 pb-4 sm:px-6">{children}</div>
    </details>
  );
}
