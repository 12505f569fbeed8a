"use client";
import { useLocale, useTranslations } from "next-intl";
import { buttonClass } from "@/components/ui/button-class";
import { Icon } from "@/components/ui/icon";
import { saveText } from "@/components/ui/save-text";

/** A cell of the twin table: how it reads, and the bare value that goes to the CSV. */
export type TwinCell = { text: string; value?: string | number };
export type Twin = { headers: readonly string[]; rows: readonly { key: string; cells: readonly TwinCell[] }[] };

/**
 * The rows of a picture as a real table, and as a file. A client component for the sake of its size: the page carries the
 * rows once, not every cell. On a phone a cell is labelled by its column (globals.css), which is said once a table too.
 */
export function TwinTable({ title, twin, csvName }: { title: string; twin: Twin; csvName: string }) {
  const t = useTranslations("charts");
  const separator = useLocale() === "cs" ? ";" : ",";
  const save = () => {
    const lines = [
      twin.headers,
      ...twin.rows.map(({ cells }) => cells.map(({ text, value }) => String(value ?? text))),
    ];
    const text = lines.map((line) => line.map((cell) => quoteCell(cell, separator)).join(separator)).join("\r\n");
    saveText(`\ufeff${text}\r\n`, `${csvName}.csv`, "text/csv");
  };
  const labels = Object.fromEntries(
    twin.headers.map((header, index) => [`--column-${index + 1}`, `"${plain(header)}"`]),
  );
  return (
    <>
      <section aria-label={title} className="table-region mt-1 border-y border-line" tabIndex={0}>
        <table className="data-table twin" style={labels}>
          <caption className="sr-only">{title}</caption>
          <thead>
            <tr>
              {twin.headers.map((header) => (
                <th key={header} scope="col">
                  {header}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {twin.rows.map(({ key, cells: [head, ...cells] }) => (
              <tr key={key}>
                <th scope="row">{head?.text}</th>
                {cells.map((cell, index) => (
                  <td key={twin.headers[index + 1]}>{cell.text}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <button className={buttonClass("secondary", "sm", "no-print mt-2")} onClick={save} type="button">
        <Icon name="download" size={16} />
        {t("csv")}
      </button>
    </>
  );
}

/** A text as it may stand in quotes of CSS. */
const plain = (text: string) => text.replace(/["\\\n]/g, " ");

/** A text that a spreadsheet would run as a formula is defused by an apostrophe. */
function quoteCell(raw: string, separator: string) {
  const text = /^[=+@\t]|^-(?![\d.,]+$)/.test(raw) ? `'${raw}` : raw;
  return text.includes(separator) || /["\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
