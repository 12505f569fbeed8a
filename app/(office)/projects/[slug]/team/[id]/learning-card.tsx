import { useLocale, useTranslations } from "next-intl";
import { EmptyState } from "@/components/ui/alert";
import { Card } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import { type Column, Table } from "@/components/ui/table";
import type { TeamScore } from "@/db/queries/team";
import type { AssistantTraining } from "@/db/queries/trainings";
import { trainingDueOn } from "@/lib/domain/development";
import * as format from "@/lib/format";
import type { PersonView } from "./person-view";

/** Scores by area with who gave them and what proves them; trainings, supervision and certificates with their hours. */
export function LearningCard({ card, team, project, asOf, scores, trainings, edits }: PersonView) {
  const t = useTranslations("team");
  const tp = useTranslations("team.person");
  const tt = useTranslations("team.training");
  const tPhase = useTranslations("history.values.phase");
  const locale = useLocale();
  const present = card.held.some(({ from, to }) => from <= asOf && (to === null || to >= asOf));
  const cameOn = card.held.at(-1)?.from ?? null;
  const dueOn = present ? trainingDueOn(trainings[0]?.endsOn ?? null, cameOn, card.dueMonths) : null;
  const areaName = (number: number) => team.areas.find((area) => area.number === number)?.name ?? String(number);
  const address = { path: `/projects/${project.slug}/team/${card.id}`, params: {} };
  const scoreColumns: Column<TeamScore>[] = [
    { key: "area", header: t("area"), head: true, cell: ({ area }) => areaName(area) },
    { key: "phase", header: t("phase"), cell: ({ phase }) => tPhase(phase) },
    { key: "on", header: t("assessedOn"), cell: ({ on }) => format.day(on, locale) },
    { key: "score", header: tp("score"), number: true, cell: ({ score }) => score },
    {
      key: "by",
      header: tp("assessor"),
      cell: ({ id, note }) => (
        <>
          {card.assessors[id] ?? tp("unknownAssessor")}
          {note && <span className="block break-words text-sm text-soft">{note}</span>}
        </>
      ),
    },
    {
      key: "files",
      header: t("files"),
      cell: ({ area, phase, files }) =>
        files.length === 0
          ? "–"
          : files.map(({ id, name }) => (
              <a
                aria-label={t("file", { name: `${name}, ${areaName(area)}, ${tPhase(phase)}` })}
                className="block break-all text-link thumb:min-h-11"
                download
                href={`/api/uploads/${id}`}
                key={id}
              >
                {name}
              </a>
            )),
    },
  ];
  const trainingColumns: Column<AssistantTraining>[] = [
    {
      key: "training",
      header: tt("training"),
      head: true,
      cell: ({ title, provider, startsOn, endsOn, form }) => (
        <>
          {title}
          <span className="block text-sm text-soft">
            {[format.dayRange(startsOn, endsOn, locale), tt(`forms.${form}`), provider].filter(Boolean).join(", ")}
          </span>
        </>
      ),
    },
    { key: "hours", header: tt("hours"), number: true, cell: ({ minutes }) => format.hours(minutes, locale) },
    {
      key: "support",
      header: tt("support"),
      cell: ({ counts }) => tt(counts ? "counts" : "countsNot"),
    },
  ];
  return (
    <>
      <Card
        actions={
          edits && (
            <Link
              className="inline-flex items-center thumb:min-h-11"
              href={`/projects/${project.slug}/team?edit=score:${card.id}#form`}
            >
              {t("score")}
            </Link>
          )
        }
        flush
        id="scores"
        note={tp("scaleNote")}
        title={t("matrix")}
      >
        <Table
          address={address}
          bareCaption
          caption={t("matrix")}
          columns={scoreColumns}
          empty={<EmptyState icon="target" title={tp("noScores")} />}
          name="scores"
          plain
          rowKey={({ id }) => id}
          rows={scores}
        />
      </Card>
      <Card
        flush
        id="trainings"
        note={
          dueOn &&
          tp(dueOn < asOf ? "trainingLate" : "trainingDue", { day: format.day(dueOn, locale), months: card.dueMonths })
        }
        title={tt("title")}
      >
        <Table
          address={address}
          bareCaption
          caption={tt("title")}
          columns={trainingColumns}
          empty={<EmptyState icon="target" title={tp("noTrainings")} />}
          name="trainings"
          plain
          rowKey={({ trainingId }) => trainingId}
          rows={trainings}
        />
      </Card>
    </>
  );
}
