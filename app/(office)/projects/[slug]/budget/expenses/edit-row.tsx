"use client";
import { useLocale, useTranslations } from "next-intl";
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from "react";
import { Button } from "@/components/ui/button";
import { cx } from "@/components/ui/cx";
import { Icon } from "@/components/ui/icon";
import { expenseKinds } from "@/lib/domain/expense";
import { money } from "@/lib/format";
import type { ColumnKey, chosenColumns, Field } from "./columns";
import { type Choices, isTouched } from "./draft";
import { MeantReason } from "./meant-reason";
import { isNew, type OpenRow } from "./use-drafts";

type EditRowProps = {
  row: OpenRow;
  columns: ReturnType<typeof chosenColumns>;
  choices: Choices;
  /** The line that this row would overdraw, and by how much. */
  overdraws: { code: string; overHalere: number } | undefined;
  /** An empty row that nobody asked for yet: on a phone, where its fields stand under each other, it waits unseen. */
  folded: boolean;
  onChange: (field: Field, text: string) => void;
  onLeave: () => void;
  onKeyDown: (event: KeyboardEvent<HTMLTableRowElement>) => void;
  onDiscard: () => void;
  onSave: () => void;
  /** Saves a row that is like another one, as another one. */
  onAnother: () => void;
  /** Saves a row in whose words a person's data seem to stand, with the reason why they do. */
  onMeant: (reason: string) => void;
};

/** A row whose cells are controls. Tab goes through them, Enter saves, Escape takes back; leaving the row saves it too. */
export function EditRow({
  row,
  columns,
  choices,
  overdraws,
  folded,
  onChange,
  onLeave,
  onKeyDown,
  onDiscard,
  onSave,
  onAnother,
  onMeant,
}: EditRowProps) {
  const t = useTranslations("expenses");
  const locale = useLocale();
  const fresh = isNew(row.id);
  const name = fresh ? t("grid.newRow") : row.first.documentNumber;
  const problemId = `problem-${row.id}`;
  const reasons = Object.entries(row.problem?.fields ?? {});
  const sentence = reasons.length > 0 ? undefined : row.problem?.sentence;
  return (
    <>
      <tr
        aria-busy={row.saving}
        className={cx("bg-wash", fresh && "no-print", folded && "max-sm:hidden!")}
        data-row={row.id}
        onBlur={(event) => {
          if (!event.currentTarget.contains(event.relatedTarget)) onLeave();
        }}
        onKeyDown={onKeyDown}
      >
        <td className="no-print text-soft">{fresh && <Icon name="plus" size={16} />}</td>
        {columns.map(({ key, field }) => (
          <td
            className={cx("p-1! align-middle!", key === "amount" && "number")}
            data-label={t(`columns.${key}`)}
            key={key}
          >
            {field ? (
              <Control
                choices={choices}
                describedBy={row.problem ? problemId : undefined}
                field={field}
                label={`${t(`columns.${key}`)}: ${name}`}
                onChange={(text) => onChange(field, text)}
                value={row.draft[field]}
                wrong={Boolean(row.problem?.fields[field])}
              />
            ) : (
              key === "files" && (
                <span className="flex gap-1">
                  <Button
                    aria-label={t("grid.saveRow", { number: name })}
                    icon="check"
                    onClick={onSave}
                    size="sm"
                    variant="quiet"
                  />
                  {(!fresh || isTouched(row.draft)) && (
                    <Button
                      aria-label={t("grid.discardRow", { number: name })}
                      icon="cross"
                      onClick={onDiscard}
                      size="sm"
                      variant="quiet"
                    />
                  )}
                </span>
              )
            )}
          </td>
        ))}
      </tr>
      {overdraws && !row.problem && (
        <tr className="no-print bg-warn-wash">
          <td className="text-left!" colSpan={columns.length + 1}>
            <span className="flex items-center gap-2 text-warn" role="status">
              <Icon name="alert" size={16} />
              {t("grid.overdraws", { code: overdraws.code, over: money(overdraws.overHalere, locale) })}
            </span>
          </td>
        </tr>
      )}
      {row.problem && (
        <Problem id={problemId}>
          <td colSpan={columns.length + 1}>
            <span className="flex flex-col gap-0.5 text-left text-bad" role="alert">
              {sentence && <span>{sentence}</span>}
              {row.problem.alike && (
                <span>
                  <Button onClick={onAnother} size="sm" variant="secondary">
                    {t("grid.another")}
                  </Button>
                </span>
              )}
              {reasons.map(([field, text]) => (
                <span key={field}>
                  <b className="font-medium">{fieldLabel(field, (key) => t(`columns.${key}`))}</b> {text}
                </span>
              ))}
              {row.problem.personal && <MeantReason onMeant={onMeant} />}
            </span>
          </td>
        </Problem>
      )}
    </>
  );
}

/** Comes into sight by itself: what the row was refused for is of no use under the edge of the screen. */
function Problem({ id, children }: { id: string; children: ReactNode }) {
  const row = useRef<HTMLTableRowElement>(null);
  // Newer browsers answer a promise, which is no cleaning up.
  useEffect(() => {
    row.current?.scrollIntoView({ block: "nearest" });
  }, []);
  return (
    <tr className="no-print scroll-mb-20 bg-bad-wash" id={id} ref={row}>
      {children}
    </tr>
  );
}

const columnOf: Record<string, ColumnKey> = {
  documentNumber: "number",
  budgetLineId: "line",
  supplier: "supplier",
  description: "description",
  issuedOn: "issued",
  paidOn: "paid",
  amountHalere: "amount",
  keyActivityId: "keyActivity",
  kind: "kind",
};
const fieldLabel = (field: string, word: (key: ColumnKey) => string) => {
  const key = columnOf[field];
  return key ? `${word(key)}:` : "";
};

type ControlProps = {
  field: Field;
  value: string;
  label: string;
  wrong: boolean;
  describedBy: string | undefined;
  choices: Choices;
  onChange: (text: string) => void;
};

const look = "w-full min-w-0 min-h-9 thumb:min-h-11 rounded-sm border bg-card px-1.5 text-sm text-ink";

function Control({ field, value, label, wrong, describedBy, choices, onChange }: ControlProps) {
  const t = useTranslations("expenses.kinds");
  const common = {
    "aria-label": label,
    "aria-invalid": wrong || undefined,
    "aria-describedby": wrong ? describedBy : undefined,
    className: cx(look, wrong ? "border-bad" : "border-edge", field === "amountHalere" && "text-right"),
    "data-edit": field,
    value,
  };
  if (field === "budgetLineId" || field === "keyActivityId" || field === "kind") {
    const options =
      field === "kind"
        ? expenseKinds
            .filter((kind) => kind === value || choices.kinds.includes(kind))
            .map((kind) => [kind, t(kind)] as const)
        : (field === "budgetLineId" ? choices.lines : choices.keyActivities).map(
            ({ id, code, name }) => [id, `${code} ${name}`] as const,
          );
    return (
      <select {...common} onChange={(event) => onChange(event.currentTarget.value)}>
        {field !== "kind" && <option value="">–</option>}
        {options.map(([id, text]) => (
          <option key={id} value={id}>
            {text}
          </option>
        ))}
      </select>
    );
  }
  return (
    <input
      {...common}
      autoComplete="off"
      inputMode={field === "amountHalere" ? "decimal" : undefined}
      maxLength={field === "description" ? 500 : field === "supplier" ? 200 : 60}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
