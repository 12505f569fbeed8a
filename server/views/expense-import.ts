import { type Credential, type Tx, withActor } from "@/db/gate";
import { importExpenses } from "@/db/mutations/expense-imports";
import { type ExpenseChoices, expenseChoices } from "@/db/queries/budget";
import { documentTwins, type Twin } from "@/db/queries/document-twins";
import { type ExpenseImport, listExpenseImports } from "@/db/queries/expenses";
import { findProject } from "@/db/queries/project";
import type { Actor } from "@/lib/domain/actor";
import { overdrawnFlat } from "@/lib/domain/budget";
import { DomainError, notFound } from "@/lib/domain/error";
import type { ImportRow } from "@/lib/domain/expense";
import { isWithin, sum } from "@/lib/domain/money";
import { type Overdrawn, overdraws } from "@/lib/domain/overdrawn";
import { authorize, inProject } from "@/lib/domain/permission";
import type { Locale } from "@/lib/domain/preference";
import type { AskReason, LeftOutReason } from "@/lib/import/asked";
import { templateHeading } from "@/lib/import/columns";
import type { ImportFrame } from "@/lib/import/expense-row";
import type { ExpenseFile } from "@/lib/import/expenses";
import { errorSentence } from "@/lib/words";
import { execute } from "../command";
import { readExpensesApart } from "../files/reader";

export type ExpensePreview = {
  sha256: string;
  format: "csv" | "xlsx";
  encoding: string | null;
  separator: string | null;
  /** Headings that mean nothing here. */
  ignored: readonly string[];
  /** What is to be known of the file as a whole, in sentences. */
  notes: string[];
  /** Rows that are no expenses and are left out. */
  leftOut: { row: number; text: string; reason: LeftOutReason }[];
  /** Rows that wait for a person's word, by the reason; taken: they are to be added. */
  asked: { reason: AskReason; taken: boolean; count: number; sumHalere: number; first: AskedRow[] }[];
  /** The import of the same file, when there was one: importing it again adds nothing. */
  imported: { id: string; at: string; rowCount: number } | null;
  /** Rows that would be added: how many, their sum in haléře, and the first ones. */
  ok: { count: number; sumHalere: number; first: PreviewRow[] };
  /** Rows whose document is already in its place, each beside what is there. */
  there: { count: number; sumHalere: number; first: PreviewRow[] };
  /** Lines that these rows would overdraw, and by how much. */
  overdrawn: Overdrawn[];
  /** Number of bad rows, and what is wrong with them, worded. */
  bad: { count: number; problems: { row: number; column: string | null; text: string; reason: string }[] };
};
export type AskedRow = {
  row: number;
  documentNumber: string | null;
  description: string | null;
  amountHalere: number | null;
  beside: Beside | null;
};
/** What a project has that a row is or may be. */
export type Beside = Pick<Twin, "id" | "documentNumber" | "supplier" | "issuedOn" | "amountHalere">;
export type PreviewRow = {
  row: number;
  documentNumber: string;
  line: string;
  description: string;
  paidOn: string | null;
  amountHalere: number;
  beside: Beside | null;
};

/** Rows and problems that a preview lists; the counts are of all of them. */
const shown = { rows: 20, problems: 500 };

/**
 * What an import of a file would do, without doing it; taken: reasons whose rows are to be added too. Throws 401, 403,
 * 404, and what readExpensesApart throws.
 */
export async function previewExpenses(
  credential: Credential,
  slug: string,
  bytes: Buffer,
  locale: Locale,
  taken: readonly AskReason[],
  signal: AbortSignal,
): Promise<ExpensePreview> {
  const { projectId, frame, choices } = await importFrame(credential, slug);
  const file = await readExpensesApart({ bytes, frame, locale, taken }, signal);
  const [twins, imports] = await withActor(credential, "read", (tx) =>
    Promise.all([
      documentTwins(
        tx,
        projectId,
        file.rows.map(({ value }) => named(value, choices)),
      ),
      listExpenseImports(tx, projectId),
    ]),
  );
  if (!isWithin(file.rows.map(({ value }) => value.amountHalere))) throw new DomainError("sumTooBig", 422);
  const rows = file.rows.map((row, index) => ({ ...row, twin: twins.get(index) ?? null }));
  const there = rows.filter(({ twin }) => twin?.same);
  const alike = rows.filter(({ twin }) => twin && !twin.same);
  const asked: AskedFile["asked"] = [
    ...file.asked.map((one) => ({ ...one, twin: null })),
    ...alike.map(({ row, value, twin }) => ({ row, value, twin, reason: "alike" as const })),
  ];
  const added = rows.filter(({ twin }) => !twin || (!twin.same && taken.includes("alike")));
  const takenOf = new Map<string, number>();
  for (const { value } of added) takenOf.set(value.line, (takenOf.get(value.line) ?? 0) + value.amountHalere);
  const problems = [...file.problems].sort((a, b) => a.row - b.row);
  return {
    sha256: file.sha256,
    format: file.format,
    encoding: file.encoding,
    separator: file.separator,
    ignored: file.ignored,
    notes: file.notes.map((note) => errorSentence(locale, note)),
    leftOut: file.leftOut.slice(0, shown.problems),
    asked: askedGroups({ asked }, taken),
    imported: importOf(imports, file.sha256),
    ok: group(added),
    there: group(there),
    overdrawn: [
      ...overdraws(choices.lines, ({ code }) => takenOf.get(code) ?? 0),
      ...(choices.flat ? overdrawnFlat(choices.flat, sum(added.map(({ value }) => value.amountHalere))) : []),
    ],
    bad: {
      count: new Set(problems.map(({ row }) => row)).size,
      problems: problems.slice(0, shown.problems).map(({ row, column, wording, text }) => ({
        row,
        column: column && templateHeading(column, locale),
        text,
        reason: errorSentence(locale, wording),
      })),
    },
  };
}

