import { useLocale, useTranslations } from "next-intl";
import { type RowForm, RowList } from "@/app/(office)/row-list";
import { StatePill } from "@/components/ui/badge";
import { CommandForm } from "@/components/ui/command-form";
import { Select, TextField } from "@/components/ui/text-field";
import { DateField } from "@/components/ui/typed-field";
import { plusMonths } from "@/lib/domain/day";
import { milestoneKinds } from "@/lib/domain/milestone";
import * as format from "@/lib/format";
import { SpanFields } from "./plan-sections";
import type { SettingsView } from "./settings-view";

export function PeriodsSection(view: SettingsView) {
  const t = useTranslations("settings");
  const locale = useLocale();
  const { project, today } = view;
  const form = (period?: (typeof project.periods)[number]): RowForm => ({
    name: period ? "period.change" : "period.add",
    fixed: period ? { periodId: period.id, version: period.version } : { projectId: project.id },
    title: period ? t("period", { number: period.number }) : t("periodNew"),
    fields: (
      <>
        <SpanFields days={period ?? {}} view={view} />
        <DateField defaultValue={period?.reportDueOn} label={t("reportDueOn")} name="reportDueOn" today={today} />
        <DateField defaultValue={period?.claimDueOn} label={t("claimDueOn")} name="claimDueOn" today={today} />
        {period && (
          <DateField
            defaultValue={period.reportSubmittedOn ?? undefined}
            label={t("reportSubmittedOn")}
            max={today}
            min={period.startsOn}
            name="reportSubmittedOn"
            optional
            today={today}
          />
        )}
      </>
    ),
  });
  return (
    <RowList
      add={{ label: t("periodAdd"), form: () => form() }}
      id="periods"
      note={t("periodsNote")}
      rows={project.periods.map((period) => ({
        id: period.id,
        text: `${t("period", { number: period.number })}: ${format.dayRange(period.startsOn, period.endsOn, locale)}`,
        note: t("due", {
          report: format.day(period.reportDueOn, locale),
          claim: format.day(period.claimDueOn, locale),
        }),
        mark: period.reportSubmittedOn ? (
          <StatePill tone="good">{t("submitted", { day: format.day(period.reportSubmittedOn, locale) })}</StatePill>
        ) : (
          <StatePill tone={period.reportDueOn < today ? "bad" : "none"}>{t("notSubmitted")}</StatePill>
        ),
        form: () => form(period),
      }))}
      title={t("periods")}
      view={view}
    />
  );
}

export function MilestonesSection(view: SettingsView) {
  const t = useTranslations("settings");
  const tKind = useTranslations("history.values.kind");
  const locale = useLocale();
  const { project, parts, today, at } = view;
  const yearOf = (day: string) => day.slice(0, 4);
  const years = [...new Set(parts.milestones.map(({ dueOn }) => yearOf(dueOn)))].sort();
  const late = (event: { dueOn: string; doneOn: string | null }) => !event.doneOn && event.dueOn < today;
  const form = (event?: (typeof parts.milestones)[number]): RowForm => ({
    name: event ? "milestone.change" : "milestone.add",
    fixed: event ? { milestoneId: event.id, version: event.version } : { projectId: project.id },
    title: event?.title ?? t("milestoneNew"),
    fields: (
      <>
        <TextField
          className="md:col-span-2"
          defaultValue={event?.title}
          label={t("milestoneTitle")}
          maxLength={300}
          name="title"
        />
        <Select
          defaultValue={event?.kind}
          label={t("kind")}
          name="kind"
          options={milestoneKinds.map((kind) => ({ value: kind, label: tKind(kind) }))}
        />
        <Select
          defaultValue={event?.keyActivityId ?? ""}
          label={t("keyActivity")}
          name="keyActivityId"
          optional
          options={project.keyActivities.map(({ id, code, name }) => ({ value: id, label: `${code} ${name}` }))}
          placeholder={t("none")}
        />
        <DateField
          defaultValue={event?.dueOn}
          label={t("dueOn")}
          max={plusMonths(project.endsOn, 12)}
          min={project.startsOn}
          name="dueOn"
          today={today}
        />
        <DateField
          defaultValue={event?.doneOn ?? undefined}
          label={t("doneOn")}
          max={today}
          min={project.startsOn}
          name="doneOn"
          optional
          today={today}
        />
      </>
    ),
    more: event && (
      <CommandForm
        className="mb-3 px-4 sm:px-6"
        fixed={{ milestoneId: event.id, version: event.version }}
        name="milestone.remove"
        redirectTo={at("milestones")}
        submit={{ variant: "quiet", size: "sm", icon: "cross" }}
        submitLabel={t("milestoneRemove")}
      />
    ),
  });
  return (
    <RowList
      add={{ label: t("milestoneAdd"), form: () => form() }}
      groups={years.map((year) => {
        const own = parts.milestones.filter(({ dueOn }) => yearOf(dueOn) === year);
        return {
          key: year,
          title: year,
          note: t("milestonesOfYear", { count: own.length, done: own.filter(({ doneOn }) => doneOn).length }),
          open: year === yearOf(today) || own.some(late),
        };
      })}
      id="milestones"
      note={t("milestonesNote")}
      rows={parts.milestones.map((event) => ({
        id: event.id,
        group: yearOf(event.dueOn),
        text: event.title,
        note: `${tKind(event.kind)} · ${format.day(event.dueOn, locale)}`,
        mark: event.doneOn ? (
          <StatePill tone="good">{t("done", { day: format.day(event.doneOn, locale) })}</StatePill>
        ) : (
          late(event) && <StatePill tone="bad">{t("overdue")}</StatePill>
        ),
        form: () => form(event),
      }))}
      title={t("milestones")}
      view={view}
    />
  );
}

export function MentorsSection(view: SettingsView) {
  const t = useTranslations("settings");
  const locale = useLocale();
  const { project, parts, today } = view;
  const bounds = { min: project.startsOn, max: project.endsOn, today };
  return (
    <RowList
      add={{
        label: t("mentorAdd"),
        form: () => ({
          name: "mentor.assign",
          fixed: { projectId: project.id },
          title: t("mentorNew"),
          fields: (
            <>
              <Select
                className="md:col-span-2"
                label={t("mentor")}
                name="userId"
                options={parts.mentorChoices.map(({ id, name }) => ({ value: id, label: name }))}
                placeholder={t("chooseMentor")}
              />
              <DateField {...bounds} label={t("from")} name="startsOn" />
              <DateField {...bounds} label={t("to")} name="endsOn" optional />
            </>
          ),
        }),
      }}
      id="mentors"
      note={t("mentorsNote")}
      rows={parts.mentors.map((mentor) => ({
        id: mentor.id,
        text: mentor.name,
        note: mentor.endsOn
          ? format.dayRange(mentor.startsOn, mentor.endsOn, locale)
          : t("since", { day: format.day(mentor.startsOn, locale) }),
        form: () => ({
          name: "mentor.end",
          fixed: { projectMentorId: mentor.id },
          title: t("mentorEnd", { name: mentor.name }),
          fields: <DateField {...bounds} defaultValue={mentor.endsOn ?? today} label={t("lastDay")} name="endsOn" />,
        }),
      }))}
      title={t("mentors")}
      view={view}
    />
  );
}
