"use client";
import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { newCommandId, sendCommand } from "@/components/ui/command";
import type { Expense } from "@/db/queries/expenses";
import type { ExpenseKind } from "@/lib/domain/expense";
import type { Field } from "./columns";
import { type Draft, draftOf, emptyDraft, isTouched, readDraft, sameDraft } from "./draft";
import { type KeptRow, keepRows, readKept } from "./kept-rows";

/** What was asked about a row and answered, until the row says something else. */
export type Meant = { another?: boolean; overrule?: { reason: string } };
export type Problem = {
  sentence?: string;
  alike?: boolean;
  personal?: boolean;
  fields: Readonly<Partial<Record<Field, string>>>;
};
/** A row that is being written: an expense (its id) or a new one ("new-…"). */
export type OpenRow = {
  id: string;
  draft: Draft;
  first: Draft;
  /** Of the expense that the row was opened from. */
  version?: string;
  commandId: string;
  saving: boolean;
  /** Pasted texts that name nothing of the project; each waits for a choice. */
  unread: Partial<Draft>;
  problem?: Problem;
};

export const isNew = (id: string) => id.startsWith("new-");

/**
 * The rows being written and their saving. A row keeps its command's id while it is tried again, so that a lost answer
 * never enters it twice; after a refusal the next try is another command.
 */
