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
import { OwnTrainingForm } from "./own-training-form";
import type { TeamView } from "./team-view";

/** What people of the project were trained in, by person and training: hours, areas, and whether they count for the support. */
export function TrainingCard(view: TeamView) {
  const t = useTranslations("team.training");
  const tKind = useTranslations("history.values.kind");
  const locale = useLocale();
  const { team, project, trainings, changes, edits, edit, at } = view;
  const here = `/projects/${project.slug}/team/training`;
  const key = (row: { trainingId: string; assistantId: string }) => `${row.trainingId}.${row.assistantId}`;
  const decided = edit.verb === "support" ? trainings.find((row) => key(row) === edit.id) : undefined;
  const areaName = (number: number) => team.areas.find((area) => area.number === number)?.name ?? String(number);
  const own = trainings.filter((row) => row.source === "own" && row.trainingId === edit.id);
  const add = edits && (
    <span className="flex flex-wrap gap-2">
      <LinkButton href={at("teach:new")} icon="plus" size="sm" variant="secondary">
        {t("record")}
      </LinkButton>
      <LinkButton href={here} icon="plus" size="sm" variant="secondary">
        {t("add")}
      </LinkButton>
    </span>
  );
  const hoursIn = (parts: AssistantTraining["parts"]) =>
    [...minutesByArea(parts)].map(([number, minutes]) => `${areaName(number)}: ${format.hours(minutes, locale)}`);
  const columns: Column<TrainingRows>[] = [
    {
      key: "training",
      header: t("training"),
      head: true,
      cell: ({ rows: [row] }) => (
        <>
          {row.title}
          <span className="block text-sm font-normal text-soft">
            {format.dayRange(row.startsOn, row.endsOn, locale)}, {tKind(row.kind)}, {t(`forms.${row.form}`)}
            {row.source === "meeting" && `, ${t("fromMeeting")}`}
          </span>
          {edits && row.source === "own" && (
            <span className="no-print flex flex-wrap gap-x-4 text-sm font-normal">
              {(["teach", "unteach"] as const).map((verb) => (
                <Link
                  aria-label={`${t(verb === "teach" ? "edit" : "remove")}: ${row.title}, ${format.day(row.startsOn, locale)}`}
                  className="inline-flex items-center thumb:min-h-11"
                  href={at(`${verb}:${row.trainingId}`)}
                  key={verb}
                >
                  {t(verb === "teach" ? "edit" : "remove")}
                </Link>
              ))}
            </span>
          )}
        </>
      ),
    },
    {
      key: "hours",
      header: t("hours"),
      number: true,
      cell: ({ rows }) => {
        const [least, most] = [Math.min, Math.max].map((of) => of(...rows.map(({ minutes }) => minutes)));
        const [from, to] = [least ?? 0, most ?? 0].map((minutes) => format.hours(minutes, locale));
        return from === to ? to : `${from} – ${to}`;
      },
    },
    {
      key: "areas",
      header: t("areas"),
      cell: ({ rows: [row] }) =>
        row.source === "own" &&
        (hoursIn(row.parts).length === 0 ? (
          "–"
        ) : (
          <ul>
            {hoursIn(row.parts).map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        )),
    },
    {
      key: "people",
      header: t("attended"),
      cell: ({ rows }) =>
        rows.length > 3 ? (
          <details>
            <summary className="cursor-pointer thumb:min-h-11 text-link">
              {t("peopleCount", { count: rows.length })}
            </summary>
            <People rows={rows} />
          </details>
        ) : (
          <People rows={rows} />
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
    {
      key: "enough",
      header: t("enough", { hours: team.supportHours }),
      cell: ({ present, electronic }) =>
        present + electronic >= team.supportHours * 60 ? (
          <StatePill tone="good">{t("enoughYes")}</StatePill>
        ) : (
          <StatePill tone="none">{t("enoughNo")}</StatePill>
        ),
    },
    { key: "leftOut", header: t("sumLeftOut"), number: true, cell: ({ leftOut }) => format.hours(leftOut, locale) },
  ];
  return (
    <Card actions={trainings.length > 0 && add} flush id="trainings" note={t("note")} title={t("title")}>
      {edits && edit.verb === "teach" && (edit.id === "new" || own.length > 0) && (
        <OwnTrainingForm {...view} rows={own} />
      )}
      {edits && edit.verb === "unteach" && own[0] && (
        <Panel
          back={at()}
          danger
          fixed={{ trainingId: own[0].trainingId, version: own[0].version }}
          name="training.remove"
          submit={t("remove")}
          title={`${t("removeTitle")}: ${own[0].title}`}
        >
          <p>{t("removeText")}</p>
        </Panel>
      )}
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
            rowKey={({ trainingId }) => trainingId}
            rows={byTraining(trainings)}
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

  function People({ rows }: { rows: readonly AssistantTraining[] }) {
    return (
      <ul className="grid gap-1">
        {rows.map((row) => {
          const change = changes.find((one) => key(one) === key(row));
          return (
            <li key={key(row)}>
              {row.name}{" "}
              <StatePill className="text-xs" tone={row.counts ? "good" : "none"}>
                {t(row.counts ? "counts" : "countsNot")}
              </StatePill>
              {row.source === "meeting" && (
                <span className="block text-sm text-soft">
                  {[format.hours(row.minutes, locale), ...hoursIn(row.parts)].join(" · ")}
                </span>
              )}
              {row.note && <span className="block text-sm break-words text-soft">{row.note}</span>}
              {change && (
                <span className="block">
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
              {edits && (
                <Link
                  aria-label={`${t(row.counts ? "uncount" : "count")}: ${row.name}, ${row.title}`}
                  className="no-print flex items-center text-sm thumb:min-h-11"
                  href={at(`support:${key(row)}`)}
                >
                  {t(row.counts ? "uncount" : "count")}
                </Link>
              )}
            </li>
          );
        })}
      </ul>
    );
  }
}

type TrainingRows = { trainingId: string; rows: readonly [AssistantTraining, ...AssistantTraining[]] };

/** One training a line, with all who attended. */
function byTraining(trainings: readonly AssistantTraining[]): TrainingRows[] {
  const found = new Map<string, [AssistantTraining, ...AssistantTraining[]]>();
  for (const row of trainings) {
    const rows = found.get(row.trainingId);
    if (rows) rows.push(row);
    else found.set(row.trainingId, [row]);
  }
  return [...found].map(([trainingId, rows]) => ({ trainingId, rows }));
}
