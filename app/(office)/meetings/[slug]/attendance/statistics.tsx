import { useTranslations } from "next-intl";
import { EmptyState } from "@/components/ui/alert";
import { Card } from "@/components/ui/card";
import { type Column, Table } from "@/components/ui/table";
import type { Meeting } from "@/db/queries/meetings";
import type { ComeStatistics, Tally } from "@/lib/domain/attendance-statistics";
import { said } from "@/lib/domain/meeting-text";
import type { Locale } from "@/lib/domain/preference";
import { attendeeRoles } from "@/lib/domain/registration";
import * as format from "@/lib/format";

type Props = { meeting: Meeting; statistics: ComeStatistics; locale: Locale };

/** Who came, counted from the ticks at this moment by site, block, role, region and municipality. */
export function Statistics({ meeting, statistics, locale }: Props) {
  const t = useTranslations("attendance");
  const tRole = useTranslations("registration.roles");
  const { total } = statistics;
  if (total.people === 0) return <EmptyState icon="users" title={t("noneYet")} />;
  const columns = (head: string): Column<Tally>[] => [
    { key: "name", header: head, head: true, cell: ({ name }) => name, total: t("total") },
    {
      key: "people",
      header: t("people"),
      number: true,
      cell: ({ people }) => format.number(people, locale),
      total: format.number(total.people, locale),
    },
    {
      key: "attendances",
      header: t("attendances"),
      number: true,
      cell: ({ attendances }) => format.number(attendances, locale),
      total: format.number(total.attendances, locale),
    },
  ];
  const named = (rows: readonly Tally[], order: readonly string[], name: (key: string) => string) =>
    order.flatMap((key) => rows.filter((row) => row.key === key).map((row) => ({ ...row, name: name(key) })));
  const { compare } = format.collator(locale);
  const listed = (rows: readonly Tally[]) =>
    rows.map((row) => ({ ...row, name: row.name || t("unknownRegion") })).sort((a, b) => compare(a.name, b.name));
  const siteName = (key: string) => meeting.sites.find(({ id }) => id === key)?.name ?? "";
  const blockName = (key: string) => {
    const block = meeting.blocks.find(({ id }) => id === key);
    return block ? `${block.number}. ${said(locale, block.titleCs, block.titleEn).text}` : "";
  };
  const tables: [id: "bySite" | "byBlock" | "byRole" | "byRegion" | "byCity", head: string, rows: readonly Tally[]][] =
    [
      ["bySite", t("site"), named(statistics.bySite, ids(meeting.sites), siteName)],
      ["byBlock", t("block"), named(statistics.byBlock, ids(meeting.blocks), blockName)],
      ["byRole", t("role"), named(statistics.byRole, attendeeRoles, (key) => tRole(roleOf(key)))],
      ["byRegion", t("region"), listed(statistics.byRegion)],
      ["byCity", t("municipality"), listed(statistics.byCity)],
    ];
  return (
    <>
      <p>{t("statisticsNote")}</p>
      {tables.map(([id, head, rows]) => (
        <Card flush id={id} key={id} title={t(id)}>
          <Table
            address={{ path: "", params: {} }}
            bareCaption
            caption={t(id)}
            columns={columns(head)}
            plain
            rowKey={({ key }) => key}
            rows={rows}
          />
        </Card>
      ))}
    </>
  );
}

const ids = (rows: readonly { id: string }[]) => rows.map(({ id }) => id);
const roleOf = (key: string) => attendeeRoles.find((role) => role === key) ?? "other";
