import { useTranslations } from "next-intl";
import { Panel } from "@/app/(office)/panel";
import { Toggle } from "@/components/ui/choice";
import { Select, TextField } from "@/components/ui/text-field";
import { DateField } from "@/components/ui/typed-field";
import type { AssistantTraining } from "@/db/queries/trainings";
import { inPost } from "@/lib/domain/shift";
import { trainingForms, trainingKinds } from "@/lib/domain/training";
import { Step } from "../activity/log-parts";
import type { TeamView } from "./team-view";

/** A training or supervision of the project's own: what, when, how long in which area, who attended. `rows`: those of one that is there. */
export function OwnTrainingForm({ rows = [], ...view }: TeamView & { rows?: readonly AssistantTraining[] }) {
  const t = useTranslations("team.training");
  const tKind = useTranslations("history.values.kind");
  const { team, project, asOf, at } = view;
  const known = rows[0];
  const days = { min: project.startsOn, max: asOf, today: asOf };
  const minutesIn = (area: number | null) => known?.parts.find((part) => part.area === area)?.minutes;
  const attended = new Set(rows.map(({ assistantId }) => assistantId));
  const parts = [
    ...team.areas.map(({ id, number, name }) => ({ id, number, label: t("areaMinutes", { area: name }) })),
    { id: "", number: null, label: t("areaMinutes", { area: t("noAreaMinutes") }) },
  ];
  return (
    <Panel
      back={at()}
      fixed={known ? { trainingId: known.trainingId, version: known.version } : { projectId: project.id }}
      name={known ? "training.change" : "training.record"}
      submit={t(known ? "changeSubmit" : "recordSubmit")}
      title={t(known ? "changeTitle" : "recordTitle")}
    >
      <div className="grid gap-4 md:grid-cols-2">
        <TextField defaultValue={known?.title} label={t("titleField")} maxLength={300} name="title" />
        <TextField defaultValue={known?.provider} label={t("provider")} maxLength={300} name="provider" optional />
        <Select
          defaultValue={known?.kind ?? "training"}
          label={t("kind")}
          name="kind"
          options={trainingKinds.map((kind) => ({ value: kind, label: tKind(kind) }))}
        />
        <Select
          defaultValue={known?.form ?? "present"}
          label={t("form")}
          name="form"
          options={trainingForms.map((form) => ({ value: form, label: t(`forms.${form}`) }))}
        />
        <DateField {...days} defaultValue={known?.startsOn ?? asOf} label={t("from")} name="startsOn" />
        <DateField
          {...days}
          defaultValue={known && known.endsOn !== known.startsOn ? known.endsOn : undefined}
          hint={t("toHint")}
          label={t("to")}
          name="endsOn"
          optional
        />
      </div>
      <Step hint={t("minutesHint")} label={t("minutesBy")} name="parts">
        <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
          {parts.map(({ id, number, label }, index) => (
            <div key={label}>
              {id && <input name={`parts.${index}.areaId`} readOnly type="hidden" value={id} />}
              <TextField
                defaultValue={minutesIn(number)}
                inputMode="numeric"
                kind="number"
                label={label}
                name={`parts.${index}.minutes`}
                optional
              />
            </div>
          ))}
        </div>
      </Step>
      <Step label={t("attended")} name="assistantIds">
        <div className="grid gap-2 sm:grid-cols-2 lg:grid-cols-3">
          {team.people
            .filter(({ held }) => held.length > 0)
            .map(({ id, name, held }) => (
              <Toggle
                className="gap-2 px-3"
                defaultChecked={known ? attended.has(id) : inPost(held, asOf).length > 0}
                key={id}
                label={name}
                name="assistantIds[]"
                value={id}
              />
            ))}
        </div>
      </Step>
    </Panel>
  );
}
