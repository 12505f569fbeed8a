"use client";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { CommandForm, SubmitButton } from "@/components/ui/command-form";
import { cx } from "@/components/ui/cx";
import { MoneyField } from "@/components/ui/typed-field";
import { halere, isWithin, sum } from "@/lib/domain/money";
import * as format from "@/lib/format";

type PlanProps = {
  projectId: string;
  version: string;
  totalHalere: number;
  months: readonly { month: string; plannedHalere: number | null }[];
};

/** The plan as a grid of months, a year a block; the sum against the project's total follows what is typed. */
export function PlanForm({ projectId, version, totalHalere, months }: PlanProps) {
  const t = useTranslations("budget.plan");
  const locale = useLocale();
  const [planned, setPlanned] = useState(() => months.map(({ plannedHalere }) => plannedHalere ?? 0));
  const years = [...new Set(months.map(({ month }) => month.slice(0, 4)))];
  // While one types, the months may add up to more than anything can be; the server refuses it then.
  const added = (amounts: readonly number[]) => (isWithin(amounts) ? sum(amounts) : null);
  const money = (amount: number | null) => (amount === null ? "–" : format.money(amount, locale));
  const whole = added(planned);
  const difference = whole === null ? null : halere(whole - totalHalere);
  const ofYear = (year: string) => added(planned.filter((_, index) => months[index]?.month.startsWith(year)));
  return (
    <CommandForm fixed={{ projectId, version }} name="plan.change">
      {years.map((year) => (
        <fieldset key={year}>
          <legend className="mb-2 flex w-full justify-between gap-4 font-semibold">
            <span>{year}</span>
            <span className="number">{money(ofYear(year))}</span>
          </legend>
          <div className="grid grid-cols-[repeat(auto-fill,minmax(11rem,1fr))] gap-x-4 gap-y-3">
            {months.map(
              ({ month, plannedHalere }, index) =>
                month.startsWith(year) && (
                  <div key={month}>
                    <input name={`months.${index}.month`} readOnly type="hidden" value={month} />
                    <MoneyField
                      defaultValue={plannedHalere ?? 0}
                      label={format.month(month, locale)}
                      name={`months.${index}.plannedHalere`}
                      onValue={(value) => setPlanned(planned.map((was, at) => (at === index ? (value ?? 0) : was)))}
                    />
                  </div>
                ),
            )}
          </div>
        </fieldset>
      ))}
      <dl className="grid gap-2 border-line border-t pt-4 sm:grid-cols-3">
        {[
          [t("sum"), money(whole), ""],
          [t("total"), money(totalHalere), ""],
          [
            t("difference"),
            difference === null ? "–" : format.signedMoney(difference, locale),
            difference === 0 ? "text-good" : "text-warn",
          ],
        ].map(([label, value, tone]) => (
          <div className="flex justify-between gap-4 sm:block" key={label}>
            <dt className="text-sm text-soft">{label}</dt>
            <dd className={cx("number text-left! font-semibold", tone)}>{value}</dd>
          </div>
        ))}
      </dl>
      <div className="flex flex-wrap gap-3">
        <SubmitButton>{t("save")}</SubmitButton>
      </div>
    </CommandForm>
  );
}
