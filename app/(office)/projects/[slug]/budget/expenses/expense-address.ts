import { readExpenseCursor } from "@/db/queries/expenses";
import { expenseFilter } from "@/lib/domain/expense-filter";
import { one } from "@/server/page";
import { chosenColumns } from "./columns";

type Params = Record<string, string | string[] | undefined>;

/** What the address of the list (or of its export) asks for; what it cannot mean is left out. */
export function expenseAddress(asked: Params) {
  const single = Object.fromEntries(Object.entries(asked).map(([key, value]) => [key, one(value) || undefined]));
  const filter = expenseFilter.parse(single);
  return {
    k: single.k,
    filter,
    columns: chosenColumns(single.cols),
    after: readExpenseCursor(single.after, filter),
    params: { ...filter, sort: single.sort && filter.sort, cols: single.cols, k: single.k, after: single.after },
  };
}
