"use client";
import { useTranslations } from "next-intl";
import { type ClipboardEvent, type KeyboardEvent, type ReactNode, useRef, useState } from "react";
import { TableRegion } from "@/components/ui/table-region";
import type { Expense } from "@/db/queries/expenses";
import { overdraws } from "@/lib/domain/overdrawn";
import { typedMoney } from "@/lib/domain/typed";
import { isTable, pasteRows } from "@/lib/import/paste";
import type { chosenColumns } from "./columns";
import { type Choices, draftFromPaste, isTouched } from "./draft";
import { EditRow } from "./edit-row";
import { GridFoot } from "./grid-foot";
import { ReadRow } from "./read-row";
import { isNew, type OpenRow, useDrafts } from "./use-drafts";

type GridProps = {
  projectId: string;
  today: string;
  expenses: readonly Expense[];
  columns: ReturnType<typeof chosenColumns>;
  choices: Choices;
  /** Whether this person may write here, as of today. */
  edits: boolean;
  /** Where this tab keeps rows that are not saved yet, apart from other people's and projects'. */
  keptUnder: string;
  /** The record's address without its id. */
  recordPath: string;
  head: ReactNode;
  foot: ReactNode;
};

type Place = { id: string; cell: number };

/**
 * Expenses as a fast grid: arrows move, Enter or F2 opens a row, Tab goes through it, Enter or leaving it saves, Escape
 * takes back, Space selects, a table from a spreadsheet is pasted into new rows. New rows stand first, under the heads, and save themselves.
 */
