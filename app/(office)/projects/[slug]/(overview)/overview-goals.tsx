import { useLocale, useTranslations } from "next-intl";
import { StatePill } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import { Bullet } from "@/components/ui/marks";
import * as format from "@/lib/format";
import type { Overview } from "@/server/views/overview";
import { tones } from "../indicators/indicator-marks";
import type { ProjectLink } from "../links";
import { GoalMatrix } from "./goal-matrix";
import type { OverviewView } from "./overview-view";

/** Each goal in its own words with what measures it; goal 1 as the matrix of assistants and areas. */
export function OverviewGoals(view: OverviewView) {
  const t = useTranslations("overview.goals");
  const { rows, figures, link } = view;
  if (rows.project.goals.length === 0) return null;
  return (
    <section aria-labelledby="goals-title">
      <h2 className="mb-3" id="goals-title">
        {t("title", { count: rows.project.goals.length })}
      </h2>
      <div className="gap-4 lg:columns-2">
        {rows.project.goals.map((goal) => {
          const measures = figures.indicators.filter((indicator) => indicator.goalNumber === goal.number);
          const matrix = goal.rule === "assessments" && rows.assessments.areas.length > 0;
          return (
            <Card
              className="mb-4 break-inside-avoid"
              id={`goal-${goal.number}`}
              key={goal.id}
              level={3}
              title={t("goal", { number: goal.number })}
            >
              <p className="max-w-prose">{format.typeset(goal.text)}</p>
              {measures.map((measure) => (
                <Measure key={measure.id} link={link} measure={measure} />
              ))}
              {matrix && <GoalMatrix {...view} />}
              {measures.length === 0 && !matrix && <p className="mt-3 text-sm text-soft">{t("noMeasure")}</p>}
            </Card>
          );
        })}
      </div>
    </section>
  );
}

/** From the baseline (left) to the target (right), whichever way the numbers go; the tick is the plan of the day. */
function Measure({ measure, link }: { measure: Overview["indicators"][number]; link: ProjectLink }) {
  const t = useTranslations("overview.goals");
  const locale = useLocale();
  const show = (value: number | null) => (value === null ? t("missing") : format.number(value, locale, 1));
  const { done, plannedDone } = measure;
  return (
    <div className="mt-4 border-t border-line pt-3">
      <p className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <Link className="inline-flex items-center thumb:min-h-11" href={link(`/indicators/${measure.code}`)}>
          {measure.name}
        </Link>
        <StatePill tone={tones[measure.standing]}>{t(`standing.${measure.standing}`)}</StatePill>
      </p>
      <p className="font-semibold">
        {t("now", {
          value: measure.value === null ? t("missing") : format.quantity(measure.value, measure.unit, locale, 1),
        })}
      </p>
      {done !== null && (
        <Bullet
          className="my-1"
          label={t("bar", {
            done: format.percent(done, locale, 0),
            planned: plannedDone === null ? t("missing") : format.percent(plannedDone, locale, 0),
          })}
          limit={1000}
          plan={plannedDone === null ? undefined : plannedDone * 1000}
          value={Math.min(done * 1000, 1000)}
        />
      )}
      <p className="flex flex-wrap justify-between gap-x-4 text-sm text-soft">
        <span>{t("baseline", { value: show(measure.baseline) })}</span>
        <span>{t(measure.direction === "up" ? "targetUp" : "targetDown", { value: show(measure.target) })}</span>
      </p>
      <p className="text-sm text-soft">
        {[
          t("planned", { value: show(measure.plannedNow) }),
          done === null ? "" : t("done", { share: format.percent(done, locale, 0) }),
          measure.valueOn ? t("measuredOn", { day: format.day(measure.valueOn, locale) }) : "",
          measure.value !== null && !measure.verified ? t("unverified") : "",
          t("evidence", { count: measure.evidenceCount }),
        ]
          .filter(Boolean)
          .join(" · ")}
      </p>
    </div>
  );
}
