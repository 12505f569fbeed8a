import { useTranslations } from "next-intl";
import { Panel } from "@/app/(office)/panel";
import { Toggle } from "@/components/ui/choice";
import { Select, TextField } from "@/components/ui/text-field";
import { TimeField } from "@/components/ui/time-field";
import { DateField } from "@/components/ui/typed-field";
import { inPost } from "@/lib/domain/shift";
import type { PlanDay } from "@/server/views/shift-plan";
import { Step } from "../log-parts";
import type { PlanView } from "./plan-view";

type Props = PlanView & { day: PlanDay; shift?: PlanDay["shifts"][number] };

/** A planned shift, a new one of a day or one that is there. */
export function ShiftForm({ plan, day, shift, here, today }: Props) {
  const t = useTranslations("plan");
  const { project, localities, names } = plan;
  const last = day.shifts.at(-1) ?? plan.around.at(-1);
  const away = new Set(day.away);
  const served = new Set(day.shifts.filter(({ id }) => id !== shift?.id).flatMap(({ people }) => people));
  const chosen = new Set(shift?.people);
  const known = inPost(plan.people, day.on).length > 0;
  return (
    <Panel
      back={here}
      fixed={shift ? { plannedShiftId: shift.id, version: shift.version } : { projectId: project.id }}
      name={shift ? "planned-shift.change" : "planned-shift.add"}
      submit={t(shift ? "changeSubmit" : "addSubmit")}
      title={t(shift ? "changeTitle" : "addTitle")}
    >
      <div className="grid grid-cols-2 gap-4">
        <DateField
          className="col-span-2"
          defaultValue={day.on}
          label={t("day")}
          max={project.endsOn}
          min={project.startsOn}
          name="plannedOn"
          today={today}
        />
        <TimeField defaultValue={(shift ?? last)?.startsAt ?? "07:00"} label={t("from")} name="startsAt" />
        <TimeField defaultValue={(shift ?? last)?.endsAt ?? "15:00"} label={t("to")} name="endsAt" />
        <Select
          className="col-span-2"
          defaultValue={shift?.localityId ?? (localities.length === 1 ? localities[0]?.id : "")}
          label={t("place")}
          name="localityId"
          options={localities.map(({ id, name }) => ({ value: id, label: name }))}
          placeholder={t("choosePlace")}
        />
      </div>
      <Step label={t("who")} name="assistantIds">
        {known ? (
          <div className="grid gap-2 sm:grid-cols-2">
            {day.present.map((id) => (
              <Toggle
                className="gap-2 px-3"
                defaultChecked={chosen.has(id)}
                key={id}
                label={
                  <>
                    {names.get(id)}
                    {served.has(id) && <span className="block text-sm font-normal text-soft">{t("plannedThen")}</span>}
                  </>
                }
                name="assistantIds[]"
                value={id}
              />
            ))}
          </div>
        ) : (
          <p className="text-soft">{t("nobodyPresent")}</p>
        )}
      </Step>
      {away.size > 0 && <p className="text-sm text-soft">{t("away", { names: nameList(names, day.away) })}</p>}
      <TextField
        defaultValue={shift?.task}
        hint={t("taskHint")}
        label={t("task")}
        maxLength={300}
        name="task"
        optional
      />
    </Panel>
  );
}

export const nameList = (names: ReadonlyMap<string, string>, ids: readonly string[]) =>
  ids.map((id) => names.get(id)).join(", ");
