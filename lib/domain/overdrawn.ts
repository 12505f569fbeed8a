/** A line of the budget and what would be missing on it, in haléře. */
export type Overdrawn = { code: string; name: string; overHalere: number };

/**
 * The lines that more is about to be taken from than they have free. It is told before saving and refuses nothing: a change
 * of the budget may be on its way.
 */
export function overdraws<L extends { code: string; name: string; freeHalere: number }>(
  lines: readonly L[],
  taken: (line: L) => number,
): Overdrawn[] {
  return lines.flatMap((line) => {
    const amount = taken(line);
    const overHalere = amount - line.freeHalere;
    return amount > 0 && overHalere > 0 ? [{ code: line.code, name: line.name, overHalere }] : [];
  });
}
