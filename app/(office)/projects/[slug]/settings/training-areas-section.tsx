import { useTranslations } from "next-intl";
import { type RowForm, RowList } from "@/app/(office)/row-list";
import { CommandForm } from "@/components/ui/command-form";
import { TextField } from "@/components/ui/text-field";
import type { SettingsView } from "./settings-view";

/** The areas of the matrix of assessments; one in which somebody was assessed stays. */
export function TrainingAreasSection(view: SettingsView) {
  const t = useTranslations("settings");
  const { project, parts, at } = view;
  const form = (area?: (typeof parts.trainingAreas)[number]): RowForm => ({
    name: area ? "training-area.change" : "training-area.add",
    fixed: area ? { areaId: area.id, version: area.version } : { projectId: project.id },
    title: area?.name ?? t("areaNew"),
    fields: (
      <TextField className="md:col-span-2" defaultValue={area?.name} label={t("name")} maxLength={300} name="name" />
    ),
    more: area?.assessments === 0 && (
      <CommandForm
        className="mb-3 px-4 sm:px-6"
        fixed={{ areaId: area.id, version: area.version }}
        name="training-area.remove"
        redirectTo={at("training-areas")}
        submit={{ variant: "quiet", size: "sm", icon: "cross" }}
        submitLabel={t("areaRemove")}
      />
    ),
  });
  return (
    <RowList
      add={{ label: t("areaAdd"), form: () => form() }}
      id="training-areas"
      note={t("areasNote")}
      rows={parts.trainingAreas.map((area) => ({
        id: area.id,
        text: `${area.number}. ${area.name}`,
        note: t("assessed", { count: area.assessments }),
        form: () => form(area),
      }))}
      title={t("areas")}
      view={view}
    />
  );
}
