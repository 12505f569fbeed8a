import { useLocale, useTranslations } from "next-intl";
import { EmptyState } from "@/components/ui/alert";
import { StatePill } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { cx } from "@/components/ui/cx";
import { Icon } from "@/components/ui/icon";
import { Link } from "@/components/ui/link";
import { TableRegion } from "@/components/ui/table-region";
import type { TeamMember } from "@/db/queries/team";
import { assessmentPhases, gainIn, matrixRow } from "@/lib/domain/assessment";
import { minutesByArea } from "@/lib/domain/training";
import * as format from "@/lib/format";
import { ScoreForm } from "./score-form";
import type { TeamView } from "./team-view";

/** Assistants × training areas: entry → interim → exit, the gain, and who has gained in enough areas (goal 1). */
export function MatrixCard(view: TeamView) {
  const t = useTranslations("team");
  const { team, trainings, edits, edit, at } = view;
  const numbers = team.areas.map(({ number }) => number);
  const rule = { gainPoints: team.gainPoints, areasNeeded: team.areasNeeded };
  const people = team.people
    .filter(({ held }) => held.length > 0)
    .map((person) => ({
      person,
      row: matrixRow(
        { post: person.held[0]?.post ?? 0, from: "", to: person.held[0]?.to ?? null, scores: person.scores },
        numbers,
        rule,
      ),
    }))
    .sort((a, b) => Number(a.row.to !== null) - Number(b.row.to !== null) || a.row.post - b.row.post);
  const improved = people.filter(({ row }) => row.improved).length;
  return (
    <Card
      flush
      id="assessments"
      note={t("matrixNote", { improved, people: people.length, needed: rule.areasNeeded, points: rule.gainPoints })}
      title={t("matrix")}
    >
      {edits && (edit.verb === "score" || edit.verb === "rescore") && <ScoreForm {...view} />}
      {team.areas.length === 0 || people.length === 0 ? (
        <EmptyState icon="target" title={t("noMatrix")} />
      ) : (
        <TableRegion label={t("matrix")}>
          <table className="data-table">
            <caption className="sr-only">{t("matrix")}</caption>
            <thead>
              <tr>
                <th scope="col">{t("name")}</th>
                {team.areas.map(({ number, name }) => (
                  <th className="min-w-28 align-bottom" key={number} scope="col">
                    {name}
                  </th>
                ))}
                <th scope="col">{t("enough", { needed: rule.areasNeeded })}</th>
              </tr>
            </thead>
            <tbody>
              {people.map(({ person, row }) => (
                <tr id={`assessments-${person.id}`} key={person.id}>
                  <th className="whitespace-nowrap" scope="row">
                    {person.name}
                    <span className="block font-normal text-soft text-xs">
                      {t(row.to === null ? "post" : "left", { number: row.post })}
                    </span>
                    {edits && (
                      <Link
                        aria-label={`${t("score")}: ${person.name}`}
                        className="no-print block font-normal text-sm"
                        href={at(`score:${person.id}`)}
                      >
                        {t("score")}
                      </Link>
                    )}
                  </th>
                  {team.areas.map(({ number, name }) => (
                    <td data-label={name} key={number}>
                      <Scores area={number} areaName={name} gainPoints={rule.gainPoints} person={person} view={view} />
                      <Hours area={number} personId={person.id} trainings={trainings} />
                    </td>
                  ))}
                  <td data-label={t("enough", { needed: rule.areasNeeded })}>
                    <StatePill tone={row.improved ? "good" : "none"}>
                      {t(row.improved ? "yes" : "notYet", { reached: row.reached })}
                    </StatePill>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </TableRegion>
      )}
    </Card>
  );
}

/** How long one person was trained in one area; nothing for none. */
function Hours({ trainings, personId, area }: Pick<TeamView, "trainings"> & { personId: string; area: number }) {
  const t = useTranslations("team.training");
  const locale = useLocale();
  const parts = trainings.filter(({ assistantId }) => assistantId === personId).flatMap((one) => one.parts);
  const minutes = minutesByArea(parts).get(area);
  if (!minutes) return null;
  return (
    <span className="block text-soft text-xs whitespace-nowrap">
      {t("inArea", { hours: format.hours(minutes, locale) })}
    </span>
  );
}

type ScoresProps = { person: TeamMember; area: number; areaName: string; gainPoints: number; view: TeamView };

/** The scores of one person in one area in the order of the phases; each can be opened and corrected. */
function Scores({ person, area, areaName, gainPoints, view: { edits, at } }: ScoresProps) {
  const t = useTranslations("team");
  const tPhase = useTranslations("history.values.phase");
  const locale = useLocale();
  const gain = gainIn(person.scores, area, gainPoints);
  const own = person.scores.filter((score) => score.area === area);
  return (
    <span className="inline-flex flex-col items-start gap-y-0.5 max-sm:items-end">
      <span className="inline-flex items-center gap-x-1 whitespace-nowrap">
        {assessmentPhases.map((phase) => {
          const score = own.find((one) => one.phase === phase);
          const label = t("scoreOf", { phase: tPhase(phase) });
          const place = `${person.name}, ${areaName}, ${label}`;
          return (
            <span className="inline-flex items-center gap-1" key={phase}>
              {phase !== "entry" && (
                <span aria-hidden="true" className="text-soft">
                  →
                </span>
              )}
              {!(score && edits) && <span className="sr-only">{label}</span>}
              {score && edits ? (
                <Link
                  aria-label={`${place} ${score.score}`}
                  className="inline-flex min-w-6 items-center justify-center thumb:min-h-11"
                  href={at(`rescore:${score.id}`)}
                >
                  {score.score}
                </Link>
              ) : (
                <span className={cx("min-w-6 text-center", !score && "text-soft")}>{score?.score ?? "–"}</span>
              )}
              {score?.files.map((file) => (
                <a
                  aria-label={t("file", { name: `${file.name}, ${person.name}, ${areaName}, ${tPhase(phase)}` })}
                  className="inline-flex items-center text-link thumb:min-h-11 thumb:min-w-8 thumb:justify-center"
                  download
                  href={`/api/uploads/${file.id}`}
                  key={file.id}
                >
                  <Icon name="file" size={16} />
                </a>
              ))}
            </span>
          );
        })}
      </span>
      {(gain.state === "reached" || gain.state === "below") && (
        <span className={cx("font-medium text-sm", gain.state === "reached" ? "text-good" : "text-soft")}>
          {gain.state === "reached" ? "✓ " : ""}
          {format.signedNumber(gain.gain, locale)}
        </span>
      )}
    </span>
  );
}
