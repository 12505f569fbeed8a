import { useLocale, useTranslations } from "next-intl";
import { type Column, Table } from "@/components/ui/table";
import * as format from "@/lib/format";
import type { SeatsView } from "@/server/views/seats";

type Line = { id: string; name: string; taken: number; capacity: number };

/** Seats held and free at each site, and how many wait. */
export function SiteCounts({ meeting, counts, people }: SeatsView) {
  const t = useTranslations("seats.desk");
  const tMeetings = useTranslations("meetings");
  const locale = useLocale();
  const rows: Line[] = meeting.sites.map(({ id, name, capacity }) => ({
    id,
    name,
    capacity,
    taken: counts.find(({ siteId }) => siteId === id)?.taken ?? 0,
  }));
  const sum = (of: (line: Line) => number) => rows.reduce((all, line) => all + of(line), 0);
  const figure = (key: string, header: string, of: (line: Line) => number): Column<Line> => ({
    key,
    header,
    number: true,
    cell: (line) => format.number(of(line), locale),
    total: format.number(sum(of), locale),
  });
  const waiting = people?.filter(({ state }) => state === "waiting").length;
  return (
    <>
      <Table
        address={{ path: "", params: {} }}
        bareCaption
        caption={t("taken")}
        columns={[
          { key: "name", header: tMeetings("fields.site"), head: true, cell: ({ name }) => name },
          figure("taken", t("taken"), ({ taken }) => taken),
          figure("capacity", t("capacity"), ({ capacity }) => capacity),
          figure("free", t("free"), ({ capacity, taken }) => capacity - taken),
        ]}
        plain
        rowKey={({ id }) => id}
        rows={rows}
      />
      {waiting !== undefined && (
        <p className="px-4 py-3 sm:px-6">
          {t("waiting")}: <strong>{format.number(waiting, locale)}</strong>
        </p>
      )}
    </>
  );
}
