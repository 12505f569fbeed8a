import { useLocale, useTranslations } from "next-intl";
import { Panel } from "@/app/(office)/panel";
import { EmptyState } from "@/components/ui/alert";
import { StatePill, type Tone } from "@/components/ui/badge";
import { LinkButton } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import { Select, TextArea, TextField } from "@/components/ui/text-field";
import { DateField } from "@/components/ui/typed-field";
import { plusMonths } from "@/lib/domain/day";
import { goalStanding, reviewVerdicts } from "@/lib/domain/development";
import * as format from "@/lib/format";
import type { PersonView } from "./person-view";

const tones: Record<ReturnType<typeof goalStanding>, Tone> = {
  "on-way": "active",
  behind: "warn",
  reached: "good",
  dropped: "none",
  late: "bad",
  new: "info",
};

/** The individual development plan: goals by area, each with its dated looks. */
export function DevelopmentCard(view: PersonView) {
  const t = useTranslations("team");
  const td = useTranslations("team.development");
  const tVerdict = useTranslations("history.values.verdict");
  const locale = useLocale();
  const { card, team, project, asOf, edits, edit, at } = view;
  const day = (value: string) => format.day(value, locale);
  const goal = card.goals.find(({ id }) => id === edit.id);
  const open = edits && ["goal", "regoal", "review"].includes(edit.verb);
  const fields = (
    <div className="grid gap-4 md:grid-cols-2">
      <TextField className="md:col-span-2" defaultValue={goal?.title} label={td("goal")} maxLength={500} name="title" />
      <TextField
        className="md:col-span-2"
        defaultValue={goal?.measure}
        hint={td("measureHint")}
        label={td("measure")}
        maxLength={500}
        name="measure"
        optional
      />
      <Select
        defaultValue={goal?.areaId ?? ""}
        label={t("area")}
        name="areaId"
        optional
        options={team.areas.map(({ id, number, name }) => ({ value: id, label: `${number}. ${name}` }))}
        placeholder={td("noArea")}
      />
      <span />
      <DateField
        defaultValue={goal?.setOn ?? asOf}
        label={td("setOn")}
        max={project.endsOn}
        min={project.startsOn}
        name="setOn"
        today={asOf}
      />
      <DateField defaultValue={goal?.dueOn ?? plusMonths(asOf, 6)} label={td("dueOn")} name="dueOn" today={asOf} />
    </div>
  );
  return (
    <Card
      actions={
        edits && (
          <LinkButton href={at(`goal:${card.id}`)} icon="plus" size="sm" variant="secondary">
            {td("add")}
          </LinkButton>
        )
      }
      id="development"
      note={td("note")}
      title={td("title")}
    >
      {open && edit.verb === "goal" && (
        <Panel
          back={at()}
          fixed={{ assistantId: card.id }}
          name="development.set"
          submit={td("addSubmit")}
          title={td("add")}
        >
          {fields}
        </Panel>
      )}
      {open && goal && edit.verb === "regoal" && (
        <Panel
          back={at()}
          fixed={{ developmentGoalId: goal.id, version: goal.version }}
          name="development.change"
          submit={t("save")}
          title={td("changeTitle")}
        >
          {fields}
        </Panel>
      )}
      {open && goal && edit.verb === "review" && (
        <Panel
          back={at()}
          fixed={{ developmentGoalId: goal.id }}
          name="development.review"
          submit={td("reviewSubmit")}
          title={td("reviewTitle", { goal: goal.title })}
        >
          <div className="grid gap-4 md:grid-cols-2">
            <DateField
              defaultValue={asOf}
              label={td("reviewedOn")}
              max={asOf}
              min={goal.setOn}
              name="reviewedOn"
              today={asOf}
            />
            <Select
              label={td("verdict")}
              name="verdict"
              options={reviewVerdicts.map((verdict) => ({ value: verdict, label: tVerdict(verdict) }))}
              placeholder={t("choosePhase")}
            />
            <TextArea className="md:col-span-2" label={t("note")} maxLength={2000} name="note" optional rows={2} />
          </div>
        </Panel>
      )}
      {card.goals.length === 0 ? (
        <EmptyState icon="target" title={td("none")} />
      ) : (
        <ol className="grid gap-4">
          {card.goals.map((one) => {
            const standing = goalStanding(one, asOf);
            const closed = standing === "reached" || standing === "dropped";
            return (
              <li className="border-line border-b pb-4 last:border-0 last:pb-0" key={one.id}>
                <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
                  <h3 className="min-w-0 break-words font-semibold">{one.title}</h3>
                  <StatePill tone={tones[standing]}>
                    {standing === "late" || standing === "new" ? td(standing) : tVerdict(standing)}
                  </StatePill>
                </div>
                <p className="text-sm text-soft">
                  {[one.area, td("span", { from: day(one.setOn), to: day(one.dueOn) })].filter(Boolean).join(" · ")}
                </p>
                {one.measure && <p className="mt-1 break-words">{td("shows", { measure: one.measure })}</p>}
                {one.reviews.length > 0 && (
                  <ul className="mt-2 grid gap-1">
                    {one.reviews.map((review) => (
                      <li className="break-words" key={review.id}>
                        <b className="font-medium">{day(review.on)}</b> {tVerdict(review.verdict)}
                        {review.note && <>: {review.note}</>}
                        {review.by && <span className="text-sm text-soft"> ({review.by})</span>}
                      </li>
                    ))}
                  </ul>
                )}
                {edits && (
                  <p className="no-print mt-1 flex flex-wrap gap-x-4 gap-y-1">
                    {!closed && (
                      <Link
                        aria-label={`${td("review")}: ${one.title}`}
                        className="inline-flex items-center thumb:min-h-11"
                        href={at(`review:${one.id}`)}
                      >
                        {td("review")}
                      </Link>
                    )}
                    <Link
                      aria-label={`${td("change")}: ${one.title}`}
                      className="inline-flex items-center thumb:min-h-11"
                      href={at(`regoal:${one.id}`)}
                    >
                      {td("change")}
                    </Link>
                  </p>
                )}
              </li>
            );
          })}
        </ol>
      )}
    </Card>
  );
}
