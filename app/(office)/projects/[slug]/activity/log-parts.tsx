"use client";
import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Toggle } from "@/components/ui/choice";
import { cx } from "@/components/ui/cx";
import { Field, FieldFrame } from "@/components/ui/field";
import { useField } from "@/components/ui/form-context";
import { DateField } from "@/components/ui/typed-field";
import {
  breaks,
  busyOn,
  inPost,
  recentGroups,
  type ServedShift,
  shiftMinutes,
  shiftPresets,
  shiftTime,
  usualBreak,
} from "@/lib/domain/shift";
import { day as dayText, hours, weekday } from "@/lib/format";
import type { LogState } from "./log-draft";

export type LogPerson = { id: string; name: string; post: number; from: string; to: string | null };
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

export function DayPart({
  state,
  change,
  days,
  from,
  to,
}: PartProps & { days: readonly string[]; from: string; to: string }) {
  const t = useTranslations("log");
  const locale = useLocale();
  const set = (happenedOn: string) => change({ happenedOn });
  const words = [t("today"), t("yesterday"), t("dayBefore")];
  return (
    <Step label={t("day")} name="day">
      <div className="flex gap-2">
        {days.map((day, index) => (
          <Chip key={day} on={state.happenedOn === day} onPress={() => set(day)}>
            {words[index]}
            <span className="text-sm font-normal text-soft">
              {weekday(day, locale, "short")} {dayText(day, locale).replace(/.\d{4}$/, "")}
            </span>
          </Chip>
        ))}
      </div>
      <DateField
        defaultValue={state.happenedOn}
        label={t("otherDay")}
        max={to}
        min={from}
        name="happenedOn"
        onValue={(day) => day && set(day)}
        today={to}
      />
    </Step>
  );
}

export function ShiftPart({ state, change }: PartProps) {
  const t = useTranslations("log");
  const locale = useLocale();
  const set = (startsAt: string, endsAt: string) => {
    const usual = usualBreak(shiftMinutes(state.happenedOn, startsAt, endsAt));
    change({ startsAt, endsAt, breakMinutes: usual });
  };
  const time = shiftTime(state.happenedOn, state.startsAt, state.endsAt);
  const offered = [...new Set([...breaks, state.breakMinutes])].sort((a, b) => a - b);
  return (
    <Step label={t("shift")} name="shift">
      <div className="flex gap-2">
        {shiftPresets.map(({ name, startsAt, endsAt }) => (
          <Chip
            key={name}
            on={state.startsAt === startsAt && state.endsAt === endsAt}
            onPress={() => set(startsAt, endsAt)}
          >
            {t(`presets.${name}`)}
            <span className="text-sm font-normal text-soft">
              {Number(startsAt.slice(0, 2))}–{Number(endsAt.slice(0, 2))}
            </span>
          </Chip>
        ))}
      </div>
      <div className="grid grid-cols-2 gap-2 sm:grid-cols-3">
        <TimeField
          label={t("from")}
          name="startsAt"
          onTime={(time) => set(time, state.endsAt)}
          value={state.startsAt}
        />
        <TimeField label={t("to")} name="endsAt" onTime={(time) => set(state.startsAt, time)} value={state.endsAt} />
        <Field label={t("break")} name="breakMinutes">
          {(control) => (
            <select
              {...control}
              className="control px-2"
              data-kind="number"
              name="breakMinutes"
              onChange={(event) => change({ breakMinutes: Number(event.currentTarget.value) })}
              value={state.breakMinutes}
            >
              {offered.map((minutes) => (
                <option key={minutes} value={minutes}>
                  {t("minutes", { count: minutes })}
                </option>
              ))}
            </select>
          )}
        </Field>
      </div>
      <p aria-live="polite" className="text-sm text-soft empty:hidden">
        {"missing" in time
          ? state[time.missing] && t("hourMissing")
          : time.minutes > state.breakMinutes &&
            t("worked", { hours: hours(time.minutes - state.breakMinutes, locale) })}
      </p>
    </Step>
  );
}

function TimeField({
  name,
  label,
  value,
  onTime,
}: {
  name: string;
  label: string;
  value: string;
  onTime: (time: string) => void;
}) {
  return (
    <Field label={label} name={name}>
      {(control) => (
        <input
          {...control}
          className="control px-2"
          name={name}
          onChange={(event) => event.currentTarget.value && onTime(event.currentTarget.value)}
          required
          type="time"
          value={value}
        />
      )}
    </Field>
  );
}

export function PeoplePart({
  state,
  change,
  people,
  served,
}: PartProps & { people: readonly LogPerson[]; served: readonly ServedShift[] }) {
  const t = useTranslations("log");
  const locale = useLocale();
  const present = inPost(people, state.happenedOn);
  const busy = busyOn(served, state.happenedOn);
  const names = new Map(people.map(({ id, name }) => [id, name]));
  const groups = recentGroups(served, people, state.happenedOn).slice(0, 4);
  const chosen = new Set(state.assistantIds);
  const toggle = (id: string, on: boolean) =>
    change({ assistantIds: on ? [...state.assistantIds, id] : state.assistantIds.filter((item) => item !== id) });
  return (
    <Step hint={t("peopleHint")} label={t("people")} name="assistantIds">
      {groups.length > 0 && (
        <div className="grid gap-2 sm:grid-cols-2">
          {groups.map(({ people: who, on }) => (
            <Chip
              key={who.join()}
              on={who.length === chosen.size && who.every((id) => chosen.has(id))}
              onPress={() => change({ assistantIds: [...who] })}
            >
              {who.map((id) => names.get(id)).join(" + ")}
              <span className="text-sm font-normal text-soft">{t("lastTogether", { day: dayText(on, locale) })}</span>
            </Chip>
          ))}
        </div>
      )}
      {present.length === 0 && <p className="text-soft">{t("nobodyInPost")}</p>}
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
    </Step>
  );
}
