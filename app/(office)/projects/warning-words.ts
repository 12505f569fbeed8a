import type { Locale } from "@/lib/domain/preference";
import type { Warning } from "@/lib/domain/warning";
import * as format from "@/lib/format";

/** The values of a warning as its sentence shows them: …Halere money, …On days, sources by name, counts as they are. */
export function warningWords(
  { values }: Warning,
  locale: Locale,
  sourceName: (kind: "eu" | "state" | "own") => string,
) {
  const shown = ([key, value]: [string, string | number]): [string, string | number] => {
    // Counts and days stay numbers, so that plurals can choose their form.
    if (typeof value === "number") {
      if (key.endsWith("Halere")) return [key, format.money(value, locale)];
      const counted = key === "days" || key === "count" || key === "number";
      return [key, counted ? value : format.number(value, locale, 3)];
    }
    if (key.endsWith("On")) return [key, format.day(value, locale)];
    return [key, value === "eu" || value === "state" || value === "own" ? sourceName(value) : value];
  };
  return Object.fromEntries(Object.entries(values).map(shown));
}
