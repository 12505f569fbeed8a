import { getLocale, getTranslations } from "next-intl/server";
import { Card } from "@/components/ui/card";
import { type Column, Table } from "@/components/ui/table";
import { month as monthText, number, shortMonth, signedNumber } from "@/lib/format";
import type { Rhythm } from "@/server/views/rhythm";

type Kind = Rhythm["kinds"][number];

/** What was done by month, each kind by its own scale, and the last whole month against the usual one. */
export async function KindsCard({ view }: { view: Rhythm }) {
  const [t, locale] = await Promise.all([getTranslations("rhythm"), getLocale()]);
  const { span, whole } = view;
  const last = whole.at(-1);
  const columns: Column<Kind>[] = [
    { key: "kind", header: t("kind"), head: true, cell: ({ name }) => name },
    {
      key: "course",
      header: t("course"),
      cell: ({ counts }) => <Course counts={counts} labels={span.map((one) => monthText(one, locale))} />,
    },
    {
      key: "last",
      header: t("last"),
      number: true,
      sort: ({ last: of }) => of,
      cell: ({ last: of }) => number(of, locale),
    },
    {
      key: "usual",
      header: t("usual"),
      number: true,
      sort: ({ usual }) => usual,
      cell: ({ usual }) => (usual === null ? "–" : number(usual, locale, 1)),
    },
    {
      key: "difference",
      header: t("difference"),
      number: true,
      sort: ({ last: of, usual }) => (usual === null ? null : of - usual),
      cell: ({ last: of, usual }) => (usual === null ? "–" : signedNumber(of - usual, locale, 1)),
    },
  ];
  return (
    <Card
      flush
      note={[
        last && whole.length > 1 ? t("kindsNote", { month: monthText(last, locale) }) : t("kindsNoMonth"),
        last !== span.at(-1) && t("kindsPart"),
      ]
        .filter(Boolean)
        .join(" ")}
      title={t("kinds")}
    >
      <Table
        address={{ path: `/projects/${view.place.slug}/activity/rhythm`, params: {} }}
        bareCaption
        caption={t("kinds")}
        columns={columns}
        name="kinds"
        plain
        rowKey={({ code }) => code}
        rows={view.kinds}
      />
    </Card>
  );

  function Course({ counts, labels }: { counts: readonly number[]; labels: readonly string[] }) {
    const most = Math.max(1, ...counts);
    const said = counts.map((count, index) => `${shortMonth(span[index] ?? "")}: ${number(count, locale)}`).join(", ");
    return (
      <span aria-label={said} className="flex h-8 w-40 items-end gap-0.5" data-mark role="img">
        {counts.map((count, index) => (
          <span
            className="min-h-px flex-1 bg-[var(--chart-actual)]"
            key={labels[index]}
            style={{ height: `${(count / most) * 100}%` }}
            title={t("monthCount", { month: labels[index] ?? "", count: number(count, locale) })}
          />
        ))}
      </span>
    );
  }
}
