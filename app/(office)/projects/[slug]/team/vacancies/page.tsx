import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { EmptyState } from "@/components/ui/alert";
import { StatePill } from "@/components/ui/badge";
import { Card, Tile } from "@/components/ui/card";
import { type Column, Table } from "@/components/ui/table";
import type { Gap, LostIndicator } from "@/lib/domain/vacancy";
import * as format from "@/lib/format";
import { asOfDay, firstValue, readOfficePage, type SearchParams } from "@/server/page";
import { readVacancies } from "@/server/views/vacancies";
import { projectLinks } from "../../links";
import { ProjectPage } from "../../project-page";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("team.vacancies"))("title") };
}

type Props = { params: Promise<{ slug: string }>; searchParams: SearchParams };

/** What empty posts and uncovered leaves cost, and what they do to the forecast and to counted indicators. */
export default async function VacanciesPage({ params, searchParams }: Props) {
  const [{ slug }, asked, t, locale] = await Promise.all([params, searchParams, getTranslations("team"), getLocale()]);
  const k = firstValue(asked.k) || undefined;
  const link = projectLinks(slug, k);
  const page = await readOfficePage(link("/team/vacancies"), (tx, me) => readVacancies(tx, slug, asOfDay(k, me.today)));
  const { project, effects } = page.view;
  const money = (halere: number | null) => (halere === null ? "–" : format.money(halere, locale, { whole: true }));
  const number = (value: number, digits = 1) => format.number(value, locale, digits);
  const address = { path: `/projects/${slug}/team/vacancies`, params: {} };
  const gapColumns: Column<Gap>[] = [
    { key: "post", header: t("postColumn"), head: true, cell: ({ post }) => t("post", { number: post }) },
    { key: "days", header: t("days"), cell: ({ from, to }) => format.dayRange(from, to, locale) },
    {
      key: "kind",
      header: t("vacancies.kind"),
      cell: ({ kind }) => <StatePill tone={kind === "vacant" ? "warn" : "none"}>{t(`vacancies.${kind}`)}</StatePill>,
    },
    {
      key: "percent",
      header: t("fte"),
      number: true,
      cell: ({ percent }) => format.percent(percent / 100, locale, 0),
    },
    {
      key: "months",
      header: t("vacancies.months"),
      number: true,
      cell: ({ months }) => number(months, 2),
      total: number(effects.lostMonths, 2),
    },
    {
      key: "cost",
      header: t("vacancies.cost"),
      number: true,
      cell: ({ costHalere }) => money(costHalere),
      total: money(effects.costHalere),
    },
  ];
  const indicatorColumns: Column<LostIndicator>[] = [
    { key: "name", header: t("vacancies.indicator"), head: true, cell: ({ code, name }) => `${code} ${name}` },
    { key: "value", header: t("vacancies.value"), number: true, cell: ({ value }) => number(value, 0) },
    { key: "pace", header: t("vacancies.pace"), number: true, cell: ({ perMonth }) => number(perMonth) },
    { key: "lost", header: t("vacancies.lost"), number: true, cell: ({ lost }) => number(lost, 0) },
    {
      key: "target",
      header: t("vacancies.target"),
      number: true,
      cell: ({ target }) => (target === null ? "–" : number(target, 0)),
    },
  ];
  return (
    <ProjectPage
      asOf
      crumbs={[{ label: t("title"), href: link("/team") }, { label: t("vacancies.title") }]}
      k={k}
      note={t("vacancies.note")}
      office={page}
      part="team"
      project={project}
      title={t("vacancies.title")}
    >
      <div className="grid gap-4 sm:grid-cols-2 xl:grid-cols-4">
        <Tile
          href="#gaps"
          label={t("vacancies.capacity")}
          note={t("vacancies.capacityNote", { months: number(effects.workedMonths) })}
          value={t("vacancies.capacityValue", { fte: number(effects.presentFte, 2), posts: effects.posts })}
        />
        <Tile
          href="#gaps"
          label={t("vacancies.lostMonths")}
          note={t("vacancies.lostNote")}
          value={t("vacancies.monthsValue", { months: number(effects.lostMonths) })}
        />
        <Tile
          href="#gaps"
          label={t("vacancies.unspent")}
          note={
            effects.unitHalere === null
              ? t("vacancies.noUnit")
              : t("vacancies.unitNote", { unit: money(effects.unitHalere) })
          }
          value={money(effects.costHalere)}
        />
        <Tile
          href={link("/budget")}
          label={t("vacancies.forecast")}
          note={
            effects.forecastHalere === null
              ? t("vacancies.noUnit")
              : t("vacancies.forecastNote", {
                  now: money(effects.forecastHalere),
                  months: effects.monthsLeft ?? 0,
                })
          }
          value={
            effects.filledHalere === null ? "–" : format.signedMoney(effects.filledHalere, locale, { whole: true })
          }
        />
      </div>
      <Card flush id="gaps" note={t("vacancies.gapsNote")} title={t("vacancies.gaps")}>
        <Table
          address={address}
          bareCaption
          caption={t("vacancies.gaps")}
          columns={gapColumns}
          empty={<EmptyState icon="check" title={t("vacancies.none")} />}
          name="gaps"
          rowKey={({ post, from, kind }) => `${post}${from}${kind}`}
          rows={effects.gaps}
          totalLabel={t("vacancies.total")}
        />
      </Card>
      <Card flush id="indicators" note={t("vacancies.indicatorsNote")} title={t("vacancies.indicators")}>
        <Table
          address={address}
          bareCaption
          caption={t("vacancies.indicators")}
          columns={indicatorColumns}
          empty={<EmptyState icon="target" title={t("vacancies.noIndicators")} />}
          name="indicators"
          plain
          rowKey={({ code }) => code}
          rows={effects.indicators}
        />
      </Card>
    </ProjectPage>
  );
}
