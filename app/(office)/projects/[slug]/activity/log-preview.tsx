"use client";
import { useLocale, useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import { Icon } from "@/components/ui/icon";
import { countsTogether, type ServedShift, shiftEffect } from "@/lib/domain/shift";
import { hours, number } from "@/lib/format";
import type { LogState } from "./log-draft";
import { ShiftOverlaps, ShiftWarnings } from "./shift-warnings";

/** The indicator that contacts add to: what is approved so far and its target. */
export type ContactGoal = { code: string; name: string; goal: number | null; approved: number; target: number | null };

/** "Co se započítá": what this record will add, in words, before it is sent. */
export function LogPreview({
  state,
  kinds,
  keyActivities,
  contactGoal,
  people,
  served,
  path,
}: {
  state: LogState;
  /** Of the project's shifts. */
  path: string;
  people: readonly { id: string; name: string }[];
  served: readonly (ServedShift & { id: string })[];
  kinds: readonly { code: string; contact: boolean }[];
  keyActivities: readonly { id: string; code: string }[];
  contactGoal: ContactGoal | null;
}) {
  const t = useTranslations("log");
  const locale = useLocale();
  const { each, together, contacts, all } = shiftEffect(
    state,
    countsTogether([state.counts, ...state.places.map(({ counts }) => counts)]),
    kinds,
  );
  const code = keyActivities.find(({ id }) => id === state.keyActivityId)?.code ?? "";
  const lines = [
    t("effectHours", {
      together: hours(together, locale),
      each: hours(each, locale),
      people: state.assistantIds.length,
      code,
    }),
    t("effectCounts", { count: all, contacts }),
    ...(contactGoal
      ? [
          t(contactGoal.target === null ? "effectContacts" : "effectGoal", {
            contacts,
            code: contactGoal.code,
            goal: contactGoal.goal ?? 0,
            before: number(contactGoal.approved, locale),
            after: number(contactGoal.approved + contacts, locale),
            target: number(contactGoal.target ?? 0, locale),
          }),
        ]
      : []),
  ];
  const { activityId, happenedOn, startsAt, endsAt, breakMinutes, localityId, assistantIds } = state;
  const shift = { id: activityId, on: happenedOn, startsAt, endsAt, breakMinutes, localityId, people: assistantIds };
  const nameOf = (id: string) => people.find((one) => one.id === id)?.name ?? "";
  return (
    <Card id="effect" title={t("effect")}>
      <ul aria-live="polite" className="flex flex-col gap-1.5">
        {lines.map((line) => (
          <li className="flex gap-2" key={line}>
            <Icon className="mt-0.5 text-link" name="plus" />
            {line}
          </li>
        ))}
      </ul>
      <p className="mt-2 text-sm text-soft">{t("effectNote")}</p>
      <ShiftOverlaps nameOf={nameOf} path={path} served={served} shift={shift} />
      <ShiftWarnings nameOf={nameOf} served={served} shift={shift} />
    </Card>
  );
}
