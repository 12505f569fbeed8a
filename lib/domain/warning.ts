import { daysBetween } from "./day";
import { type SourceShare, sourceDifferences } from "./drawdown";
import type { IndicatorRule, Standing } from "./indicator";
import { type ContractFault, contractFaults } from "./mentor";
import { type SourceKind, sum } from "./money";
import { endingWithin, type Post, vacantFor } from "./occupancy";

/** bad: a border is crossed; warn: will be, unless somebody acts; info: good to know, nothing to mend. */
export type Severity = "bad" | "warn" | "info";
export type WarningKey =
  | "reportOverdue"
  | "reportDue"
  | "claimOverdue"
  | "claimDue"
  | "sourcesSum"
  | "shareDiffers"
  | "shareRounded"
  | "registrationMisprint"
  | "drawdownBehind"
  | "drawdownAhead"
  | "lineOverdrawn"
  | "vacancy"
  | "contractEnds"
  | "townOtherRegion"
  | "townNoConsent"
  | "townEnds"
  | "noActivity"
  | "noActivityYet"
  | "returnedActivities"
  | "doubleShifts"
  | "documentsWithoutFile"
  | "indicatorBehind"
  | "goalBehind"
  | "eventsMissed";

/** What is wrong, since when or by how much, and the part of the project where it is mended. */
export type Warning = {
  key: WarningKey;
  /** Distinguishes two warnings of one kind. */
  id: string;
  severity: Severity;
  /** Names ending in Halere are money, in On days, the rest counts or words. */
  values: Record<string, string | number>;
  /** Below the project's address. */
  href: string;
};

export type WarningInput = {
  asOf: string;
  startsOn: string;
  running: boolean;
  /** Its last day is over: nobody can be in a post any more, and what it reached is a result. */
  ended: boolean;
  totalHalere: number;
  /** Whether the registration number has a known form; null when there is none. */
  registrationKnown: boolean | null;
  registrationNumber: string | null;
  sources: readonly (SourceShare & { kind: SourceKind })[];
  paidHalere: number;
  plannedHalere: number | null;
  posts: readonly Post[];
  periods: readonly { number: number; reportDueOn: string; claimDueOn: string; reportSubmittedOn: string | null }[];
  claims: readonly { periodNumber: number | null; submittedOn: string | null }[];
  milestones: readonly { kind: string; title: string; dueOn: string; doneOn: string | null }[];
  indicators: readonly {
    code: string;
    name: string;
    rule: IndicatorRule;
    standing: Standing;
    value: number | null;
    plannedNow: number | null;
    goalNumber: number | null;
  }[];
  facts: {
    lastActivityOn: string | null;
    returnedActivities: number;
    doubleShifts: number;
    documentsWithoutFile: number;
    withoutFileHalere: number;
    overdrawnLines: readonly { code: string; name: string; overHalere: number }[];
    servedTowns: readonly {
      municipality: string;
      sameRegion: boolean | null;
      from: string;
      to: string | null;
      consentedOn: string | null;
    }[];
  };
  settings: Readonly<Record<string, number>>;
};

const order = { bad: 0, warn: 1, info: 2 } satisfies Record<Severity, number>;

/** Every warning of a project as of a day, the worst first. Thresholds are settings; see the defaults below. */
export function warnings(input: WarningInput): Warning[] {
  const during = input.ended ? [] : [...people(input), ...work(input)];
  const time = input.running ? [...deadlines(input), ...spending(input), ...during] : [];
  return [...time, ...records(input), ...figures(input)].sort((a, b) => order[a.severity] - order[b.severity]);
}

const one = (
  key: WarningKey,
  severity: Severity,
  href: string,
  values: Warning["values"],
  id: string | number = "",
): Warning => ({ key, id: `${key}${id}`, severity, values, href });

/** Reports and claims of periods: overdue, or due within the set days (30). */
function deadlines({ asOf, periods, claims, settings }: WarningInput): Warning[] {
  const soon = settings["warning.due_soon_days"] ?? 30;
  return periods.flatMap(({ number, reportDueOn, claimDueOn, reportSubmittedOn }) => {
    const claimed = claims.some((claim) => claim.periodNumber === number && claim.submittedOn !== null);
    const reported = reportSubmittedOn !== null && reportSubmittedOn <= asOf;
    const check = (done: boolean, dueOn: string, late: WarningKey, near: WarningKey, href: string) => {
      const left = daysBetween(asOf, dueOn);
      if (done || left > soon) return [];
      if (left < 0) return [one(late, "bad", href, { number, dueOn, days: -left }, number)];
      return [one(near, "warn", href, { number, dueOn, days: left }, number)];
    };
    return [
      ...check(reported, reportDueOn, "reportOverdue", "reportDue", "/settings#periods"),
      ...check(claimed, claimDueOn, "claimOverdue", "claimDue", "/budget/expenses?paid=yes&claim=none"),
    ];
  });
}

