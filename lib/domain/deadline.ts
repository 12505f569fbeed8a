import { daysBetween } from "./day";
import { by, type Order } from "./order";

export type Deadline = {
  kind: "report" | "claim";
  /** Number of the monitoring period. */
  number: number;
  dueOn: string;
  /** Negative when it is over. */
  daysLeft: number;
};

type Period = {
  number: number;
  endsOn: string;
  reportDueOn: string;
  claimDueOn: string;
  reportSubmittedOn: string | null;
};
type Claim = { periodNumber: number | null; submittedOn: string | null };

export const nearestFirst: Order<Pick<Deadline, "daysLeft" | "kind">> = by(
  ({ daysLeft }) => daysLeft,
  ({ kind }) => kind,
);

/**
 * Reports and claims that were not handed in by a day: those of periods that have ended and of the running one, the
 * nearest first.
 */
export function deadlines(periods: readonly Period[], claims: readonly Claim[], asOf: string): Deadline[] {
  const running =
    [...periods].sort((a, b) => a.number - b.number).find(({ endsOn }) => endsOn >= asOf)?.number ?? Infinity;
  return periods
    .filter(({ number }) => number <= running)
    .flatMap((period) => {
      const { number, reportSubmittedOn } = period;
      const reported = reportSubmittedOn !== null && reportSubmittedOn <= asOf;
      const claimed = claims.some(
        ({ periodNumber, submittedOn }) => periodNumber === number && submittedOn !== null && submittedOn <= asOf,
      );
      const open = (kind: Deadline["kind"], dueOn: string, done: boolean): Deadline[] =>
        done ? [] : [{ kind, number, dueOn, daysLeft: daysBetween(asOf, dueOn) }];
      return [...open("report", period.reportDueOn, reported), ...open("claim", period.claimDueOn, claimed)];
    })
    .sort(nearestFirst);
}
