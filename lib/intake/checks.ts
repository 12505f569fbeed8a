import { decimal, readableAmount } from "@/lib/intake/amount-tokens";
import type { AmountReading } from "@/lib/intake/amounts";
import { fieldNames, warningMessages } from "@/lib/intake/labels";
import type { BySource, IntakeWarning, WarningCode } from "@/lib/intake/result";

export const kinds = ["eu", "state", "own"] as const;
export type Money = { total: bigint | null; sources: BySource<bigint> };

/** A warning with its Czech sentence. */
export function warning(code: WarningCode, values: Readonly<Record<string, string | number>> = {}): IntakeWarning {
  const message = Object.entries(values).reduce(
    (text: string, [name, value]) => text.replaceAll(`{${name}}`, String(value)),
    warningMessages[code],
  );
  return { code, message };
}

/**
 * Rates per 100 000 where they follow from the amounts: the amount is within one haléř of the rate (three decimals of a
 * percent) of the total, each source for itself; a misprinted total fits none of them.
 */
export function ratesOf({ total, sources }: Money): { rates: BySource<number>; warnings: IntakeWarning[] } {
  const rates: BySource<number> = { eu: null, state: null, own: null };
  const warnings: IntakeWarning[] = [];
  if (total === null || total <= 0n) return { rates, warnings };
  for (const kind of kinds) {
    const amount = sources[kind];
    if (amount === null || amount > total) continue;
    const rate = (amount * 200_000n + total) / (2n * total);
    const computed = (total * rate * 2n + 100_000n) / 200_000n;
    const off = amount > computed ? amount - computed : computed - amount;
    if (off > 1n) continue;
    rates[kind] = Number(rate);
    if (off === 1n) {
      const percent = `${rate / 1000n},${String(rate % 1000n).padStart(3, "0")}`.replace(/,?0+$/, "");
      warnings.push(
        warning("share-off-by-haler", {
          field: fieldNames[kind],
          printed: readableAmount(amount),
          rate: percent,
          computed: readableAmount(computed),
        }),
      );
    }
  }
  return { rates, warnings };
}

/** What the amounts lack and where they disagree; nothing is corrected. */
export function amountWarnings(money: Money, readings: readonly AmountReading[]): IntakeWarning[] {
  const { total, sources } = money;
  const warnings: IntakeWarning[] = [];
  for (const field of ["total", ...kinds] as const) {
    const own = readings.filter((reading) => reading.field === field);
    const inexact = own.find((reading) => reading.token.halere === null);
    const value = field === "total" ? total : sources[field];
    const exact = [...new Set(own.map((reading) => reading.token.halere).filter((halere) => halere !== null))];
    if (value === null) {
      if (inexact)
        warnings.push(warning("amount-not-exact", { field: fieldNames[field], printed: inexact.token.printed }));
      if (field === "total") warnings.push(warning("missing-total"));
      else if (field === "own") warnings.push(warning("missing-own-share"));
      else warnings.push(warning("missing-amount", { field: fieldNames[field] }));
    } else if (exact.length > 1) {
      warnings.push(
        warning("amount-conflict", { field: fieldNames[field], values: exact.map(readableAmount).join("; ") }),
      );
    }
  }
  if (sources.eu === null || sources.state === null) {
    const grants = readings.flatMap(({ field, token }) =>
      field === "grant" && token.halere !== null ? [token.halere] : [],
    );
    const grant = grants.reduce((most, one) => (one > most ? one : most), 0n);
    if (grant) warnings.push(warning("amount-unassigned", { amount: readableAmount(grant) }));
  }
  if (total !== null && sumOf(sources, total) === "wrong") {
    const sum = kinds.reduce((all, kind) => all + (sources[kind] ?? 0n), 0n);
    const difference = sum > total ? sum - total : total - sum;
    const values = { sum: readableAmount(sum), total: readableAmount(total), difference: readableAmount(difference) };
    warnings.push(warning("sources-do-not-sum", values));
  }
  return warnings;
}

export function strings({ total, sources }: Money): { total: string | null; sources: BySource<string> } {
  const text = (halere: bigint | null) => (halere === null ? null : decimal(halere));
  return { total: text(total), sources: { eu: text(sources.eu), state: text(sources.state), own: text(sources.own) } };
}

/** Whether the sources contradict the total: all known and another sum, or some known and already more. */
function sumOf(sources: BySource<bigint>, total: bigint): "fits" | "open" | "wrong" {
  const known = kinds.map((kind) => sources[kind]).filter((amount) => amount !== null);
  const sum = known.reduce((all, amount) => all + amount, 0n);
  if (known.length === kinds.length) return sum === total ? "fits" : "wrong";
  return sum > total ? "wrong" : "open";
}
