/** A count of a shift is looked at twice from so many on, when it is so many times what a shift of the project usually has. */
export const outlierLeast = 10;
export const outlierTimes = 5;

export type Outlier<C> = { count: C; usual: number };

/**
 * The counts of a shift that stand out: at least outlierLeast, and more than outlierTimes times the usual count of the kind
 * in one shift (an average; a kind without one has 0). Nothing follows from it but a closer look.
 */
export const outliers = <C extends { code: string; count: number }>(
  counts: readonly C[],
  usual: Readonly<Record<string, number>>,
): Outlier<C>[] =>
  counts.flatMap((count) => {
    const often = usual[count.code] ?? 0;
    return count.count >= outlierLeast && count.count > often * outlierTimes ? [{ count, usual: often }] : [];
  });
