import { useLocale, useTranslations } from "next-intl";
import { StatePill } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { CommandForm } from "@/components/ui/command-form";
import { Select, TextArea, TextField } from "@/components/ui/text-field";
import { DateField, MoneyField } from "@/components/ui/typed-field";
import { earlier } from "@/lib/domain/day";
import * as format from "@/lib/format";
import type { SettingsView } from "./settings-view";

/** What the grant decision fixes. */
export function BasicsSection({ project, edits, today }: SettingsView) {
  const t = useTranslations("settings");
  const tState = useTranslations("overview.state");
  const locale = useLocale();
  if (!edits)
    return (
      <Card id="basics" title={t("basics")}>
        <dl className="grid gap-x-6 gap-y-2 sm:grid-cols-[14rem_1fr]">
          {[
            [t("name"), project.name],
            [t("registrationNumber"), project.registrationNumber ?? "–"],
            [t("beneficiary"), project.beneficiary],
            [t("days"), format.dayRange(project.startsOn, project.endsOn, locale)],
            [t("total"), format.money(project.totalHalere, locale)],
            [t("state"), tState(project.state)],
            [t("annotation"), project.annotation || "–"],
          ].map(([label, value]) => (
            <div className="contents" key={label}>
              <dt className="text-soft">{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </Card>
    );
  return (
    <Card id="basics" title={t("basics")}>
      <CommandForm
        fixed={{ projectId: project.id, version: project.version }}
        name="project.change"
        redirectTo="/projects/{slug}/settings"
        submitLabel={t("saveBasics")}
      >
        <div className="grid gap-4 md:grid-cols-2">
          <TextField
            className="md:col-span-2"
            defaultValue={project.name}
            label={t("name")}
            maxLength={300}
            name="name"
          />
          <TextField
            defaultValue={project.registrationNumber ?? ""}
            label={t("registrationNumber")}
            maxLength={60}
            name="registrationNumber"
            optional
          />
          <TextField defaultValue={project.beneficiary} label={t("beneficiary")} maxLength={200} name="beneficiary" />
          <DateField
            defaultValue={project.startsOn}
            hint={t("startHint")}
            label={t("startsOn")}
            name="startsOn"
            today={today}
          />
          <DateField
            defaultValue={project.endsOn}
            hint={t("daysHint")}
            label={t("endsOn")}
            name="endsOn"
            today={today}
          />
          <MoneyField defaultValue={project.totalHalere} label={t("total")} name="totalHalere" />
          <Select
            defaultValue={project.state}
            label={t("state")}
            name="state"
            options={(["preparation", "running"] as const).map((value) => ({ value, label: tState(value) }))}
          />
          <TextField
            defaultValue={project.slug}
            hint={t("slugHint")}
            label={t("slug")}
            maxLength={60}
            name="slug"
            spellCheck={false}
          />
          <TextArea
            className="md:col-span-2"
            defaultValue={project.annotation}
            label={t("annotation")}
            maxLength={4000}
            name="annotation"
            optional
            rows={3}
          />
        </div>
      </CommandForm>
    </Card>
  );
}

/** Closing a project with a note, and opening it again. */
export function ClosingSection({ project, parts, today, closes }: SettingsView & { closes: boolean }) {
  const t = useTranslations("settings");
  const locale = useLocale();
  const closed = project.state === "closed";
  if (!closed && !closes) return null;
  return (
    <Card id="closing" note={t("closingNote")} title={t("closing")}>
      {closed && (
        <p className="mb-4">
          <StatePill tone="none">{t("closedOn", { day: format.day(project.closedOn ?? today, locale) })}</StatePill>{" "}
          {parts.closingNote}
        </p>
      )}
      {closes && closed && (
        <CommandForm
          fixed={{ projectId: project.id, version: project.version }}
          name="project.reopen"
          submit={{ variant: "secondary" }}
          submitLabel={t("reopen")}
        />
      )}
      {closes && !closed && (
        <CommandForm
          fixed={{ projectId: project.id, version: project.version }}
          name="project.close"
          submit={{ variant: "danger" }}
          submitLabel={t("close")}
        >
          <div className="grid gap-4 md:grid-cols-2">
            <DateField
              defaultValue={earlier(today, project.endsOn)}
              label={t("closingDay")}
              max={today}
              min={project.startsOn}
              name="closedOn"
              today={today}
            />
            <TextArea className="md:col-span-2" label={t("closingText")} maxLength={4000} name="closingNote" rows={2} />
          </div>
        </CommandForm>
      )}
    </Card>
  );
}
