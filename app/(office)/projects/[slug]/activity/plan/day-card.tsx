import { useLocale, useTranslations } from "next-intl";
import { Panel } from "@/app/(office)/panel";
import { Badge, StatePill, type Tone } from "@/components/ui/badge";
import { LinkButton } from "@/components/ui/button";
import { cx } from "@/components/ui/cx";
import { Link } from "@/components/ui/link";
import { TextArea } from "@/components/ui/text-field";
import { longestWork, shiftMinutes, shiftWarnings, shortestRest } from "@/lib/domain/shift";
import type { PlannedState } from "@/lib/domain/shift-plan";
import { isWeekend } from "@/lib/domain/week";
import { day as dayText, hours, weekday } from "@/lib/format";
import type { PlanDay } from "@/server/views/shift-plan";
import { clockSpan, type PlanView } from "./plan-view";
import { nameList, ShiftForm } from "./shift-form";

type Props = PlanView & {
  day: PlanDay;
  /** Anything is planned in the week: until then everybody would be free. */
  planned: boolean;
};
const tones: Record<PlannedState, Tone> = { ahead: "none", logged: "good", partly: "warn", open: "warn" };

/** A day of the plan: what matters, its shifts, who is free and who is away. */
export function PlanDayCard(view: Props) {
  const t = useTranslations("plan");
  const locale = useLocale();
  const { day, planned, edits, edit, at, here, today, plan } = view;
  const { on, note } = day;
  const date = `${weekday(on, locale)} ${dayText(on, locale)}`;
  const mended = day.shifts.find(({ id }) => id === edit.id);
  return (
    <li className={cx("card flex flex-col gap-3 p-4", on === today && "border-action")} id={`day-${on}`}>
      <div className="flex flex-wrap items-baseline justify-between gap-x-3">
        <h2 className="text-lg first-letter:uppercase">{date}</h2>
        {on === today && <Badge>{t("today")}</Badge>}
        {day.holiday && <Badge>{t("holiday")}</Badge>}
      </div>
      {edit.verb === "day" && edit.id === on ? (
        <Panel
          back={here}
          fixed={{ projectId: plan.project.id, plannedOn: on, ...(note && { version: note.version }) }}
          name="planned-day.change"
          submit={t("save")}
          title={t("prioritiesTitle")}
        >
          <TextArea
            defaultValue={note?.priorities}
            hint={t("prioritiesHint")}
            label={t("priorities")}
            maxLength={500}
            name="priorities"
            optional
            rows={3}
          />
        </Panel>
      ) : (
        note && <p className="border-line border-l-4 pl-3 break-words whitespace-pre-line">{note.priorities}</p>
      )}
      {day.shifts.length > 0 && (
        <ul className="flex flex-col gap-3">
          {day.shifts.map((shift) => (
            <li className="rounded-md border border-line p-3" key={shift.id}>
              <PlannedShiftRow {...view} shift={shift} />
            </li>
          ))}
        </ul>
      )}
      {edit.verb === "change" && mended && <ShiftForm {...view} shift={mended} />}
      {edit.verb === "remove" && mended && (
        <Panel
          back={here}
          danger
          fixed={{ plannedShiftId: mended.id, version: mended.version }}
          name="planned-shift.remove"
          submit={t("removeSubmit")}
          title={t("removeTitle")}
        >
          <p>{t("removeText", { shift: clockSpan(mended), names: nameList(plan.names, mended.people) })}</p>
        </Panel>
      )}
      {edit.verb === "add" && edit.id === on && <ShiftForm {...view} />}
      <div className="mt-auto grid gap-1 text-sm text-soft">
        {planned && day.free.length > 0 && (day.shifts.length > 0 || !isWeekend(on)) && (
          <p>{t("free", { names: nameList(plan.names, day.free) })}</p>
        )}
        {day.away.length > 0 && <p>{t("away", { names: nameList(plan.names, day.away) })}</p>}
        {day.present.length === 0 && <p>{t("nobodyPresent")}</p>}
      </div>
      {edits && (
        <div className="no-print flex flex-wrap gap-2">
          <LinkButton
            aria-label={`${t("add")}: ${date}`}
            href={at(`add:${on}`)}
            icon="plus"
            size="sm"
            variant="secondary"
          >
            {t("add")}
          </LinkButton>
          <LinkButton
            aria-label={`${t(note ? "changePriorities" : "addPriorities")}: ${date}`}
            href={at(`day:${on}`)}
            size="sm"
            variant="quiet"
          >
            {t(note ? "changePriorities" : "addPriorities")}
          </LinkButton>
        </div>
      )}
    </li>
  );
}

function PlannedShiftRow({ plan, shift, edits, at, slug, today }: PlanView & { shift: PlanDay["shifts"][number] }) {
  const t = useTranslations("plan");
  const tLog = useTranslations("log");
  const locale = useLocale();
  const names = nameList(plan.names, shift.people);
  const name = `${clockSpan(shift)} ${names}`;
  const warnings = shiftWarnings(shift, plan.around).map((found) =>
    found.key === "longWork"
      ? tLog("longWork", { hours: hours(found.minutes, locale), limit: hours(longestWork, locale) })
      : tLog("shortRest", {
          name: plan.names.get(found.personId) ?? "",
          day: dayText(found.on, locale),
          hours: hours(found.rest, locale),
          limit: hours(shortestRest, locale),
        }),
  );
  const worked = shiftMinutes(shift.on, shift.startsAt, shift.endsAt) - shift.breakMinutes;
  return (
    <>
      <p className="flex flex-wrap items-center justify-between gap-2">
        <span>
          <b>{clockSpan(shift)}</b> <span className="text-sm text-soft">{hours(worked, locale)}</span>
        </span>
        {shift.state !== "ahead" && (
          <StatePill className="no-print" tone={tones[shift.state]}>
            {t(`states.${shift.state}`)}
          </StatePill>
        )}
      </p>
      <p className="font-medium">{names}</p>
      <p>{plan.places.get(shift.localityId)}</p>
      {shift.task && <p className="text-soft break-words">{shift.task}</p>}
      {warnings.map((line) => (
        <p className="mt-1 text-sm font-medium text-warn" key={line}>
          {line}
        </p>
      ))}
      {edits && shift.state !== "logged" && (
        <p className="no-print mt-1 flex flex-wrap gap-x-4">
          {shift.on <= today && (
            <Link
              aria-label={`${t("log")}: ${name}`}
              className="inline-flex min-h-11 items-center"
              href={`/projects/${slug}/activity/new?day=${shift.on}&with=${shift.people.join(",")}`}
            >
              {t("log")}
            </Link>
          )}
          <Link
            aria-label={`${t("change")}: ${name}`}
            className="inline-flex min-h-11 items-center"
            href={at(`change:${shift.id}`)}
          >
            {t("change")}
          </Link>
          <Link
            aria-label={`${t("remove")}: ${name}`}
            className="inline-flex min-h-11 items-center"
            href={at(`remove:${shift.id}`)}
          >
            {t("remove")}
          </Link>
        </p>
      )}
    </>
  );
}
