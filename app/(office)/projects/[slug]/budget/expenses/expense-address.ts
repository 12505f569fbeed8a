import { readExpenseCursor } from "@/db/queries/expenses";
import { type AddressParams, asksWhole, readAddress } from "@/lib/domain/address";
import { expenseFilter } from "@/lib/domain/expense-filter";
import { firstValue } from "@/server/page";
import { chosenColumns } from "./columns";

/** What the address of the list (or of its export) asks for; null when that can be nothing. */
export function expenseAddress(asked: AddressParams) {
  const single = Object.fromEntries(Object.entries(asked).map(([key, value]) => [key, firstValue(value) || undefined]));
  const filter = readAddress(expenseFilter, asked);
  if (!filter) return null;
  return {
    k: single.k,
    filter,
    columns: chosenColumns(single.cols),
    after: readExpenseCursor(single.after, filter),
    params: {
      ...filter,
      sort: single.sort && filter.sort,
      cols: single.cols,
      k: single.k,
      after: single.after,
      rows: asksWhole(asked) ? "all" : undefined,
    },
  };
}
