import { useLocale, useTranslations } from "next-intl";
import { type RowForm, RowList } from "@/app/(office)/row-list";
import { StatePill } from "@/components/ui/badge";
import { Checkbox } from "@/components/ui/choice";
import { Select, TextArea, TextField } from "@/components/ui/text-field";
import { DateField } from "@/components/ui/typed-field";
import { goalRules } from "@/lib/domain/goal";
import * as format from "@/lib/format";
import type { SettingsView } from "./settings-view";

type Days = { startsOn?: string; endsOn?: string };

/** First and last day of a part, within the project. */
export function SpanFields({ view, days }: { view: SettingsView; days?: Days }) {
  const t = useTranslations("settings");
  const { project, today } = view;
  const bounds = { min: project.startsOn, max: project.endsOn, today };
  return (
    <>
      <DateField {...bounds} defaultValue={days?.startsOn} label={t("from")} name="startsOn" />
      <DateField {...bounds} defaultValue={days?.endsOn} label={t("to")} name="endsOn" />
    </>
  );
}

export function GoalsSection(view: SettingsView) {
  const t = useTranslations("settings");
  const tRule = useTranslations("history.values.rule");
  const { project } = view;
  const form = (goal?: (typeof project.goals)[number]): RowForm => ({
    name: goal ? "goal.change" : "goal.add",
    fixed: goal ? { goalId: goal.id, version: goal.version } : { projectId: project.id },
    title: goal ? t("goal", { number: goal.number }) : t("goalNew"),
    fields: (
      <>
        <TextField
          defaultValue={goal?.number ?? Math.max(0, ...project.goals.map(({ number }) => number)) + 1}
          inputMode="numeric"
          kind="number"
          label={t("number")}
          name="number"
        />
        <Select
          defaultValue={goal?.rule ?? "measures"}
          label={t("rule")}
          name="rule"
          options={goalRules.map((rule) => ({ value: rule, label: tRule(rule) }))}
        />
        <TextArea
          className="md:col-span-2"
          defaultValue={goal?.text}
          label={t("goalText")}
          maxLength={4000}
          name="text"
          rows={4}
        />
      </>
    ),
  });
  return (
    <RowList
      add={{ label: t("goalAdd"), form: () => form() }}
      id="goals"
      rows={project.goals.map((goal) => ({
        id: goal.id,
        text: `${goal.number}. ${goal.text}`,
        note: tRule(goal.rule),
        form: () => form(goal),
      }))}
      title={t("goals")}
      view={view}
    />
  );
}

export function KeyActivitiesSection(view: SettingsView) {
  const t = useTranslations("settings");
  const locale = useLocale();
  const { project } = view;
  const form = (activity?: (typeof project.keyActivities)[number]): RowForm => ({
    name: activity ? "key-activity.change" : "key-activity.add",
    fixed: activity ? { keyActivityId: activity.id, version: activity.version } : { projectId: project.id },
    title: activity?.code ?? t("keyActivityNew"),
    fields: (
      <>
        <TextField defaultValue={activity?.code} label={t("code")} maxLength={20} name="code" />
        <TextField defaultValue={activity?.name} label={t("name")} maxLength={300} name="name" />
        <SpanFields days={activity ?? project} view={view} />
      </>
    ),
  });
  return (
    <RowList
      add={{ label: t("keyActivityAdd"), form: () => form() }}
      id="key-activities"
      rows={project.keyActivities.map((activity) => ({
        id: activity.id,
        text: `${activity.code} ${activity.name}`,
        note: format.dayRange(activity.startsOn, activity.endsOn, locale),
        form: () => form(activity),
      }))}
      title={t("keyActivities")}
      view={view}
    />
  );
}

export function LocalitiesSection(view: SettingsView) {
  const t = useTranslations("settings");
  const { project, parts } = view;
  const name = (value?: string) => <TextField defaultValue={value} label={t("name")} maxLength={200} name="name" />;
  return (
    <RowList
      add={{
        label: t("localityAdd"),
        form: () => ({
          name: "locality.add",
          fixed: { projectId: project.id },
          title: t("localityNew"),
          fields: name(),
        }),
      }}
      id="localities"
      note={t("localitiesNote")}
      rows={parts.localities.map((locality) => ({
        id: locality.id,
        text: locality.name,
        note: t("shifts", { count: locality.shifts }),
        mark: !locality.active && <StatePill tone="none">{t("inactive")}</StatePill>,
        form: () => ({
          name: "locality.change",
          fixed: { localityId: locality.id, version: locality.version },
          title: locality.name,
          fields: (
            <>
              {name(locality.name)}
              <Checkbox
                className="self-end"
                defaultChecked={locality.active}
                hint={t("activeHint")}
                label={t("active")}
                name="active"
              />
            </>
          ),
        }),
      }))}
      title={t("localities")}
      view={view}
    />
  );
}

export function PostsSection(view: SettingsView) {
  const t = useTranslations("settings");
  const locale = useLocale();
  const { project, parts } = view;
  return (
    <RowList
      add={{
        label: t("postAdd"),
        form: () => ({
          name: "post.add",
          fixed: { projectId: project.id },
          title: t("postNew"),
          fields: <SpanFields days={project} view={view} />,
        }),
      }}
      id="posts"
      note={t("postsNote")}
      rows={parts.posts.map((post) => ({
        id: post.id,
        text: t("post", { number: post.number }),
        note: format.dayRange(post.startsOn, post.endsOn, locale),
        form: () => ({
          name: "post.change",
          fixed: { postId: post.id, version: post.version },
          title: t("post", { number: post.number }),
          fields: <SpanFields days={post} view={view} />,
        }),
      }))}
      title={t("posts")}
      view={view}
    />
  );
}
