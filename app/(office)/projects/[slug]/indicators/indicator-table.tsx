import { useLocale, useTranslations } from "next-intl";
import type { Address } from "@/components/ui/address";
import { Badge } from "@/components/ui/badge";
import { Link } from "@/components/ui/link";
import { type Column, Table } from "@/components/ui/table";
import type { IndicatorValue } from "@/db/queries/indicator-values";
import { isUncounted } from "@/lib/domain/indicator";
import { nbsp } from "@/lib/format";
import type { ProjectLink } from "../links";
import { figure, measure, PathBullet, StandingPill } from "./indicator-marks";

/** The indicators of one goal. The value is a link to the rows behind it. */
export function IndicatorTable({
  rows,
  caption,
  name,
  address,
  link,
}: {
  rows: readonly IndicatorValue[];
  caption: string;
  name: string;
  address: Address;
  link: ProjectLink;
}) {
  const t = useTranslations("indicators");
  const locale = useLocale();
  const columns: Column<IndicatorValue>[] = [
    {
      key: "name",
      header: t("columns.name"),
      head: true,
      className: "min-w-56",
      cell: (row) => (
        <span className="block w-full text-left">
          <Badge className="mr-2">{row.code}</Badge>
          <Link href={link(`/indicators/${encodeURIComponent(row.code)}`)}>{row.name}</Link>
        </span>
      ),
    },
    {
      key: "rule",
      header: t("columns.rule"),
      className: "sm:w-36",
      cell: (row) => (
        <span className="text-soft">{t(isUncounted(row) ? "uncounted.short" : `rules.${row.rule}.short`)}</span>
      ),
    },
    {
      key: "baseline",
      header: t("columns.baseline"),
      className: "sm:w-20",
      number: true,
      cell: (row) => figure(row.baseline, locale),
    },
    {
      key: "value",
      header: t("columns.value"),
      className: "sm:w-40",
      number: true,
      cell: (row) => (
        <Link
          className="font-semibold"
          href={link(`/indicators/${encodeURIComponent(row.code)}#rows`)}
          title={t("why", { value: figure(row.value, locale) })}
        >
          {row.value === null
            ? t(isUncounted(row) ? "uncounted.value" : "noValue")
            : measure(row.value, row.unit, locale)}
        </Link>
      ),
    },
    {
      key: "planned",
      header: t("columns.planned"),
      className: "sm:w-24",
      number: true,
      cell: (row) => figure(row.plannedNow, locale),
    },
    {
      key: "target",
      header: t("columns.target"),
      className: "sm:w-24",
      number: true,
      cell: (row) => `${row.direction === "up" ? "↑" : "↓"}${nbsp}${figure(row.target, locale)}`,
    },
    {
      key: "path",
      header: t("columns.path"),
      className: "sm:w-36",
      cell: (row) => (
        <span className="block w-full max-sm:max-w-40">
          <PathBullet indicator={row} />
        </span>
      ),
    },
    { key: "state", header: t("columns.state"), className: "sm:w-32", cell: (row) => <StandingPill indicator={row} /> },
    {
      key: "evidence",
      header: t("columns.evidence"),
      className: "sm:w-24",
      number: true,
      cell: (row) => row.evidenceCount,
    },
  ];
  return (
    <Table
      address={address}
      bareCaption
      caption={caption}
      columns={columns}
      fixed
      name={name}
      plain
      rowKey={(row) => row.id}
      rows={rows}
    />
  );
}
