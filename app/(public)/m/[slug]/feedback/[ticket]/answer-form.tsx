"use client";
import { useTranslations } from "next-intl";
import type { ComponentProps } from "react";
import { Checkbox } from "@/components/ui/choice";
import { CommandForm } from "@/components/ui/command-form";
import { FieldFrame } from "@/components/ui/field";
import { useField } from "@/components/ui/form-context";
import { TextArea } from "@/components/ui/text-field";
import { feedbackScores } from "@/lib/domain/feedback";

type Props = Pick<ComponentProps<typeof CommandForm>, "fixed" | "page" | "refused" | "redirectTo"> & {
  /** Questions first, then blocks. */
  items: readonly { item: string; label: string }[];
  questions: number;
  typed: Readonly<Record<string, readonly string[] | undefined>>;
};

/** Questions and blocks on one scale, words at the end; whatever is left out says nothing. */
export function AnswerForm({ items, questions, typed, ...form }: Props) {
  const t = useTranslations("feedback");
  return (
    <CommandForm {...form} doneLabel={null} name="feedback.answer" submitLabel={t("send")}>
      <p className="text-sm text-soft">{t("scale")}</p>
      {items.map(({ item, label }, index) => (
        <div key={item}>
          {index === questions && <h2 className="mb-3 text-lg">{t("blocks")}</h2>}
          <input name={`answers.${index}.item`} readOnly type="hidden" value={item} />
          <Scale label={label} name={`answers.${index}.score`} typed={typed[`answers.${index}.score`]?.[0]} />
        </div>
      ))}
      <TextArea
        defaultValue={typed.text?.[0]}
        hint={t("textHint")}
        label={t("text")}
        maxLength={1500}
        name="text"
        optional
        rows={5}
      />
      <Checkbox
        defaultChecked={typed.nobodyNamed?.[0] === "true"}
        hint={t("nobodyNamedHint")}
        label={t("nobodyNamed")}
        name="nobodyNamed"
      />
    </CommandForm>
  );
}

/** One of five, side by side. */
function Scale({ name, label, typed }: { name: string; label: string; typed: string | undefined }) {
  const { id, error } = useField(name, undefined);
  return (
    <FieldFrame error={error} group id={id} label={label} name={name}>
      <div className="flex flex-wrap gap-1">
        {feedbackScores.map((score) => (
          <label
            className="flex min-h-11 min-w-12 cursor-pointer items-center justify-center gap-2 rounded-md border border-edge px-2 has-checked:border-action has-checked:bg-wash"
            key={score}
          >
            <input
              className="size-5 accent-action"
              data-kind="number"
              defaultChecked={typed === String(score)}
              name={name}
              type="radio"
              value={score}
            />
            {score}
          </label>
        ))}
      </div>
    </FieldFrame>
  );
}
