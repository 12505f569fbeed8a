import { getLocale, getTranslations } from "next-intl/server";
import { z } from "zod";
import { type Credential, withActor } from "@/db/gate";
import type { Expense } from "@/db/queries/expenses";
import { earlier } from "@/lib/domain/day";
import { dayInput } from "@/lib/domain/day-input";
import { DomainError, notFound } from "@/lib/domain/error";
import type { ExpenseFilter } from "@/lib/domain/expense-filter";
import { exportFormats, type Sheet, type SheetCell, type SheetColumn } from "@/lib/export/sheet";
import * as format from "@/lib/format";
import { requestCredential, withProblems } from "@/server/answer";
import { exportResponse } from "@/server/files/export";
import { readExpenses } from "@/server/views/expenses";
import type { ColumnKey } from "../columns";
import { expenseAddress } from "../expense-address";
import { filterWords } from "../expense-words";

/** The most rows of one file; a project has a few hundred. */
const limit = 50_000;
const asked = z.object({ format: z.enum(exportFormats), k: dayInput.optional() });

/** What the grid shows for the same address, all its pages, as CSV or XLSX. */
export async function GET(request: Request, { params }: { params: Promise<{ slug: string }> }): Promise<Response> {
  return withProblems(async () => {
    const query = Object.fromEntries(new URL(request.url).searchParams);
    const parsed = asked.safeParse(query);
    const place = expenseAddress(query);
    if (!parsed.success || !place) throw new DomainError("invalidInput", 400);
    const [{ slug }, credential] = await Promise.all([params, requestCredential()]);
    if (credential.kind === "public") throw new DomainError("notSignedIn", 401);
    const { columns, filter } = place;
    const view = await read(credential, slug, parsed.data.k, filter);
    const [t, tColumns, tKinds, tFiles, locale] = await Promise.all([
      getTranslations("expenses.export"),
      getTranslations("expenses.columns"),
      getTranslations("expenses.kinds"),
      filterWords(filter, { ...view.choices, imports: view.imports }),
      getLocale(),
    ]);
    const sheet: Sheet = {
      title: t("title"),
      columns: columns.map(({ key }) => ({ header: tColumns(key), kind: kinds[key] ?? "text" })),
      rows: view.rows.map((row) => columns.map(({ key }) => cell(key, row, (kind) => tKinds(kind)))),
      totals: columns.map(({ key }, index) =>
        key === "amount" ? view.sums.amountHalere : index === 0 ? t("total") : null,
      ),
      facts: [
        [t("project"), view.project.name],
        [t("registration"), view.project.registrationNumber ?? "–"],
        [t("asOf"), format.day(view.asOf, locale)],
        ...tFiles.map(({ name, value }): [string, string] => [name, value]),
        [t("rows"), format.number(view.rows.length, locale)],
        [t("author"), view.me.name],
      ],
    };
    return exportResponse([sheet], parsed.data.format, `${t("file")}-${slug}-${view.asOf}`, t("facts"), request.signal);
  });
}

async function read(credential: Credential, slug: string, k: string | undefined, filter: ExpenseFilter) {
  return withActor(credential, "read", async (tx, me) => {
    const view = await readExpenses(tx, slug, earlier(k ?? me.today, me.today), filter, { after: null, limit });
    if (!view) throw notFound();
    return { me, ...view };
  });
}

const kinds: Partial<Record<ColumnKey, SheetColumn["kind"]>> = {
  issued: "day",
  paid: "day",
  amount: "money",
  claim: "number",
  files: "number",
};

function cell(key: ColumnKey, expense: Expense, kind: (kind: Expense["kind"]) => string): SheetCell {
  const cells: Record<ColumnKey, SheetCell> = {
    number: expense.documentNumber,
    line: expense.lineCode,
    supplier: expense.supplier,
    description: expense.description,
    issued: expense.issuedOn,
    paid: expense.paidOn,
    amount: expense.amountHalere,
    keyActivity: expense.keyActivityCode,
    kind: kind(expense.kind),
    claim: expense.claimNumber,
    files: expense.files,
  };
  return cells[key];
}
