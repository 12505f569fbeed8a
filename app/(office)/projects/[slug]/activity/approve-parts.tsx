"use client";
import { useLocale, useTranslations } from "next-intl";
import { Alert } from "@/components/ui/alert";
import { CommandForm } from "@/components/ui/command-form";
import { Select, TextArea } from "@/components/ui/text-field";
import type { ActivityRow } from "@/db/queries/activity-list";
import { outliers } from "@/lib/domain/outlier";
import { day, number } from "@/lib/format";

type Row = Pick<ActivityRow, "id" | "version" | "happenedOn" | "people" | "counts">;

/** Counts that are far from what a shift of the project usually has. */
export function StandsOut({ rows, usual }: { rows: readonly Row[]; usual: Readonly<Record<string, number>> }) {
  const t = useTranslations("approve");
  const locale = useLocale();
  const found = rows.flatMap((row) => outliers(row.counts, usual).map((outlier) => ({ row, ...outlier })));
  if (found.length === 0) return null;
  return (
    <Alert title={t("outliers", { count: found.length })} tone="warn">
      <ul className="list-disc pl-5 text-sm">
        {found.map(({ row, count, usual: often }) => (
          <li key={`${row.id}${count.code}`}>
            {t("outlier", {
              day: day(row.happenedOn, locale),
              people: row.people.join(", "),
              kind: count.name,
              count: number(count.count, locale),
              usual: number(often, locale),
            })}
          </li>
        ))}
      </ul>
    </Alert>
  );
}

/** Returns the ticked shifts for one reason. */
export function ReturnQuestion({
  rows,
  reasons,
  close,
  onDone,
}: {
  rows: readonly Row[];
  reasons: readonly { code: string; name: string }[];
  close: () => void;
  onDone: () => void;
}) {
  const t = useTranslations("approve");
  if (rows.length === 0) return null;
  return (
    <CommandForm
      doneLabel={t("returned", { count: rows.length })}
      name="activity.return-several"
      onDone={() => {
        close();
        onDone();
      }}
      submit={{ icon: "returned" }}
      submitLabel={t("returnConfirm", { count: rows.length })}
    >
      {rows.map(({ id, version }) => (
        <input
          data-kind="json"
          key={id}
          name="activities[]"
          type="hidden"
          value={JSON.stringify({ activityId: id, version })}
        />
      ))}
      <Select
        label={t("reason")}
        name="reason"
        options={reasons.map(({ code, name }) => ({ value: code, label: name }))}
        placeholder={t("chooseReason")}
      />
      <TextArea hint={t("returnHint")} label={t("returnNote")} maxLength={2000} name="note" rows={3} />
    </CommandForm>
  );
}
