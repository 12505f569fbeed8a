import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { type Address, param, withParams } from "@/components/ui/address";
import { EmptyState } from "@/components/ui/alert";
import { cx } from "@/components/ui/cx";
import { Icon } from "@/components/ui/icon";
import { Link } from "@/components/ui/link";
import { TableRegion } from "@/components/ui/table-region";
import {
  ColumnChooser,
  type Export,
  ExportLinks,
  type FilterChip,
  FilterChips,
  RowCount,
} from "@/components/ui/table-tools";
import { collator } from "@/lib/format";

export type Column<Row> = {
  key: string;
  header: string;
  cell: (row: Row) => ReactNode;
  /** Right-aligned tabular figures. */
  number?: boolean;
  /** `true`: the caller has sorted by the address. A function: the table sorts these rows itself, empty ones last. */
  sort?: true | ((row: Row) => string | number | null | undefined);
  /** What stands under the column in the sum line. */
  total?: ReactNode;
  /** Left out until it is chosen. */
  optional?: boolean;
  /** Names the row: a row header that is never hidden and heads the card on a phone. */
  head?: boolean;
  className?: string;
};

export type TableProps<Row> = {
  caption: string;
  /** Keeps the caption for screen readers where a heading above already says it. */
  bareCaption?: boolean;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  address: Address;
  /** Sets the parameters apart when a page has two tables: `name-sort`, `name-cols`. */
  name?: string;
  /** `key` or `-key`; used while the address says nothing. */
  defaultSort?: string;
  filters?: readonly FilterChip[];
  exports?: readonly Export[];
  /** All rows there are, when these are only a page of them. */
  rowCount?: number;
  /** The page can show them all in one piece (`?rows=all`). */
  whole?: boolean;
  totalLabel?: string;
  tools?: ReactNode;
  empty?: ReactNode;
  /** The row that needs the eye. */
  rowTone?: (row: Row) => "warn" | undefined;
  pager?: ReactNode;
  /** Columns keep the widths of their classes, so that tables under each other line up. */
  fixed?: boolean;
  /** No line of tools above: for small tables that stand several on a page. */
  plain?: boolean;
};

/** The one shared table. Order, columns and filters live in the address, so it works without scripts and can be sent. */
export function Table<Row>(props: TableProps<Row>) {
  const { caption, columns, rows, address, name, filters = [], exports = [] } = props;
  const t = useTranslations("table");
  const locale = useLocale();
  const key = (word: string) => (name ? `${name}-${word}` : word);
  const chosen = param(address, key("cols"))?.split(",");
  const shown = columns.filter((column) => column.head || (chosen ? chosen.includes(column.key) : !column.optional));
  const sort = param(address, key("sort")) ?? props.defaultSort ?? "";
  const sorted = sortRows(rows, columns, sort, collator(locale).compare);
  const totals = shown.some((column) => column.total !== undefined);
  const count = props.rowCount ?? rows.length;
  return (
    <div className="min-w-0">
      {!props.plain && (
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 pb-2 sm:px-6">
          <FilterChips address={address} chips={filters} />
          {props.tools}
          <div className="ml-auto flex flex-wrap items-center gap-2">
            <RowCount
              all={props.whole ? withParams(address, { rows: "all", after: undefined, page: undefined }) : undefined}
              shown={rows.length}
              total={count}
            />
            {columns.length > 3 && (
              <ColumnChooser
                address={address}
                columns={columns.filter((column) => !column.head)}
                param={key("cols")}
                shown={shown.map((column) => column.key)}
              />
            )}
            <ExportLinks exports={exports} />
          </div>
        </div>
      )}
      {rows.length === 0 ? (
        props.empty || <EmptyState icon="list" title={filters.length > 0 ? t("emptyFiltered") : t("empty")} />
      ) : (
        <TableRegion label={t("region", { caption })}>
          <table className={cx("data-table", props.fixed && "min-[85rem]:table-fixed")}>
            <caption className={props.bareCaption ? "sr-only" : "px-4 pb-2 text-left font-semibold sm:px-6"}>
              {caption}
            </caption>
            <thead>
              <tr>
                {shown.map((column) => (
                  <HeaderCell address={address} column={column} key={column.key} param={key("sort")} sort={sort} />
                ))}
              </tr>
            </thead>
            <tbody>
              {sorted.map((row) => (
                <tr data-tone={props.rowTone?.(row)} key={props.rowKey(row)}>
                  {shown.map((column) => (
                    <BodyCell column={column} key={column.key} row={row} />
                  ))}
                </tr>
              ))}
            </tbody>
            {totals && (
              <tfoot>
                <tr>
                  {shown.map((column, index) => (
                    <td
                      className={cx(column.number && "number", column.className)}
                      data-label={column.header}
                      key={column.key}
                    >
                      {column.total ?? (index === 0 ? (props.totalLabel ?? t("total")) : undefined)}
                    </td>
                  ))}
                </tr>
              </tfoot>
            )}
          </table>
        </TableRegion>
      )}
      {props.pager}
    </div>
  );
}

function HeaderCell<Row>({
  column,
  sort,
  address,
  param: name,
}: {
  column: Column<Row>;
  sort: string;
  address: Address;
  param: string;
}) {
  const t = useTranslations("table");
  const direction = sort === column.key ? "ascending" : sort === `-${column.key}` ? "descending" : undefined;
  const look = cx(column.number && "number", column.className);
  if (!column.sort)
    return (
      <th className={look} scope="col">
        {column.header}
      </th>
    );
  const down = direction === "ascending" || (direction === undefined && column.number === true);
  return (
    <th aria-sort={direction} className={look} scope="col">
      <Link
        className="inline-flex items-center gap-1 text-soft no-underline hover:text-link"
        href={withParams(address, { [name]: (down ? "-" : "") + column.key, page: undefined })}
        scroll={false}
        title={t(down ? "sortDown" : "sortUp", { column: column.header })}
      >
        {column.header}
        <Icon
          className={cx("no-print", direction ? "text-link" : "opacity-40")}
          name={direction === "ascending" ? "up" : "down"}
          size={14}
        />
      </Link>
    </th>
  );
}

function BodyCell<Row>({ column, row }: { column: Column<Row>; row: Row }) {
  const look = cx(column.number && "number", column.className);
  if (column.head)
    return (
      <th className={look} scope="row">
        {column.cell(row)}
      </th>
    );
  return (
    <td className={look} data-label={column.header}>
      {column.cell(row)}
    </td>
  );
}

/** Rows in the order that a column of the table gives them, empty ones last. */
export function sortRows<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  sort: string,
  compare: (a: string, b: string) => number,
) {
  const by = columns.find((column) => column.key === sort.replace(/^-/, ""))?.sort;
  if (typeof by !== "function") return rows;
  const sign = sort.startsWith("-") ? -1 : 1;
  return [...rows].sort((left, right) => {
    const a = by(left) ?? null;
    const b = by(right) ?? null;
    if (a === null || b === null) return Number(a === null) - Number(b === null);
    return sign * (typeof a === "number" && typeof b === "number" ? a - b : compare(String(a), String(b)));
  });
}
