import { useTranslations } from "next-intl";
import { EvidenceFiles } from "@/app/(office)/evidence-files";
import { Panel } from "@/app/(office)/panel";
import { Select, TextArea, TextField } from "@/components/ui/text-field";
import { DateField } from "@/components/ui/typed-field";
import { assessmentPhases } from "@/lib/domain/assessment";
import { earlier } from "@/lib/domain/day";
import type { TeamView } from "./team-view";

/** Records a score of one person, or corrects one. */
export function ScoreForm({ team, project, asOf, edit, at }: TeamView) {
  const t = useTranslations("team");
  const tPhase = useTranslations("history.values.phase");
  const person = team.people.find(({ id, scores }) => id === edit.id || scores.some((one) => one.id === edit.id));
  const known = person?.scores.find(({ id }) => id === edit.id);
  if (!person || (edit.verb === "rescore" && !known)) return null;
  const values = (
    <>
      <DateField
        defaultValue={known?.on ?? asOf}
        label={t("assessedOn")}
        max={earlier(asOf, project.endsOn)}
        min={project.startsOn}
        name="assessedOn"
        today={asOf}
      />
      <TextField
        defaultValue={known?.score}
        hint={t("scoreHint")}
        inputMode="numeric"
        kind="number"
        label={t("scoreField")}
        name="score"
      />
      <TextArea
        className="md:col-span-2"
        defaultValue={known?.note}
        label={t("note")}
        maxLength={2000}
        name="note"
        optional
        rows={2}
      />
    </>
  );
  const area = team.areas.find(({ number }) => number === known?.area);
  if (known)
    return (
      <>
        <Panel
          back={at()}
          fixed={{ assessmentId: known.id, version: known.version }}
          name="assessment.change"
          submit={t("save")}
          title={t("rescoreTitle", { name: person.name, area: area?.name ?? "", phase: tPhase(known.phase) })}
        >
          <div className="grid gap-4 md:grid-cols-2">{values}</div>
        </Panel>
        <div className="mb-3 px-4 sm:px-6">
          <h4 className="mb-1 font-semibold">{t("files")}</h4>
          <EvidenceFiles
            add={{ label: t("addFile") }}
            files={known.files}
            projectId={project.id}
            proves={{ assessmentId: known.id }}
            removes
          />
        </div>
      </>
    );
  return (
    <Panel
      back={at()}
      fixed={{ assistantId: person.id }}
      name="assessment.record"
      submit={t("record")}
      title={t("scoreTitle", { name: person.name })}
    >
      <div className="grid gap-4 md:grid-cols-2">
        <Select
          label={t("area")}
          name="areaId"
          options={team.areas.map(({ id, number, name }) => ({ value: id, label: `${number}. ${name}` }))}
          placeholder={t("chooseArea")}
        />
        <Select
          label={t("phase")}
          name="phase"
          options={assessmentPhases.map((phase) => ({ value: phase, label: tPhase(phase) }))}
          placeholder={t("choosePhase")}
        />
        {values}
      </div>
    </Panel>
  );
}
