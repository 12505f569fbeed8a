import { z } from "zod";
import { by } from "./order";

/**
 * Money is an integer number of haléře (1 Kč = 100 haléřů), never a float (decision 10). This is the only module that
 * divides money.
 */
export type Halere = number & z.$brand<"Halere">;

/**
 * The most a single amount may be, and the most that the amounts of one kind in a project may add up to: 100 thousand
 * million Kč. So what is computed from them keeps well inside the safe integers.
 */
export const maxHalere = 10_000_000_000_000;

export const halereInput = z.int().min(0).max(maxHalere).brand<"Halere">();
export const sourceKinds = ["eu", "state", "own"] as const;
export type SourceKind = (typeof sourceKinds)[number];

/** Brands a number as haléře; throws RangeError unless it is a safe integer. */
export function halere(value: number): Halere {
  if (!Number.isSafeInteger(value)) throw new RangeError(`not a whole number of haléře: ${value}`);
  return z.int().brand<"Halere">().parse(value);
}

/** Exact sum; throws RangeError when it leaves the safe integers. */
export const sum = (amounts: Iterable<number>): Halere => {
  let total = 0;
  for (const amount of amounts) total += amount;
  return halere(total);
};

/** Whether amounts add up to no more than one amount may be; whatever they are, nothing is thrown. */
export function isWithin(amounts: Iterable<number>): boolean {
  let total = 0;
  for (const amount of amounts) {
    total += amount;
    if (total > maxHalere) return false;
  }
  return true;
}

/**
 * Splits a total by weights so that the parts sum to it exactly: largest remainder, ties to the earlier weight.
 * Weights are non-negative integers (rates per 100 000) with a positive sum. The total may be negative (a reversal).
 */
export function splitByLargestRemainder(total: number, weights: readonly number[]): Halere[] {
  const whole = weights.reduce((a, b) => a + BigInt(b), 0n);
  if (whole <= 0n) throw new RangeError("weights must have a positive sum");
  if (total < 0) return splitByLargestRemainder(-total, weights).map((part) => halere(part === 0 ? 0 : -part));
  const exact = weights.map((weight) => BigInt(halere(total)) * BigInt(weight));
  const parts = exact.map((product) => product / whole);
  let rest = Number(BigInt(total) - parts.reduce((a, b) => a + b, 0n));
  const order = exact
    .map((product, index) => ({ index, remainder: product % whole }))
    .sort(
      by(
        ({ remainder }) => -remainder,
        ({ index }) => index,
      ),
    );
  for (const { index } of order) {
    if (rest === 0) break;
    parts[index] = (parts[index] ?? 0n) + 1n;
    rest -= 1;
  }
  return parts.map((part) => halere(Number(part)));
}

/**
 * What the next amount adds to each source when everything up to now was split as one running total: the share of the
 * new total minus what was already allocated. No drift however many steps (decision 10).
 */
export function allocateCumulatively(before: number, amount: number, rates: readonly number[]): Halere[] {
  const already = splitByLargestRemainder(before, rates);
  return splitByLargestRemainder(before + amount, rates).map((part, index) => halere(part - (already[index] ?? 0)));
}

/** Share of a part in a whole per 100 000, rounded to the nearest; null when there is no whole. */
export function per100000(part: number, whole: number): number | null {
  if (whole === 0) return null;
  const scaled = (BigInt(halere(part)) * 200_000n + BigInt(halere(whole))) / (2n * BigInt(whole));
  return Number(scaled);
}

/** amount × numerator / denominator in haléře, rounded half up; for prices × quantities, rates and extrapolations. */
export function scale(amount: number, numerator: number, denominator: number): Halere {
  if (!Number.isSafeInteger(numerator) || !Number.isSafeInteger(denominator) || denominator <= 0)
    throw new RangeError("scale needs whole numbers");
  const doubled = BigInt(halere(amount)) * BigInt(numerator) * 2n + BigInt(denominator);
  const divisor = 2n * BigInt(denominator);
  const quotient = doubled / divisor;
  return halere(Number(doubled < 0n && doubled % divisor !== 0n ? quotient - 1n : quotient));
}

/** Haléře as a decimal text of Kč: 1367629200 → "13676292.00". */
export function toDecimal(amount: number): string {
  const digits = Math.abs(halere(amount)).toString().padStart(3, "0");
  return `${amount < 0 ? "-" : ""}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** A decimal text of Kč ("13676292.00", "5", "0.5") as haléře; null when it is not one or has more than two decimals. */
export function fromDecimal(text: string): Halere | null {
  const match = /^(-?)(\d{1,14})(?:\.(\d{1,2}))?$/.exec(text);
  if (!match) return null;
  const value = Number(`${match[2]}${(match[3] ?? "").padEnd(2, "0")}`);
  return Number.isSafeInteger(value) ? halere(match[1] ? -value : value) : null;
}
