import { useLocale, useTranslations } from "next-intl";
import { type Address, withParams } from "@/components/ui/address";
import { buttonClass } from "@/components/ui/button-class";
import { Icon } from "@/components/ui/icon";
import { Link } from "@/components/ui/link";
import { Menu } from "@/components/ui/menu";
import { number } from "@/lib/format";

/** One filter in force: which parameter it is and how it reads. */
export type FilterChip = { param: string; label: string };

export type Export = { label: "XLSX" | "CSV" | (string & {}); href: string };

export function FilterChips({ chips, address }: { chips: readonly FilterChip[]; address: Address }) {
  const t = useTranslations("table");
  if (chips.length === 0) return null;
  const without = (names: readonly string[]) =>
    withParams(address, { ...Object.fromEntries(names.map((name) => [name, undefined])), page: undefined });
  return (
    <ul aria-label={t("filters")} className="flex flex-wrap items-center gap-2">
      {chips.map((chip) => (
        <li key={`${chip.param}${chip.label}`}>
          <Link
            aria-label={t("removeFilter", { filter: chip.label })}
            className="inline-flex min-h-8 items-center gap-1.5 rounded-md bg-wash thumb:min-h-11 px-2.5 text-sm text-link no-underline hover:underline"
            href={without([chip.param])}
            scroll={false}
          >
            {chip.label}
            <Icon className="no-print" name="cross" size={14} />
          </Link>
        </li>
      ))}
      {chips.length > 1 && (
        <li className="no-print">
          <Link
            className="inline-flex items-center text-sm thumb:min-h-11"
            href={without(chips.map((chip) => chip.param))}
            scroll={false}
          >
            {t("clearFilters")}
          </Link>
        </li>
      )}
    </ul>
  );
}

/** How many rows stand here; of a part of a longer list also the way to all of them, which prints in one piece. */
export function RowCount({ shown, total, all }: { shown: number; total: number; all?: string }) {
  const t = useTranslations("table");
  const locale = useLocale();
  return (
    <p className="flex flex-wrap items-center gap-x-3 text-sm text-soft">
      {shown === total ? t("rows", { count: total }) : t("rowsOf", { count: shown, total: number(total, locale) })}
      {all && shown < total && (
        <Link className="no-print inline-flex min-h-8 items-center thumb:min-h-11" href={all} scroll={false}>
          {t("showAll")}
        </Link>
      )}
    </p>
  );
}

export function ExportLinks({ exports }: { exports: readonly Export[] }) {
  const t = useTranslations("table");
  return exports.map((item) => (
    <a
      aria-label={`${t("export")} ${item.label}`}
      className={buttonClass("secondary", "sm", "no-print")}
      download
      href={item.href}
      key={item.label}
    >
      <Icon name="download" size={16} />
      {item.label}
    </a>
  ));
}

/** A link a column, so that it works without scripts: the chosen columns go to the address. */
export function ColumnChooser({
  columns,
  shown,
  address,
  param,
}: {
  columns: readonly { key: string; header: string }[];
  shown: readonly string[];
  address: Address;
  param: string;
}) {
  const t = useTranslations("table");
  const visible = columns.filter((column) => shown.includes(column.key)).map((column) => column.key);
  const toggle = (key: string) =>
    columns
      .map((column) => column.key)
      .filter((item) => (item === key ? !visible.includes(item) : visible.includes(item)))
      .join(",");
  return (
    <Menu
      buttonClassName={buttonClass("secondary", "sm", "min-h-8! thumb:min-h-11!")}
      label={
        <>
          <Icon name="columns" size={16} />
          {t("columns")}
        </>
      }
    >
      {columns.map((column) => {
        const on = visible.includes(column.key);
        return (
          <Link
            aria-current={on || undefined}
            className="flex min-h-9 items-center gap-2 rounded-sm px-2 thumb:min-h-11 text-ink no-underline hover:bg-wash"
            href={withParams(address, { [param]: toggle(column.key) || "-" })}
            key={column.key}
            scroll={false}
          >
            <span className={on ? "text-link" : "text-transparent"}>
              <Icon name="check" size={16} />
            </span>
            {column.header}
          </Link>
        );
      })}
      <Link
        className="flex min-h-9 items-center px-2 text-sm thumb:min-h-11"
        href={withParams(address, { [param]: undefined })}
        scroll={false}
      >
        {t("allColumns")}
      </Link>
    </Menu>
  );
}
