import { useLocale, useTranslations } from "next-intl";
import { type Address, param } from "@/components/ui/address";
import { StatePill } from "@/components/ui/badge";
import { Link } from "@/components/ui/link";
import { Bullet } from "@/components/ui/marks";
import { Pager } from "@/components/ui/navigation";
import { type Column, sortRows, Table, type TableProps } from "@/components/ui/table";
import { collator, day, money, nbsp, percent } from "@/lib/format";
import { type PortfolioLine, portfolioTotals } from "@/server/views/portfolio";
import { projectLinks } from "./[slug]/links";
import { RiskPill, RiskReasons } from "./risk";

type Props = {
  lines: readonly PortfolioLine[];
  address: Address;
  k: string | undefined;
  page: number;
} & Pick<TableProps<PortfolioLine>, "filters" | "exports">;

const linesPerPage = 50;
const defaultSort = "-risk";

/**
 * A page of the projects, the riskiest first, with the totals of them all; every figure is a link to the part of the
 * project that explains it. A page beyond the last is the last.
 */
export function PortfolioTable({ lines, address, k, page, ...rest }: Props) {
  const t = useTranslations("projects");
  const locale = useLocale();
  const totals = portfolioTotals(lines);
  const of = (count: number, all: number) => `${count}${nbsp}${t("of")}${nbsp}${all}`;
  const nameOf = (line: PortfolioLine) => `${line.organisation}, ${line.name}`;
  const columns: Column<PortfolioLine>[] = [
    {
      key: "city",
      header: t("columns.project"),
      head: true,
      className: "sm:min-w-48",
      sort: (line) => line.organisation,
      cell: (line) => (
        <span className="block w-full text-left">
          <Link aria-label={nameOf(line)} href={projectLinks(line.slug, k)()}>
            {line.organisation}
          </Link>
          <span className="block font-normal">{line.name}</span>
          <span className="block text-xs font-normal text-soft">{line.registrationNumber ?? t("noNumber")}</span>
        </span>
      ),
      total: t("total", { count: lines.length }),
    },
    {
      key: "risk",
      header: t("columns.risk"),
      className: "sm:min-w-52",
      sort: (line) => line.risk.score,
      cell: (line) => (
        <div>
          <RiskPill risk={line.risk} />
          <RiskReasons link={projectLinks(line.slug, k)} of={nameOf(line)} risk={line.risk} />
        </div>
      ),
    },
    {
      key: "month",
      header: t("columns.month"),
      number: true,
      sort: (line) => line.month / line.monthsInAll,
      cell: (line) => (
        <span>
          {of(line.month, line.monthsInAll)}
          {line.state !== "running" && (
            <span className="block">
              <StatePill tone="none">{t(`states.${line.state}`)}</StatePill>
            </span>
          )}
        </span>
      ),
    },
    {
      key: "drawn",
      header: t("columns.drawn"),
      number: true,
      className: "sm:min-w-44",
      sort: (line) => line.paidHalere / line.totalHalere,
      cell: (line) => <Drawn {...line} k={k} />,
      total: <Drawn {...totals} />,
    },
    {
      key: "posts",
      header: t("columns.posts"),
      number: true,
      sort: (line) => (line.people.posts === 0 ? null : line.people.filled / line.people.posts),
      cell: (line) => of(line.people.filled, line.people.posts),
      total: of(totals.filled, totals.posts),
    },
    {
      key: "indicators",
      header: t("columns.indicators"),
      number: true,
      sort: (line) => (line.indicatorsPlanned === 0 ? null : line.indicatorsOnTrack / line.indicatorsPlanned),
      cell: (line) => (
        <Link
          aria-label={`${of(line.indicatorsOnTrack, line.indicatorsPlanned)}: ${nameOf(line)}`}
          href={projectLinks(line.slug, k)("/indicators")}
        >
          {of(line.indicatorsOnTrack, line.indicatorsPlanned)}
        </Link>
      ),
      total: of(totals.indicatorsOnTrack, totals.indicatorsPlanned),
    },
    {
      key: "activity",
      header: t("columns.activity"),
      number: true,
      sort: (line) => line.lastActivityOn,
      cell: (line) => (line.lastActivityOn ? day(line.lastActivityOn, locale) : t("noActivity")),
    },
    {
      key: "warnings",
      header: t("columns.warnings"),
      number: true,
      sort: (line) => line.risk.reasons.length,
      cell: (line) => (
        <Link
          aria-label={`${line.risk.reasons.length}: ${nameOf(line)}`}
          href={projectLinks(line.slug, k)("#warnings")}
        >
          {line.risk.reasons.length}
        </Link>
      ),
      total: totals.warnings,
    },
    {
      key: "region",
      header: t("columns.region"),
      optional: true,
      sort: (line) => line.region,
      cell: (line) => line.region ?? "–",
    },
    {
      key: "total",
      header: t("columns.total"),
      optional: true,
      number: true,
      sort: (line) => line.totalHalere,
      cell: (line) => money(line.totalHalere, locale),
      total: money(totals.totalHalere, locale),
    },
  ];
  const sorted = sortRows(lines, columns, param(address, "sort") ?? defaultSort, collator(locale).compare);
  const pages = Math.max(1, Math.ceil(lines.length / linesPerPage));
  const shown = Math.min(page, pages);
  return (
    <Table
      {...rest}
      address={address}
      bareCaption
      caption={t("title")}
      columns={columns}
      defaultSort={defaultSort}
      pager={<Pager address={address} page={shown} pages={pages} />}
      rowCount={lines.length}
      rowKey={(line) => line.id}
      rows={sorted.slice((shown - 1) * linesPerPage, shown * linesPerPage)}
    />
  );
}

/** Drawn against planned to date within the budget, in percent, as a bar and in crowns. */
function Drawn(props: {
  paidHalere: number;
  plannedHalere: number | null;
  totalHalere: number;
  slug?: string;
  k?: string;
}) {
  const { paidHalere, plannedHalere, totalHalere, slug, k } = props;
  const t = useTranslations("projects");
  const locale = useLocale();
  if (totalHalere === 0) return "–";
  const drawn = percent(paidHalere / totalHalere, locale);
  const planned = plannedHalere === null ? t("noPlan") : percent(plannedHalere / totalHalere, locale);
  const words = t("drawnOf", { drawn, planned });
  return (
    <span className="block w-full max-sm:max-w-44">
      <span className="block">{slug ? <Link href={projectLinks(slug, k)("/budget")}>{words}</Link> : words}</span>
      <Bullet label={words} limit={totalHalere} plan={plannedHalere ?? undefined} value={paidHalere} />
      <span className="block text-xs font-normal text-soft">{money(paidHalere, locale, { whole: true })}</span>
    </span>
  );
}
