import { claimItems, claims } from "@/db/schema/expenses";
import { earlier, plusDays } from "@/lib/domain/day";
import { scale, sum } from "@/lib/domain/money";
import { demoDay, type Site } from "./city";
import type { BuiltProject } from "./project";
import { batch } from "./put";
import { stream } from "./random";
import type { BuiltExpense } from "./spending";

/** Claim 1 is the advance; claim n covers period n − 1 with every expense paid in it; the flat part follows them. */
export function buildClaims({ city, own }: Site, built: BuiltProject, expenses: BuiltExpense[]) {
  const ids = stream(`${city.slug}:claims`);
  const publicShare = sum(city.sources.filter(({ kind }) => kind !== "own").map(({ amountHalere }) => amountHalere));
  const start = city.project.startsOn;
  const claimRows: (typeof claims.$inferInsert)[] = [
    {
      id: ids.uuid(),
      ...own,
      number: 1,
      periodId: null,
      submittedOn: plusDays(start, 14),
      approvedOn: plusDays(start, 36),
      advanceHalere: scale(publicShare, 30, 100),
    },
  ];
  const itemRows: (typeof claimItems.$inferInsert)[] = [];
  for (const period of built.periods) {
    if (period.endsOn > demoDay) continue;
    const late = city.trouble.lateClaims[period.number];
    const on = plusDays(period.claimDueOn, late === undefined ? -ids.int(1, 5) : late === "missing" ? 0 : late);
    const submittedOn = late === "missing" || on > demoDay ? null : on;
    const decidedOn = submittedOn ? plusDays(submittedOn, ids.int(52, 74)) : null;
    const approvedOn = decidedOn && decidedOn <= demoDay ? decidedOn : null;
    const claimId = ids.uuid();
    const inPeriod = expenses.filter(
      ({ paidOn }) => paidOn && paidOn >= period.startsOn && paidOn <= earlier(period.endsOn, demoDay),
    );
    // The authority cuts one document of every period a little, or wages where no others are claimed.
    const documents = inPeriod.filter(({ kind }) => kind === "document");
    const cut = (documents.length > 0 ? documents : inPeriod).at(ids.int(0, 3));
    const percent = cut?.kind === "document" ? 10 : 1;
    let approved = 0;
    const rate = city.regime.flatRatePer100000;
    for (const { id, amountHalere } of submittedOn ? inPeriod : []) {
      const approvedHalere = approvedOn
        ? amountHalere - (id === cut?.id ? scale(amountHalere, percent, 100) : 0)
        : null;
      approved += approvedHalere ?? 0;
      itemRows.push({ id: ids.uuid(), ...own, claimId, expenseId: id, claimedHalere: amountHalere, approvedHalere });
    }
    claimRows.push({
      id: claimId,
      ...own,
      number: period.number + 1,
      periodId: period.id,
      submittedOn,
      approvedOn,
      advanceHalere: scale(scale(approved, 100_000 + rate, 100_000), 90, 100),
    });
  }
  return [batch(claims, claimRows), batch(claimItems, itemRows)];
}
