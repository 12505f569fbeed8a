"use client";
import { useLocale, useTranslations } from "next-intl";
import { Field } from "@/components/ui/field";
import { TimeField } from "@/components/ui/time-field";
import { DateField } from "@/components/ui/typed-field";
import { breaks, shiftMinutes, shiftPresets, shiftTime, usualBreak } from "@/lib/domain/shift";
import { day as dayText, hours, weekday } from "@/lib/format";
import { Fold } from "./log-fold";
import { Chip, type PartProps, Step } from "./log-parts";

type Days = { days: readonly string[]; from: string; to: string };

/** Day and hours, which mostly are those of the last shift: told in one line, changed behind it. */
export function WhenPart({ days, from, to, ...props }: PartProps & Days) {
  const t = useTranslations("log");
  const locale = useLocale();
  const { happenedOn, startsAt, endsAt, breakMinutes } = props.state;
  const preset = shiftPresets.find((one) => one.startsAt === startsAt && one.endsAt === endsAt);
  const words = [t("today"), t("yesterday"), t("dayBefore")];
  const named = words[days.indexOf(happenedOn)];
  const clock = (time: string) => time.replace(/^0/, "");
  const told = [
    `${named ? `${named} ` : ""}${weekday(happenedOn, locale, "short")} ${dayText(happenedOn, locale)}`,
    `${preset ? `${t(`presets.${preset.name}`)} ` : ""}${clock(startsAt)}–${clock(endsAt)}`,
    breakMinutes > 0 && t("breakTold", { minutes: breakMinutes }),
  ].filter(Boolean);
  return (
    <Fold fields={["happenedOn", "startsAt", "endsAt", "breakMinutes"]} summary={told.join(", ")} title={t("when")}>
      <DayPart {...props} days={days} from={from} to={to} />
      <ShiftPart {...props} />
    </Fold>
  );
}

function DayPart({ state, change, days, from, to }: PartProps & { days: readonly string[]; from: string; to: string }) {
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

function ShiftPart({ state, change }: PartProps) {
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
          defaultValue={state.startsAt}
          label={t("from")}
          name="startsAt"
          onTime={(time) => set(time, state.endsAt)}
        />
        <TimeField
          defaultValue={state.endsAt}
          label={t("to")}
          name="endsAt"
          onTime={(time) => set(state.startsAt, time)}
        />
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
