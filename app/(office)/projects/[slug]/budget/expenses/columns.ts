/** The columns of the list, in its order; `cols` of the address chooses among the optional ones. */
export const expenseColumns = [
  { key: "number", field: "documentNumber", sort: "number", optional: false, width: "w-34" },
  { key: "line", field: "budgetLineId", sort: "line", optional: false, width: "w-20" },
  { key: "supplier", field: "supplier", sort: null, optional: true, width: "w-36" },
  { key: "description", field: "description", sort: null, optional: false, width: "" },
  { key: "issued", field: "issuedOn", sort: "issued", optional: false, width: "w-26" },
  { key: "paid", field: "paidOn", sort: "paid", optional: false, width: "w-26" },
  { key: "amount", field: "amountHalere", sort: "amount", optional: false, width: "w-33" },
  { key: "keyActivity", field: "keyActivityId", sort: null, optional: true, width: "w-18" },
  { key: "kind", field: "kind", sort: null, optional: true, width: "w-24" },
  { key: "claim", field: null, sort: null, optional: true, width: "w-20" },
  { key: "files", field: null, sort: null, optional: true, width: "w-20" },
] as const;

export type ColumnKey = (typeof expenseColumns)[number]["key"];
export type Field = Exclude<(typeof expenseColumns)[number]["field"], null>;

/** The columns to show for a value of `cols`; all but the claim while nothing was chosen (a lock says it is claimed). */
export function chosenColumns(cols: string | undefined) {
  const chosen = cols?.split(",");
  return expenseColumns.filter(
    (column) => !column.optional || (chosen ? chosen.includes(column.key) : column.key !== "claim"),
  );
}
