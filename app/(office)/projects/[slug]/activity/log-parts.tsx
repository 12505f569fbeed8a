"use client";
import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Toggle } from "@/components/ui/choice";
import { cx } from "@/components/ui/cx";
import { FieldFrame } from "@/components/ui/field";
import { useField } from "@/components/ui/form-context";
import {
  busyOn,
  inPost,
  type PlannedShift,
  planFor,
  recentGroups,
  type ServedShift,
  shiftMinutes,
  usualBreak,
} from "@/lib/domain/shift";
import { day as dayText } from "@/lib/format";
import type { LogState } from "./log-draft";
import { Fold } from "./log-fold";

export type LogPerson = { id: string; name: string; post: number; from: string; to: string | null };
type Group = ServedShift & { breakMinutes?: number };
export type PartProps = { state: LogState; change: (part: Partial<LogState>) => void };

/** A step of the form that an error can lead to. */
export function Step({
  name,
  label,
  hint,
  children,
}: {
  name: string;
  label: string;
  hint?: string;
  children: ReactNode;
}) {
  const { id, error } = useField(name, hint);
  return (
    <FieldFrame error={error} group hint={hint} id={id} label={label} name={name}>
      <div className="flex flex-col gap-2" id={id} tabIndex={-1}>
        {children}
      </div>
    </FieldFrame>
  );
}

/** A press that sets something; pressed when it is what stands. */
export function Chip({ on, onPress, children }: { on: boolean; onPress: () => void; children: ReactNode }) {
  return (
    <button
      aria-pressed={on}
      className={cx(
        "flex min-h-12 min-w-0 flex-1 cursor-pointer flex-col items-center justify-center rounded-md border px-2 py-1 text-center leading-tight",
        on ? "border-action bg-wash font-medium text-link" : "border-edge bg-card hover:border-link hover:bg-wash",
      )}
      onClick={onPress}
      type="button"
    >
      {children}
    </button>
  );
}

export function PeoplePart({
  state,
  change,
  people,
  served,
  planned,
  offered,
}: PartProps & {
  people: readonly LogPerson[];
  served: readonly ServedShift[];
  planned: readonly PlannedShift[];
  /** Ids of the places that may be chosen. */
  offered: readonly string[];
}) {
  const t = useTranslations("log");
  const locale = useLocale();
  const present = inPost(people, state.happenedOn);
  const busy = busyOn(served, state.happenedOn);
  const names = new Map(people.map(({ id, name }) => [id, name]));
  const plan = planFor(planned, served, people, state.happenedOn);
  const groups: Group[] = [...plan, ...recentGroups(served, people, state.happenedOn)].slice(0, 4);
  const chosen = new Set(state.assistantIds);
  const isChosen = (who: readonly string[]) => who.length === chosen.size && who.every((id) => chosen.has(id));
  const toggle = (id: string, on: boolean) =>
    change({ assistantIds: on ? [...state.assistantIds, id] : state.assistantIds.filter((item) => item !== id) });
  return (
    <Step hint={t("peopleHint")} label={t("people")} name="assistantIds">
      {groups.length > 0 && (
        <div className="grid gap-2 max-sm:[&>:nth-child(n+3)]:hidden sm:grid-cols-2">
          {groups.map((group) => {
            const { people: who, on, startsAt, endsAt } = group;
            const byPlan = plan.some((shift) => shift === group);
            return (
              <Chip
                key={`${who.join()}${byPlan ? startsAt : ""}`}
                on={isChosen(who)}
                onPress={() => change(asLastTime(group, state, offered))}
              >
                {who.map((id) => names.get(id)).join(" + ")}
                <span className="text-sm font-normal text-soft">
                  {byPlan
                    ? t("byPlan", { from: startsAt.replace(/^0/, ""), to: endsAt.replace(/^0/, "") })
                    : t("lastTogether", { day: dayText(on, locale) })}
                </span>
              </Chip>
            );
          })}
        </div>
      )}
      {present.length === 0 && <p className="text-soft">{t("nobodyInPost")}</p>}
      <Fold
        fields={["assistantIds"]}
        startsOpen={!groups.some(({ people: who }) => isChosen(who))}
        summary={
          groups.some(({ people: who }) => isChosen(who))
            ? undefined
            : [...chosen].map((id) => names.get(id)).join(" + ")
        }
        title={t("otherPeople")}
      >
        <div className="grid grid-cols-2 gap-2 sm:grid-cols-3">
          {present.map(({ id, name, post }) => (
            <Toggle
              checked={chosen.has(id)}
              className="gap-2 px-3"
              key={id}
              label={
                <>
                  {name}
                  <span className="block text-sm font-normal text-soft">
                    {busy.has(id) ? t("servedAlready") : t("post", { post })}
                  </span>
                </>
              }
              name="assistantIds[]"
              onChange={(on) => toggle(id, on)}
              value={id}
            />
          ))}
        </div>
      </Fold>
    </Step>
  );
}

/** A group as it is planned or served last: its people, its hours, and its place where no count is written yet. */
function asLastTime(
  last: ServedShift & { breakMinutes?: number },
  state: LogState,
  offered: readonly string[],
): Partial<LogState> {
  const { people, startsAt, endsAt, localityId } = last;
  const untouched = Object.values(state.counts).every((count) => count === 0) && offered.includes(localityId);
  const pause = last.breakMinutes ?? usualBreak(shiftMinutes(state.happenedOn, startsAt, endsAt));
  const hours = { startsAt, endsAt, breakMinutes: pause };
  const moves = untouched && state.places.every((place) => place.localityId !== localityId);
  return { assistantIds: [...people], ...hours, ...(moves && { localityId }) };
}
