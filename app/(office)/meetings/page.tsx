import { getLocale, getTranslations } from "next-intl/server";
import { OfficePage } from "@/app/(office)/office-page";
import { EmptyState } from "@/components/ui/alert";
import { LinkButton } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import { PageHead } from "@/components/ui/navigation";
import { type Column, Table } from "@/components/ui/table";
import type { MeetingLine } from "@/db/queries/meetings";
import { said } from "@/lib/domain/meeting-text";
import { can } from "@/lib/domain/permission";
import * as format from "@/lib/format";
import { readOfficePage, type SearchParams } from "@/server/page";
import { deadlineOf, readMeetings } from "@/server/views/meetings";
import { MeetingPill } from "./state-pill";

export async function generateMetadata() {
  return { title: (await getTranslations("meetings"))("title") };
}

/** The meetings of the ministry, the newest first, for who prepares and who checks them. */
export default async function MeetingsPage({ searchParams }: { searchParams: SearchParams }) {
  const [params, t, locale] = await Promise.all([searchParams, getTranslations("meetings"), getLocale()]);
  const page = await readOfficePage("/meetings", readMeetings);
  const edits = can(page.me, "meeting.edit");
  const add = (
    <LinkButton href="/meetings/new" icon="plus">
      {t("new")}
    </LinkButton>
  );
  const columns: Column<MeetingLine>[] = [
    {
      key: "title",
      header: t("columns.title"),
      head: true,
      cell: ({ slug, titleCs, titleEn, referenceNumber }) => (
        <>
          <Link href={`/meetings/${slug}`}>{said(locale, titleCs, titleEn).text}</Link>
          <span className="block text-soft">{referenceNumber}</span>
        </>
      ),
    },
    { key: "state", header: t("columns.state"), cell: ({ state }) => <MeetingPill state={state} /> },
    {
      key: "sites",
      header: t("columns.sites"),
      cell: ({ sites }) => (
        <ul>
          {sites.map(({ code, name, startsOn, endsOn }) => (
            <li key={code}>
              {name}, {format.dayRange(startsOn, endsOn, locale)}
            </li>
          ))}
        </ul>
      ),
    },
    {
      key: "capacity",
      header: t("columns.capacity"),
      number: true,
      cell: ({ sites }) => sites.map(({ capacity }) => format.number(capacity, locale)).join(" + ") || "–",
    },
    {
      key: "deadline",
      header: t("columns.deadline"),
      number: true,
      cell: (meeting) => {
        const day = deadlineOf(meeting);
        return day ? format.day(day, locale) : "–";
      },
    },
    {
      key: "copy",
      header: t("columns.copy"),
      cell: ({ slug, referenceNumber }) => (
        <Link className="inline-flex items-center thumb:min-h-11" href={`/meetings/new?from=${slug}`}>
          {t("copy")}
          <span className="sr-only"> {referenceNumber}</span>
        </Link>
      ),
    },
  ];
  return (
    <OfficePage office={page}>
      <PageHead actions={edits && add} note={t("note")} title={t("title")} />
      <Card flush>
        {page.view.length === 0 ? (
          <EmptyState action={edits && add} icon="calendar" title={t("none")}>
            {edits && t("noneText")}
          </EmptyState>
        ) : (
          <Table
            address={{ path: "/meetings", params }}
            bareCaption
            caption={t("title")}
            columns={columns.filter(({ key }) => edits || key !== "copy")}
            rowKey={({ slug }) => slug}
            rows={page.view}
          />
        )}
      </Card>
    </OfficePage>
  );
}
