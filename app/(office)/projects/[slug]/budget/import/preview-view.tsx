"use client";
import { useLocale, useTranslations } from "next-intl";
import { Alert } from "@/components/ui/alert";
import { StatePill } from "@/components/ui/badge";
import * as format from "@/lib/format";
import type { AskReason } from "@/lib/import/asked";
import type { ExpensePreview } from "@/server/views/expense-import";
import { AskedRows } from "./asked-rows";
import { BesideRow } from "./beside-row";

type PreviewProps = {
  preview: ExpensePreview;
  fileName: string;
  rowsPath: string;
  skip: boolean;
  onSkip: (skip: boolean) => void;
  onTake: (reason: AskReason, taken: boolean) => void;
};

/** What a file would do: rows to add, rows that are there, and every bad row by its number, column and reason. */
export function PreviewView({ preview, fileName, rowsPath, skip, onSkip, onTake }: PreviewProps) {
  const t = useTranslations("expenses.import");
  const locale = useLocale();
  const { ok, there, bad, imported, ignored } = preview;
  const waiting = preview.asked.reduce((sum, group) => sum + (group.taken ? 0 : group.count), 0);
  const money = (halere: number) => format.money(halere, locale);
  if (imported)
    return (
      <Alert
        action={<a href={`${rowsPath}?source=${imported.id}`}>{t("showRows")}</a>}
        live
        title={t("again", { file: fileName, at: format.instant(imported.at, locale) })}
        tone="info"
      >
        {t("againText", { count: imported.rowCount })}
      </Alert>
    );
  return (
    <div className="flex flex-col gap-4">
      <p className="flex flex-wrap items-center gap-2" role="status">
        <strong className="wrap-anywhere">{fileName}</strong>
        <StatePill tone={ok.count > 0 ? "good" : "none"}>
          {t("ok", { count: ok.count, sum: money(ok.sumHalere) })}
        </StatePill>
        {there.count > 0 && <StatePill tone="warn">{t("there", { count: there.count })}</StatePill>}
        {waiting > 0 && <StatePill tone="warn">{t("askedCount", { count: waiting })}</StatePill>}
        {bad.count > 0 && <StatePill tone="bad">{t("bad", { count: bad.count })}</StatePill>}
      </p>
      <p className="text-sm text-soft">
        {preview.encoding
          ? t("readAs", {
              encoding: preview.encoding.toUpperCase(),
              separator: preview.separator === "\t" ? "TAB" : (preview.separator ?? ""),
            })
          : t("readSheet")}
        {ignored.length > 0 && ` ${t("ignored", { columns: ignored.join(", ") })}`}
      </p>
      {preview.notes.length > 0 && (
        <Alert title={t("notes")} tone="warn">
          <ul className="list-disc pl-5">
            {preview.notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        </Alert>
      )}
      {preview.overdrawn.length > 0 && (
        <Alert title={t("overdrawn", { count: preview.overdrawn.length })} tone="warn">
          <ul className="list-disc pl-5">
            {preview.overdrawn.map(({ code, name, overHalere }) => (
              <li key={code}>{t("overdrawnLine", { code, name, over: money(overHalere) })}</li>
            ))}
          </ul>
        </Alert>
      )}
      {preview.leftOut.length > 0 && (
        <p className="text-sm">
          {preview.leftOut.map(({ row, reason, text }) => t(`leftOut.${reason}`, { row, text })).join(" ")}
        </p>
      )}
      {preview.asked.map((group) => (
        <AskedRows group={group} key={group.reason} onTake={onTake} />
      ))}
      {bad.count > 0 && (
        <section aria-label={t("badTitle")}>
          <h3>{t("badTitle")}</h3>
          <p className="text-sm">{t("badText")}</p>
          <div className="table-region mt-2 rounded-md border border-line">
            <table className="data-table">
              <caption className="sr-only">{t("badTitle")}</caption>
              <thead>
                <tr>
                  <th className="number" scope="col">
                    {t("row")}
                  </th>
                  <th scope="col">{t("column")}</th>
                  <th scope="col">{t("text")}</th>
                  <th scope="col">{t("reason")}</th>
                </tr>
              </thead>
              <tbody>
                {bad.problems.map((problem, index) => (
                  <tr key={index}>
                    <th className="number" scope="row">
                      {problem.row}
                    </th>
                    <td data-label={t("column")}>{problem.column ?? t("wholeRow")}</td>
                    <td className="min-w-28 wrap-anywhere" data-label={t("text")}>
                      {problem.text}
                    </td>
                    <td data-label={t("reason")}>{problem.reason}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </section>
      )}
      {there.count > 0 && (
        <section aria-label={t("thereTitle")}>
          <h3>{t("thereTitle")}</h3>
          <Rows rows={there.first} />
          {there.count > there.first.length && (
            <p className="text-sm text-soft">{t("more", { count: there.count - there.first.length })}</p>
          )}
          {bad.count === 0 && ok.count > 0 && (
            <label className="mt-2 flex min-h-11 cursor-pointer items-center gap-3">
              <input
                checked={skip}
                className="size-5 shrink-0 accent-action"
                onChange={(event) => onSkip(event.currentTarget.checked)}
                type="checkbox"
              />
              {t("skip", { count: there.count })}
            </label>
          )}
          {ok.count === 0 && bad.count === 0 && <p>{t("nothingNew")}</p>}
        </section>
      )}
      {ok.count > 0 && (
        <section aria-label={t("okTitle")}>
          <h3>{t("okTitle")}</h3>
          <Rows rows={ok.first} />
          {ok.count > ok.first.length && (
            <p className="text-sm text-soft">{t("more", { count: ok.count - ok.first.length })}</p>
          )}
        </section>
      )}
    </div>
  );
}

function Rows({ rows }: { rows: ExpensePreview["ok"]["first"] }) {
  const t = useTranslations("expenses");
  const locale = useLocale();
  return (
    <div className="table-region mt-2 rounded-md border border-line">
      <table className="data-table">
        <thead>
          <tr>
            <th className="number" scope="col">
              {t("import.row")}
            </th>
            <th scope="col">{t("columns.number")}</th>
            <th scope="col">{t("columns.line")}</th>
            <th scope="col">{t("columns.description")}</th>
            <th scope="col">{t("columns.paid")}</th>
            <th className="number" scope="col">
              {t("columns.amount")}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.row}>
              <td className="number" data-label={t("import.row")}>
                {row.row}
              </td>
              <th scope="row">{row.documentNumber}</th>
              <td data-label={t("columns.line")}>{row.line}</td>
              <td data-label={t("columns.description")}>
                {row.description}
                <BesideRow beside={row.beside} />
              </td>
              <td data-label={t("columns.paid")}>{row.paidOn ? format.day(row.paidOn, locale) : t("unpaid")}</td>
              <td className="number" data-label={t("columns.amount")}>
                {format.money(row.amountHalere, locale)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
