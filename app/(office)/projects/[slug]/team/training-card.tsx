import { useLocale, useTranslations } from "next-intl";
import { Panel } from "@/app/(office)/panel";
import { EmptyState } from "@/components/ui/alert";
import { StatePill } from "@/components/ui/badge";
import { LinkButton } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import { type Column, Table } from "@/components/ui/table";
import { TextArea } from "@/components/ui/text-field";
import type { AssistantTraining } from "@/db/queries/trainings";
import { minutesByArea, type SupportHours, supportHours } from "@/lib/domain/training";
import * as format from "@/lib/format";
import type { TeamView } from "./team-view";

/** What people of the project were trained in, by person and training: hours, areas, and whether they count for the support. */
export function TrainingCard(view: TeamView) {
  const t = useTranslations("team.training");
  const locale = useLocale();
  const { team, project, trainings, changes, edits, edit, at } = view;
  const here = `/projects/${project.slug}/team/training`;
  const key = (row: { trainingId: string; assistantId: string }) => `${row.trainingId}.${row.assistantId}`;
  const decided = edit.verb === "support" ? trainings.find((row) => key(row) === edit.id) : undefined;
  const areaName = (number: number) => team.areas.find((area) => area.number === number)?.name ?? String(number);
  const add = edits && (
    <LinkButton href={here} icon="plus" size="sm" variant="secondary">
      {t("add")}
    </LinkButton>
  );
  const columns: Column<AssistantTraining>[] = [
    { key: "name", header: t("person"), head: true, cell: ({ name }) => name },
    {
      key: "training",
      header: t("training"),
      cell: (row) => {
        const change = changes.find((one) => key(one) === key(row));
        return (
          <>
            {row.title}
            <span className="block text-sm text-soft">
              {format.dayRange(row.startsOn, row.endsOn, locale)}, {t(`forms.${row.form}`)}
            </span>
            {change && (
              <span className="mt-1 block">
                <StatePill tone="warn">{t(change.certificateId ? "changed" : "takenBack")}</StatePill>{" "}
                {edits && (
                  <Link
                    className="no-print inline-flex items-center thumb:min-h-11"
                    href={`${here}?training=${row.trainingId}&assistant=${row.assistantId}`}
                  >
                    {t("look")}
                    <span className="sr-only">
                      {" "}
                      {row.name}, {row.title}
                    </span>
                  </Link>
                )}
              </span>
            )}
          </>
        );
      },
    },
    { key: "hours", header: t("hours"), number: true, cell: ({ minutes }) => format.hours(minutes, locale) },
    {
      key: "areas",
      header: t("areas"),
      cell: ({ parts }) => {
        const sums = [...minutesByArea(parts)];
        return sums.length === 0 ? (
          "–"
        ) : (
          <ul>
            {sums.map(([number, minutes]) => (
              <li key={number}>
                {areaName(number)}: {format.hours(minutes, locale)}
              </li>
            ))}
          </ul>
        );
      },
    },
    {
      key: "support",
      header: t("support"),
      cell: (row) => (
        <>
          <StatePill tone={row.counts ? "good" : "none"}>{t(row.counts ? "counts" : "countsNot")}</StatePill>
          {row.note && <span className="block text-sm break-words text-soft">{row.note}</span>}
          {edits && (
            <Link
              aria-label={`${t(row.counts ? "uncount" : "count")}: ${row.name}, ${row.title}`}
              className="no-print flex items-center text-sm thumb:min-h-11"
              href={at(`support:${key(row)}`)}
            >
              {t(row.counts ? "uncount" : "count")}
            </Link>
          )}
        </>
      ),
    },
  ];
  const sums: Column<SupportHours>[] = [
    { key: "name", header: t("person"), head: true, cell: ({ name }) => name },
    { key: "present", header: t("sumPresent"), number: true, cell: ({ present }) => format.hours(present, locale) },
    {
      key: "electronic",
      header: t("sumElectronic"),
      number: true,
      cell: ({ electronic }) => format.hours(electronic, locale),
    },
    {
      key: "sum",
      header: t("sum"),
      number: true,
      cell: ({ present, electronic }) => format.hours(present + electronic, locale),
    },
    { key: "leftOut", header: t("sumLeftOut"), number: true, cell: ({ leftOut }) => format.hours(leftOut, locale) },
  ];
  return (
    <Card actions={trainings.length > 0 && add} flush id="trainings" note={t("note")} title={t("title")}>
      {edits && decided && (
        <Panel
          back={at()}
          fixed={{
            trainingId: decided.trainingId,
            assistantId: decided.assistantId,
            counts: !decided.counts,
            seen: decided.supportId ?? "none",
          }}
          name="training.support"
          submit={t(decided.counts ? "uncount" : "count")}
          title={`${decided.name}: ${t(decided.counts ? "uncount" : "count")}`}
        >
          <p>{t(decided.counts ? "uncountText" : "countText", { hours: format.hours(decided.minutes, locale) })}</p>
          <TextArea label={t("reason")} maxLength={500} name="note" rows={2} />
        </Panel>
      )}
      {trainings.length === 0 ? (
        <EmptyState action={add} icon="target" title={t("none")}>
          {t("noneText")}
        </EmptyState>
      ) : (
        <>
          <Table
            address={{ path: `/projects/${project.slug}/team`, params: {} }}
            bareCaption
            caption={t("title")}
            columns={columns}
            name="trainings"
            rowKey={key}
            rows={trainings}
          />
          <Table
            address={{ path: `/projects/${project.slug}/team`, params: {} }}
            caption={t("sums")}
            columns={sums}
            name="support-hours"
            rowKey={({ assistantId }) => assistantId}
            rows={supportHours(trainings)}
          />
        </>
      )}
    </Card>
  );
}