/** Spending off the plan by more than the set percent of it (10), and budget lines overdrawn. */
function spending({ paidHalere, plannedHalere, settings, facts, ended }: WarningInput): Warning[] {
  const found = facts.overdrawnLines.map((line) =>
    one("lineOverdrawn", "bad", `/budget/expenses?line=${line.code}`, { ...line }, line.code),
  );
  const limit = settings["warning.drawdown_deviation_percent"] ?? 10;
  if (!plannedHalere || ended) return found;
  const off = paidHalere - plannedHalere;
  if (Math.abs(off) * 100 <= plannedHalere * limit) return found;
  const key = off < 0 ? "drawdownBehind" : "drawdownAhead";
  const exact = (Math.abs(off) * 100) / plannedHalere;
  const tenth = Math.round(exact * 10) / 10;
  // What is just over the border does not read as the border.
  const percent = tenth > limit ? tenth : Math.ceil(exact * 1000) / 1000;
  return [...found, one(key, "warn", "/budget", { offHalere: Math.abs(off), percent, limit })];
}

const townFaults: Record<Exclude<ContractFault, "ended">, [WarningKey, Severity]> = {
  otherRegion: ["townOtherRegion", "bad"],
  noConsent: ["townNoConsent", "warn"],
  endsSoon: ["townEnds", "warn"],
};

/**
 * Posts without anybody for at least the set days (30); posts whose last contract ends, and contracts with other towns
 * that end, within the set days (30), lie in another region or lack the consent of the regional office.
 */
function people({ posts, asOf, settings, facts }: WarningInput): Warning[] {
  const soon = settings["warning.due_soon_days"] ?? 30;
  const vacant = vacantFor(posts, asOf, settings["warning.vacancy_days"] ?? 30).map(({ number, since, days }) =>
    one("vacancy", "warn", "/team/vacancies", { number, sinceOn: since, days }, number),
  );
  const ending = endingWithin(posts, asOf, soon).map(({ number, until, days }) =>
    one("contractEnds", "warn", "/team#people", { number, untilOn: until, days }, number),
  );
  const towns = facts.servedTowns.flatMap((town) =>
    contractFaults(town, asOf, soon).flatMap((fault) => {
      if (fault === "ended") return [];
      const [key, severity] = townFaults[fault];
      const { municipality, to } = town;
      return [one(key, severity, "/team/mentor", { municipality, untilOn: to ?? asOf }, municipality)];
    }),
  );
  return [...vacant, ...ending, ...towns];
}

/** No shift logged for the set days (5), or none at all; returned ones waiting; events that did not take place. */
function work({ asOf, startsOn, facts, milestones, settings }: WarningInput): Warning[] {
  const found: Warning[] = [];
  const limit = settings["warning.days_without_activity"] ?? 5;
  const days = daysBetween(facts.lastActivityOn ?? startsOn, asOf);
  if (days >= limit)
    found.push(
      facts.lastActivityOn
        ? one("noActivity", "warn", "/activity", { days, lastOn: facts.lastActivityOn })
        : one("noActivityYet", "warn", "/activity", { days }),
    );
  const missed = milestones.filter((event) => event.doneOn === null && event.dueOn < asOf);
  if (missed.length > 0)
    found.push(
      one("eventsMissed", "warn", "/settings#milestones", {
        count: missed.length,
        first: missed[0]?.title ?? "",
        firstOn: missed[0]?.dueOn ?? "",
      }),
    );
  return found;
}

/** Rows that wait for somebody, and indicators and goal 1 behind their plan. */
function records({ facts, indicators, ended }: WarningInput): Warning[] {
  const found: Warning[] = [];
  if (facts.returnedActivities > 0)
    found.push(one("returnedActivities", "warn", "/activity?state=returned", { count: facts.returnedActivities }));
  if (facts.doubleShifts > 0)
    found.push(one("doubleShifts", "warn", "/activity?overlap=yes&state=approved", { count: facts.doubleShifts }));
  if (facts.documentsWithoutFile > 0)
    found.push(
      one("documentsWithoutFile", "warn", "/budget/expenses?file=missing", {
        count: facts.documentsWithoutFile,
        sumHalere: facts.withoutFileHalere,
      }),
    );
  for (const indicator of indicators) {
    if (indicator.standing !== "off-track") continue;
    const { code, name, value, plannedNow, goalNumber, rule } = indicator;
    const values = { code, name, value: value ?? 0, planned: plannedNow ?? 0, number: goalNumber ?? 0 };
    const goal = rule === "people-improved" && goalNumber !== null;
    const severity = ended ? "info" : "warn";
    found.push(one(goal ? "goalBehind" : "indicatorBehind", severity, `/indicators/${code}`, values, code));
  }
  return found;
}

/** Published figures against their own arithmetic: the sum exactly, each share with the set tolerance (1 haléř). */
function figures(input: WarningInput): Warning[] {
  const { sources, totalHalere, settings, registrationKnown, registrationNumber } = input;
  const found: Warning[] = [];
  if (registrationKnown === false)
    found.push(one("registrationMisprint", "warn", "/settings#basics", { number: registrationNumber ?? "" }));
  if (sources.length === 0) return found;
  const gap = sum(sources.map((source) => source.amountHalere)) - totalHalere;
  if (gap !== 0) found.push(one("sourcesSum", "bad", "/settings#sources", { offHalere: gap }));
  const tolerance = settings["warning.source_difference_halere"] ?? 1;
  for (const { kind, differenceHalere } of sourceDifferences(sources, totalHalere)) {
    if (differenceHalere === 0) continue;
    const small = Math.abs(differenceHalere) <= tolerance;
    found.push(
      one(
        small ? "shareRounded" : "shareDiffers",
        small ? "info" : "bad",
        "/settings#sources",
        { kind, offHalere: differenceHalere },
        kind,
      ),
    );
  }
  return found;
}