export function useDrafts(
  projectId: string,
  today: string,
  expenses: readonly Expense[],
  keptUnder: string,
  usual?: ExpenseKind,
) {
  const t = useTranslations("expenses.grid");
  const tCommon = useTranslations("common");
  const locale = useLocale();
  const router = useRouter();
  const count = useRef(1);
  /** What this tab kept was read: from then on it is kept. */
  const kept = useRef(false);
  const meant = useRef(new Map<string, Meant>());
  const restore = useRef<(rows: KeptRow[]) => void>(() => {});
  const open = (id: string, draft: Draft, first = draft, version?: string): OpenRow => ({
    id,
    draft,
    first,
    version,
    commandId: newCommandId(),
    saving: false,
    unread: {},
  });
  const newRow = (draft: Draft, first = draft) => open(`new-${count.current++}`, draft, first);
  const asked = (unread: Partial<Draft>): Partial<Draft> =>
    Object.fromEntries(Object.entries(unread).map(([field, text]) => [field, t("unread", { text })]));
  /** Rows with what waits in them, each with its problem shown. */
  const writtenRow = ({ draft, unread, commandId }: Omit<KeptRow, "commandId"> & { commandId?: string }): OpenRow => ({
    ...newRow(draft, emptyDraft(usual)),
    ...(commandId && { commandId }),
    unread,
    problem: Object.keys(unread).length > 0 ? { fields: asked(unread) } : undefined,
  });
  const [rows, setRows] = useState<readonly OpenRow[]>(() => [open("new-0", emptyDraft(usual))]);
  const [message, setMessage] = useState("");
  const find = (id: string) => rows.find((row) => row.id === id);

  useEffect(() => {
    if (kept.current) return;
    kept.current = true;
    const rows = readKept(keptUnder);
    if (rows.length > 0) restore.current(rows);
  }, [keptUnder]);
  useEffect(() => {
    if (!kept.current) return;
    keepRows(
      keptUnder,
      rows.filter(({ id, draft }) => isNew(id) && isTouched(draft)),
    );
    const dirty = rows.some(({ id, draft, first }) => (isNew(id) ? isTouched(draft) : !sameDraft(draft, first)));
    if (!dirty) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", warn);
    return () => removeEventListener("beforeunload", warn);
  }, [keptUnder, rows]);
  const patch = (id: string, change: Partial<OpenRow>) =>
    setRows((all) => all.map((row) => (row.id === id ? { ...row, ...change } : row)));
  const close = (id: string) => setRows((all) => all.filter((row) => row.id !== id));

  const edit = (expense: Expense) => {
    const draft = draftOf(expense, locale);
    if (!find(expense.id)) setRows((all) => [...all, open(expense.id, draft, draft, expense.version)]);
  };
  const change = (id: string, field: Field, text: string) => {
    const row = find(id);
    if (!row) return;
    meant.current.delete(id);
    const { [field]: _, ...fields } = row.problem?.fields ?? {};
    const { [field]: __, ...unread } = row.unread;
    patch(id, {
      unread,
      draft: { ...row.draft, [field]: text },
      problem: row.problem && { fields },
      commandId: row.problem ? newCommandId() : row.commandId,
    });
  };
  /** Takes an edit back; a new row becomes empty. */
  const cancel = (id: string) => {
    const row = find(id);
    if (row && isNew(id)) patch(id, { draft: row.first, problem: undefined });
    else close(id);
  };
  const discard = (id: string) => close(id);
  /** Puts written rows before the empty one; the ids of the new ones. */
  const addNew = (written: readonly (Omit<KeptRow, "commandId"> & { commandId?: string })[], said: string) => {
    const added = written.map(writtenRow);
    setRows((all) => {
      const blank = all.findLast((row) => isNew(row.id) && !isTouched(row.draft));
      const others = all.filter((row) => row !== blank);
      return [...others, ...added, blank ?? newRow(emptyDraft(usual))];
    });
    setMessage(said);
    return added.map(({ id }) => id);
  };
  restore.current = (rows) => addNew(rows, t("restored", { count: rows.length }));

  /** Saves a row; true when it is done. Unchanged ones are only closed, an empty new row stays. */
  const save = async (id: string, refresh = true, said: Meant = {}): Promise<boolean> => {
    const row = find(id);
    if (!row || row.saving) return false;
    if (isNew(id) ? !isTouched(row.draft) : sameDraft(row.draft, row.first)) {
      if (!isNew(id)) close(id);
      return true;
    }
    const read = readDraft(row.draft, today, {
      required: tCommon("fillIn"),
      wrongDay: tCommon("wrongDay"),
      wrongMoney: tCommon("wrongMoney"),
    });
    const errors = { ...("errors" in read && read.errors), ...asked(row.unread) };
    if ("errors" in read || Object.keys(errors).length > 0) {
      patch(id, { problem: { fields: errors } });
      return false;
    }
    patch(id, { saving: true, problem: undefined });
    const { another = false, overrule } = { ...meant.current.get(id), ...said };
    meant.current.set(id, { another, overrule });
    const input = { ...read.input, another, overrule };
    const answer = isNew(id)
      ? await sendCommand("expense.record", row.commandId, { projectId, ...input })
      : await sendCommand("expense.change", row.commandId, { expenseId: id, version: row.version, ...input });
    if (answer.kind !== "done") {
      const refused = answer.kind === "refused" && answer.status < 500 && answer.status !== 429;
      const sentence =
        answer.kind === "refused"
          ? answer.status === 401
            ? tCommon("signInAgain")
            : answer.sentence
          : tCommon("notSentHint");
      const fields = answer.kind === "refused" ? answer.fields : {};
      const alike = answer.kind === "refused" && answer.code === "documentAlike";
      patch(id, {
        saving: false,
        problem: { sentence, fields, alike, personal: answer.kind === "refused" && answer.code === "personalFound" },
        commandId: refused ? newCommandId() : row.commandId,
      });
      // What the row is now stands behind it when this edit is taken back.
      if (answer.kind === "refused" && answer.code === "changedMeanwhile") router.refresh();
      return false;
    }
    meant.current.delete(id);
    setMessage(t("saved", { number: row.draft.documentNumber }));
    setRows((all) => {
      const rest = all.filter((other) => other.id !== id);
      const needsBlank = isNew(id) && !rest.some((other) => isNew(other.id) && !isTouched(other.draft));
      return needsBlank ? [...rest, newRow(emptyDraft(usual, row.draft))] : rest;
    });
    if (refresh) router.refresh();
    return true;
  };
  /** Saves every written new row in turn; those that are refused stay open with their reason. */
  const saveAll = async () => {
    for (const row of rows.filter(({ id, draft }) => isNew(id) && isTouched(draft))) await save(row.id, false);
    router.refresh();
  };
  const known = new Set(expenses.map(({ id }) => id));
  const shown = rows.filter(({ id }) => isNew(id) || known.has(id));
  return { rows: shown, find, edit, change, cancel, discard, addNew, save, saveAll, message };
}

export type Drafts = ReturnType<typeof useDrafts>;
