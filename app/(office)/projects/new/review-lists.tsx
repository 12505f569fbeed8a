"use client";
import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { TextArea, TextField } from "@/components/ui/text-field";
import type { ReadingForReview } from "@/lib/intake/reading-schema";
import { ReviewRow } from "./review-row";

type Row<T> = { key: number; value: T; place?: ReadingForReview["excerpts"][string] | undefined };
type RowsProps<T> = {
  first: readonly Row<T>[];
  fresh: (rows: readonly T[]) => T;
  add: string;
  children: (value: T, index: number) => ReactNode;
};

/** Rows that may be taken away and added; what stays is numbered from zero for the command. */
function Rows<T>({ first, fresh, add, children }: RowsProps<T>) {
  const t = useTranslations("intake");
  const [rows, setRows] = useState<readonly Row<T>[]>(first);
  const [next, setNext] = useState(first.length);
  return (
    <>
      {rows.map((row, index) => (
        <ReviewRow key={row.key} place={row.place}>
          <div className="flex items-start gap-2">
            <div className="min-w-0 flex-1">{children(row.value, index)}</div>
            <button
              aria-label={t("removeRow", { number: index + 1 })}
              className="mt-7 grid size-11 shrink-0 cursor-pointer place-items-center rounded-md text-soft hover:bg-wash hover:text-bad"
              onClick={() => setRows(rows.filter(({ key }) => key !== row.key))}
              type="button"
            >
              <Icon name="cross" />
            </button>
          </div>
        </ReviewRow>
      ))}
      <Button
        icon="plus"
        onClick={() => {
          setRows([...rows, { key: next, value: fresh(rows.map(({ value }) => value)) }]);
          setNext(next + 1);
        }}
        size="sm"
        variant="secondary"
      >
        {add}
      </Button>
    </>
  );
}

export function ReviewActivities({ reading: { result, excerpts } }: { reading: ReadingForReview }) {
  const t = useTranslations("intake");
  const code = (number: number) => `KA ${String(number).padStart(2, "0")}`;
  return (
    <Rows
      add={t("addKeyActivity")}
      first={result.keyActivities.map(({ code: printed, name }, index) => ({
        key: index,
        value: { code: printed ?? code(index + 1), name },
        place: excerpts[`keyActivities.${index}`],
      }))}
      fresh={(rows) => ({ code: code(rows.length + 1), name: "" })}
    >
      {(value, index) => (
        <div className="grid gap-3 sm:grid-cols-[6rem_1fr]">
          <TextField
            defaultValue={value.code}
            label={t("field.code")}
            maxLength={20}
            name={`keyActivities.${index}.code`}
          />
          <TextField
            defaultValue={value.name}
            label={t("field.keyActivity")}
            maxLength={300}
            name={`keyActivities.${index}.name`}
          />
        </div>
      )}
    </Rows>
  );
}

export function ReviewGoals({ reading: { result, excerpts } }: { reading: ReadingForReview }) {
  const t = useTranslations("intake");
  return (
    <Rows
      add={t("addGoal")}
      first={result.goals.map((value, index) => ({ key: index, value, place: excerpts[`goals.${index}`] }))}
      fresh={(rows) => ({ number: Math.max(0, ...rows.map(({ number }) => number)) + 1, text: "" })}
    >
      {(value, index) => (
        <div className="grid gap-3 sm:grid-cols-[5rem_1fr]">
          <TextField
            defaultValue={value.number}
            kind="number"
            label={t("field.number")}
            name={`goals.${index}.number`}
          />
          <TextArea defaultValue={value.text} label={t("field.goal")} name={`goals.${index}.text`} rows={5} />
        </div>
      )}
    </Rows>
  );
}

export function ReviewAreas({ reading: { result, excerpts } }: { reading: ReadingForReview }) {
  const t = useTranslations("intake");
  return (
    <Rows
      add={t("addArea")}
      first={result.trainingAreas.map((value, index) => ({
        key: index,
        value,
        place: excerpts[`trainingAreas.${index}`],
      }))}
      fresh={() => ""}
    >
      {(value, index) => (
        <TextField
          defaultValue={value}
          label={t("field.area", { number: index + 1 })}
          maxLength={300}
          name="trainingAreas[]"
        />
      )}
    </Rows>
  );
}
