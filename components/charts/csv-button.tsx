"use client";
import { useLocale } from "next-intl";
import { buttonClass } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { saveText } from "@/components/ui/save-text";

/** Saves the twin table of the figure around it: a semicolon in Czech, as Excel there expects, with a byte order mark. */
export function CsvButton({ name, label }: { name: string; label: string }) {
  const separator = useLocale() === "cs" ? ";" : ",";
  const save = (button: HTMLElement) => {
    const rows = [...(button.closest("figure")?.querySelectorAll("tr") ?? [])];
    const text = rows
      .map((row) => [...row.cells].map((cell) => quoteCell(cell, separator)).join(separator))
      .join("\r\n");
    saveText(`\ufeff${text}\r\n`, `${name}.csv`, "text/csv");
  };
  return (
    <button
      className={buttonClass("secondary", "sm", "no-print mt-2")}
      onClick={(event) => save(event.currentTarget)}
      type="button"
    >
      <Icon name="download" size={16} />
      {label}
    </button>
  );
}

/** A text that a spreadsheet would run as a formula is defused by an apostrophe. */
function quoteCell(cell: HTMLTableCellElement, separator: string) {
  const raw = cell.dataset.value ?? cell.textContent ?? "";
  const text = /^[=+@\t]|^-(?![\d.,]+$)/.test(raw) ? `'${raw}` : raw;
  return text.includes(separator) || /["\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