export function ExpenseGrid(props: GridProps) {
  const { projectId, today, expenses, columns, choices, edits, recordPath } = props;
  const t = useTranslations("expenses.grid");
  const box = useRef<HTMLTableElement>(null);
  const drafts = useDrafts(projectId, today, expenses, props.keptUnder, choices.kinds[0]);
  const [active, setActive] = useState<Place>({ id: expenses[0]?.id ?? "", cell: 0 });
  const [adding, setAdding] = useState(false);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const anchor = useRef<string | null>(null);

  const focus = (id: string, cell: number) =>
    requestAnimationFrame(() => {
      const row = box.current?.querySelector(`[data-row="${id}"]`);
      const field = columns[cell]?.field;
      const control = row?.querySelector<HTMLElement>(`[data-edit="${field ?? "documentNumber"}"]`);
      (control ?? row?.querySelector<HTMLElement>(`[data-cell="${cell}"]`))?.focus();
      if (control instanceof HTMLInputElement) control.select();
    });
  const go = (id: string, cell: number) => {
    setActive({ id, cell });
    focus(id, cell);
  };
  const select = (id: string, on: boolean, range: boolean) => {
    const ids = expenses.map((expense) => expense.id);
    const from = ids.indexOf(anchor.current ?? id);
    const to = ids.indexOf(id);
    const block = range ? ids.slice(Math.min(from, to), Math.max(from, to) + 1) : [id];
    setSelected((all) => new Set(on ? [...all, ...block] : [...all].filter((one) => !block.includes(one))));
    if (!range) anchor.current = id;
  };
  const edit = (expense: Expense, cell: number) => {
    if (!edits || expense.claimNumber !== null) return;
    drafts.edit(expense);
    focus(expense.id, cell);
  };
  const rowAfter = (id: string, step: number) => {
    const ids = [...(edits ? newRows.map((row) => row.id) : []), ...expenses.map((expense) => expense.id)];
    return ids[Math.min(Math.max(ids.indexOf(id) + step, 0), ids.length - 1)];
  };
  const newRows = drafts.rows.filter(({ id }) => isNew(id));

  const moveKeys = (event: KeyboardEvent<HTMLTableElement>) => {
    const cellElement = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>("[data-cell]") : null;
    if (!cellElement || event.target !== cellElement) return;
    const id = cellElement.closest<HTMLElement>("[data-row]")?.dataset.row ?? "";
    const cell = Number(cellElement.dataset.cell);
    const expense = expenses.find((one) => one.id === id);
    const last = columns.length - 1;
    const steps: Record<string, [string | undefined, number]> = {
      ArrowDown: [rowAfter(id, 1), cell],
      ArrowUp: [rowAfter(id, -1), cell],
      PageDown: [rowAfter(id, 10), cell],
      PageUp: [rowAfter(id, -10), cell],
      ArrowRight: [id, Math.min(cell + 1, last)],
      ArrowLeft: [id, Math.max(cell - 1, 0)],
      Home: [event.ctrlKey ? expenses[0]?.id : id, 0],
      End: [event.ctrlKey ? rowAfter(id, expenses.length * 2) : id, last],
    };
    const step = steps[event.key];
    if (step?.[0]) {
      event.preventDefault();
      if (event.shiftKey && /Arrow(Up|Down)/.test(event.key)) {
        anchor.current ??= id;
        select(id, true, false);
        select(step[0], true, false);
      }
      go(step[0], step[1]);
    } else if (event.key === " ") {
      event.preventDefault();
      select(id, !selected.has(id), event.shiftKey);
    } else if (expense && (event.key === "F2" || (event.key === "Enter" && !event.ctrlKey))) {
      event.preventDefault();
      edit(expense, cell);
    }
  };
  const editKeys = async (event: KeyboardEvent<HTMLTableRowElement>, id: string) => {
    const control = event.target instanceof HTMLElement ? event.target : null;
    const cell = Math.max(
      0,
      columns.findIndex((column) => column.field === control?.dataset.edit),
    );
    if (event.key === "Escape") {
      event.preventDefault();
      drafts.cancel(id);
      if (!isNew(id)) go(id, cell);
    } else if (event.key === "Enter" && control?.dataset.edit) {
      event.preventDefault();
      if (!(await drafts.save(id))) return focusProblem();
      if (isNew(id)) focusNew(id);
      else go(rowAfter(id, 1) ?? id, cell);
    } else if ((event.key === "ArrowUp" || event.key === "ArrowDown") && control instanceof HTMLInputElement) {
      event.preventDefault();
      const next = rowAfter(id, event.key === "ArrowUp" ? -1 : 1);
      if (next && next !== id) go(next, cell);
    }
  };
  /** The empty row at the end, once it is there; not the one that was just saved and is about to leave. */
  const focusNew = (saved?: string, frames = 30) =>
    requestAnimationFrame(() => {
      const rows = [...(box.current?.querySelectorAll<HTMLElement>('[data-row^="new-"]') ?? [])];
      const next = rows.filter(({ dataset }) => dataset.row !== saved).at(-1);
      if (next) next.querySelector<HTMLElement>('[data-edit="documentNumber"]')?.focus();
      else if (frames > 0) focusNew(saved, frames - 1);
    });
  const focusProblem = () =>
    requestAnimationFrame(() => box.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());

  const paste = (event: ClipboardEvent<HTMLTableElement>) => {
    const text = event.clipboardData.getData("text/plain");
    if (!edits || !isTable(text)) return;
    event.preventDefault();
    const pasted = pasteRows(text).map((row) => draftFromPaste(row, choices));
    const [first] = drafts.addNew(pasted, t("pasted", { count: pasted.length }));
    if (first) go(first, 0);
  };

  /** The line of a row being written that all such rows together would overdraw; what one takes now is given back first. */
  const overdrawnBy = (row: OpenRow) => {
    const before = new Map(expenses.filter(({ internal }) => !internal).map((expense) => [expense.id, expense]));
    const line = choices.lines.filter(({ id }) => id === row.draft.budgetLineId);
    return overdraws(line, ({ id: lineId }) =>
      drafts.rows.reduce((total, { id, draft }) => {
        const was = before.get(id);
        const back = was?.budgetLineId === lineId ? was.amountHalere : 0;
        return total + (draft.budgetLineId === lineId ? (typedMoney(draft.amountHalere) ?? 0) : 0) - back;
      }, 0),
    )[0];
  };
  const editRow = (id: string) => {
    const row = drafts.rows.find((open) => open.id === id);
    return (
      row && (
        <EditRow
          choices={choices}
          columns={columns}
          folded={isNew(id) && !adding && !isTouched(row.draft)}
          key={id}
          onChange={(field, text) => drafts.change(id, field, text)}
          onDiscard={() => (isNew(id) && newRows.at(-1)?.id !== id ? drafts.discard(id) : drafts.cancel(id))}
          onKeyDown={(event) => editKeys(event, id)}
          onLeave={() => {
            if (!isNew(id) || newRows.at(-1)?.id === id) drafts.save(id);
          }}
          onAnother={() => drafts.save(id, true, { another: true })}
          onMeant={(reason) => drafts.save(id, true, { overrule: { reason } })}
          onSave={() => drafts.save(id)}
          overdraws={overdrawnBy(row)}
          row={row}
        />
      )
    );
  };
  const waiting = newRows.filter((row) => isTouched(row.draft)).length;
  // The foot stands over the rows alone: it does not leave this block.
  return (
    <div>
      <TableRegion label={t("region")}>
        <table
          aria-rowcount={-1}
          className="data-table sm:min-w-[68rem] sm:table-fixed sm:[&_tbody_td]:py-1.5!"
          onKeyDown={moveKeys}
          onPaste={paste}
          ref={box}
          // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a grid is a table whose cells take the focus
          role="grid"
        >
          <caption className="sr-only">{t("caption")}</caption>
          {props.head}
          <tbody>
            {edits && newRows.map(({ id }) => editRow(id))}
            {expenses.map((expense) =>
              drafts.find(expense.id) ? (
                editRow(expense.id)
              ) : (
                <ReadRow
                  activeCell={active.id === expense.id ? active.cell : null}
                  columns={columns}
                  expense={expense}
                  href={`${recordPath}/${expense.id}`}
                  key={expense.id}
                  onCell={(cell) => setActive({ id: expense.id, cell })}
                  onEdit={(cell) => edit(expense, cell)}
                  onSelect={(on, range) => select(expense.id, on, range)}
                  selected={selected.has(expense.id)}
                />
              ),
            )}
          </tbody>
          {props.foot}
        </table>
      </TableRegion>
      <GridFoot
        edits={edits}
        message={drafts.message}
        onAdd={() => {
          setAdding(true);
          focusNew();
        }}
        onClear={() => setSelected(new Set())}
        onSaveAll={drafts.saveAll}
        selected={expenses.filter(({ id }) => selected.has(id))}
        waiting={waiting}
      />
    </div>
  );
}
