import { getLocale, getTranslations } from "next-intl/server";
import type { ActivityListTotals } from "@/db/queries/activity-list-totals";
import { hours, number } from "@/lib/format";

/** Sums of everything the filter chooses, with what of it is not approved said aloud. */
export async function SumsLine({ sums, asOf }: { sums: ActivityListTotals; asOf?: string }) {
  const [t, locale] = await Promise.all([getTranslations("activity"), getLocale()]);
  const figures = [
    { label: t("sumShifts"), value: number(sums.shifts, locale) },
    { label: t("sumHours"), value: hours(sums.minutes, locale) },
    { label: t("sumContacts"), value: number(sums.contacts, locale) },
  ];
  return (
    <section aria-label={t("sums")} className="card p-4 sm:px-6">
      <dl className="grid grid-cols-3 gap-4">
        {figures.map(({ label, value }) => (
          <div key={label}>
            <dt className="text-sm text-soft">{label}</dt>
            <dd className="text-xl font-semibold tracking-tight sm:text-2xl">{value}</dd>
          </div>
        ))}
      </dl>
      <p className="mt-2 text-sm text-soft">
        {t("sumStates", {
          approved: sums.approved,
          submitted: sums.submitted,
          returned: sums.returned,
          drafts: sums.drafts,
        })}
        {asOf && ` ${t("asOf", { day: asOf })}`}
      </p>
    </section>
  );
}