/**
 * Imports a file. Its rows and its hash are taken from the bytes here, so what is stored under its SHA-256 is what was in
 * it: the command has no address of its own. Throws 422 importHasBad while a row is bad, and what the command throws.
 */
export async function importExpenseFile(
  credential: Credential,
  slug: string,
  bytes: Buffer,
  asked: { commandId: string; name: string; skipExisting: boolean; taken: readonly AskReason[] },
  locale: Locale,
  signal: AbortSignal,
): Promise<unknown> {
  const { projectId, frame } = await importFrame(credential, slug);
  const file = await readExpensesApart({ bytes, frame, locale, taken: asked.taken }, signal);
  if (file.rows.length === 0 && file.problems.length === 0) throw new DomainError("importNothing", 422);
  if (file.problems.length > 0)
    throw new DomainError("importHasBad", 422, { count: new Set(file.problems.map(({ row }) => row)).size });
  return execute(credential, importExpenses, "expense.import", asked.commandId, {
    projectId,
    file: { name: asked.name, sha256: file.sha256 },
    rows: file.rows.map(({ value }) => value),
    skipExisting: asked.skipExisting,
    another: asked.taken.includes("alike"),
  });
}

/** What the rows of a file are checked against. Throws 401, 403 or 404 for whoever may not import here. */
async function importFrame(credential: Credential, slug: string) {
  if (credential.kind === "public") throw new DomainError("notSignedIn", 401);
  return withActor(credential, "read", async (tx: Tx, me: Actor) => {
    authorize(me, "expense.import");
    const project = await findProject(tx, slug);
    if (!project) throw notFound();
    authorize(me, "expense.import", inProject(project));
    const choices = await expenseChoices(tx, project.id, me.today);
    const { startsOn, endsOn, costRegime } = project;
    const frame: ImportFrame = { startsOn, endsOn, today: me.today, costRegime, ...choices };
    return { projectId: project.id, frame, choices };
  });
}

const importOf = (imports: readonly ExpenseImport[], sha256: string) => {
  const found = imports.find((one) => one.sha256 === sha256);
  return found ? { id: found.id, at: found.importedAt, rowCount: found.rowCount } : null;
};

/** What names the document of a row, in its place. */
const named = (value: ImportRow, { lines, keyActivities }: ExpenseChoices) => ({
  kind: value.kind,
  documentNumber: value.documentNumber,
  supplier: value.supplier,
  description: value.kind === "payroll" ? value.description : "",
  issuedOn: value.issuedOn,
  budgetLineId: lines.find(({ code }) => code === value.line)?.id ?? null,
  keyActivityId: keyActivities.find(({ code }) => code === value.keyActivity)?.id ?? null,
});

const besideOf = (twin: Twin | null): Beside | null =>
  twin && {
    id: twin.id,
    documentNumber: twin.documentNumber,
    supplier: twin.supplier,
    issuedOn: twin.issuedOn,
    amountHalere: twin.amountHalere,
  };

type AskedFile = { asked: (ExpenseFile["asked"][number] & { twin: Twin | null })[] };

function askedGroups({ asked }: AskedFile, taken: readonly AskReason[]): ExpensePreview["asked"] {
  return [...new Set(asked.map(({ reason }) => reason))].map((reason) => {
    const rows = asked.filter((one) => one.reason === reason);
    return {
      reason,
      taken: taken.includes(reason),
      count: rows.length,
      sumHalere: sum(rows.map(({ value }) => value?.amountHalere ?? 0)),
      first: rows.slice(0, shown.rows).map(({ row, value, twin }) => ({
        row,
        beside: besideOf(twin),
        documentNumber: value?.documentNumber ?? null,
        description: value?.description ?? null,
        amountHalere: value?.amountHalere ?? null,
      })),
    };
  });
}

const group = (rows: (ExpenseFile["rows"][number] & { twin: Twin | null })[]) => ({
  count: rows.length,
  sumHalere: sum(rows.map(({ value }) => value.amountHalere)),
  first: rows.slice(0, shown.rows).map(({ row, value, twin }) => ({
    row,
    beside: besideOf(twin),
    documentNumber: value.documentNumber,
    line: value.line,
    description: value.description,
    paidOn: value.paidOn,
    amountHalere: value.amountHalere,
  })),
});
