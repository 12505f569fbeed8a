"use client";
import { useTranslations } from "next-intl";
import type { ComponentProps } from "react";
import { Checkbox, RadioGroup } from "@/components/ui/choice";
import { CommandForm } from "@/components/ui/command-form";
import { Select, TextArea, TextField } from "@/components/ui/text-field";
import { practiceKinds, practiceTopics } from "@/lib/domain/practice";
import { MunicipalityField, type Place } from "./(public)/m/[slug]/municipality-field";

type Props = Pick<
  ComponentProps<typeof CommandForm>,
  "name" | "fixed" | "page" | "refused" | "redirectTo" | "doneLabel" | "submitLabel" | "resets"
> & {
  /** What stands in the fields, by their names. */
  typed: Readonly<Record<string, readonly string[] | undefined>>;
  places: readonly Place[];
  /** The meetings to choose from, where the form does not stand at one. */
  meetings?: readonly { id: string; title: string }[];
};

/** What happened and what others may learn from it: the same fields for an account and for who came by his link. */
export function PracticeForm({ typed, places, meetings, ...form }: Props) {
  const t = useTranslations("practice");
  const first = (name: string) => typed[name]?.[0];
  return (
    <CommandForm {...form}>
      {meetings && (
        <Select
          defaultValue={first("meetingId") ?? meetings[0]?.id}
          label={t("meeting")}
          name="meetingId"
          options={meetings.map(({ id, title }) => ({ value: id, label: title }))}
        />
      )}
      <RadioGroup
        defaultValue={first("kind")}
        label={t("kind")}
        name="kind"
        options={practiceKinds.map((value) => ({ value, label: t(`kinds.${value}`) }))}
      />
      <Select
        defaultValue={first("topic") ?? ""}
        label={t("topic")}
        name="topic"
        options={practiceTopics.map((value) => ({ value, label: t(`topics.${value}`) }))}
        placeholder=""
      />
      <MunicipalityField hint={t("municipalityHint")} places={places} typed={first("municipality") ?? ""} />
      <TextField defaultValue={first("title")} label={t("titleField")} maxLength={120} name="title" />
      <TextArea
        defaultValue={first("happened")}
        hint={t("happenedHint")}
        label={t("happened")}
        maxLength={3000}
        name="happened"
        rows={6}
      />
      <TextArea defaultValue={first("lesson")} label={t("lesson")} maxLength={1500} name="lesson" rows={4} />
      <Checkbox
        defaultChecked={first("nobodyNamed") === "true"}
        hint={t("nobodyNamedHint")}
        label={t("nobodyNamed")}
        name="nobodyNamed"
      />
    </CommandForm>
  );
}
