import { getLocale, getTranslations } from "next-intl/server";
import type { Address } from "@/components/ui/address";
import { Alert } from "@/components/ui/alert";
import { Card } from "@/components/ui/card";
import { Table } from "@/components/ui/table";
import type { MonthSheet } from "@/lib/domain/month-sheet";
import { mostRows, timesheetOf } from "@/lib/domain/timesheet";
import { day, number } from "@/lib/format";

/** What the log gives for the work report of the project: groups of activities with hours, holidays, what is left of the fund. */
export async function ReportCard({ sheet, address }: { sheet: MonthSheet; address: Address }) {
  const [t, locale] = await Promise.all([getTranslations("sheets"), getLocale()]);
  const report = timesheetOf(sheet);
  const hours = (value: number) => number(value / 100, locale);
  return (
    <Card flush note={t("reportNote")} title={t("report")}>
      {report.tooMany && (
        <div className="px-4 pb-3 sm:px-6">
          <Alert tone="warn">{t("reportTooMany", { rows: report.rows.length, most: mostRows })}</Alert>
        </div>
      )}
      {report.rest < 0 && (
        <div className="px-4 pb-3 sm:px-6">
          <Alert tone="warn">{t("reportOver", { hours: hours(-report.rest) })}</Alert>
        </div>
      )}
      <Table
        address={address}
        bareCaption
        caption={t("report")}
        columns={[
          { key: "label", header: t("reportRow"), head: true, cell: ({ label }) => label },
          {
            key: "hours",
            header: t("hours"),
            number: true,
            cell: (row) => hours(row.hours),
            total: hours(report.worked),
          },
        ]}
        name="report"
        plain
        rowKey={({ label }) => label}
        rows={report.rows}
        totalLabel={t("reportWorked")}
      />
      <dl className="grid grid-cols-2 gap-4 p-4 sm:grid-cols-4 sm:px-6">
        {[
          { label: t("reportFund"), value: `${hours(report.fund)}\u00a0h` },
          { label: t("reportHoliday"), value: `${hours(report.holiday)}\u00a0h` },
          { label: t("reportRest"), value: `${hours(Math.max(report.rest, 0))}\u00a0h` },
          { label: t("reportSign"), value: report.signFrom ? day(report.signFrom, locale) : t("reportNoSign") },
        ].map(({ label, value }) => (
          <div key={label}>
            <dt className="text-sm text-soft">{label}</dt>
            <dd className="font-semibold">{value}</dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}
