import { join } from "node:path";
import type { Tx } from "@/db/gate";
import { contentsOfSettings, projectVersions } from "@/db/memo";
import { type PortfolioRows, portfolio } from "@/db/queries/portfolio";
import { sharedMemo } from "@/db/shared-memo";
import type { Actor } from "@/lib/domain/actor";
import { deadlines } from "@/lib/domain/deadline";
import { phaseOf, projectPhases } from "@/lib/domain/project";
import { riskOf } from "@/lib/domain/risk";
import { holdsWords } from "@/lib/domain/search";
import { env } from "@/lib/env";
import { type KeptRows, keptRows } from "../kept-rows";
import { failureOf, log } from "../log";
import { projectFigures } from "./project-figures";

/** One line of the list of projects: its figures, warnings and risk as of a day. */
export function portfolioLine(rows: PortfolioRows) {
  const { project, asOf, facts } = rows;
  const figures = projectFigures(rows);
  const planned = figures.indicators.filter(
    ({ plannedNow, standing }) => plannedNow !== null && standing !== "uncounted",
  );
  const state = phaseOf(project, asOf);
  return {
    ...project,
    state,
    month: figures.month,
    monthsInAll: figures.monthsInAll,
    paidHalere: figures.paidHalere,
    plannedHalere: figures.plannedHalere,
    people: figures.people,
    indicatorsOnTrack: planned.filter(({ standing }) => standing === "on-track").length,
    indicatorsPlanned: planned.length,
    lastActivityOn: facts.lastActivityOn,
    risk: riskOf(figures.warnings, state === "closed"),
  };
}
export type PortfolioLine = ReturnType<typeof portfolioLine>;

/** A line with what the home page tells besides. */
export type PortfolioEntry = ReturnType<typeof portfolioEntry>;

function portfolioEntry(rows: PortfolioRows) {
  const { documentsWithoutFile, withoutFileHalere } = rows.facts;
  const { claims } = rows.events;
  return {
    line: portfolioLine(rows),
    deadlines: deadlines(rows.project.periods, claims, rows.asOf),
    waitingClaims: claims.filter(({ submittedOn, approvedOn }) => submittedOn !== null && approvedOn === null),
    documentsWithoutFile,
    withoutFileHalere,
  };
}

/** A thousand projects of one day are about six megabytes. */
const remembered = sharedMemo<PortfolioEntry>(24_000_000, (entry) => 2 * JSON.stringify(entry).length);
/** How many projects are computed by one set of statements. */
const atOnce = 1_000;

declare global {
  /** Which build this server runs; set by bin/gate/next.ts, nothing elsewhere. */
  var hlidkaBuild: string | undefined;
}
type Kept = { rows: KeptRows<PortfolioEntry>; fewest: number };
let onDisk: Kept | null | undefined;

/**
 * Today's entries of who sees many projects, for the next process of this build: a thousand take seconds to compute. What
 * fewer see is computed sooner than it is read. An entry holds figures, days, and names of projects and cities, of no person.
 */
function keptOnDisk(): Kept | null {
  const { hlidkaBuild: build } = globalThis;
  if (onDisk === undefined) {
    const { HLIDKA_DATA, NEXTAUTH_SECRET: secret } = env();
    const path = join(HLIDKA_DATA, "remembered", `portfolio-${process.env.PORT ?? "3000"}`);
    const complain = (what: string, error?: unknown) => log().warn({ failure: error && failureOf(error) }, what);
    onDisk = build ? { rows: keptRows({ path, secret, build, mostBytes: 48_000_000, complain }), fewest: 50 } : null;
  }
  return onDisk;
}

/**
 * Every project that the actor may see as of a day, by city and name. What is known of a project is remembered for the
 * state of its city's rows, so that a write recomputes that city's alone (sec.project_versions), and for who may see the
 * same of it: the same way in and the same roles. Two people with other rights never share an entry. An entry holds codes,
 * numbers and what was typed, no sentence of ours, so it is one in both languages.
 */
export async function readPortfolio(tx: Tx, me: Actor, asOf: string, kept = keptOnDisk()): Promise<PortfolioEntry[]> {
  const versions = await projectVersions(tx);
  const rights = JSON.stringify([me.kind, me.preview, me.roles.map((role) => JSON.stringify(role)).sort()]);
  const keys = new Map(versions.map(({ id, version }) => [`${version} ${asOf} ${rights}`, id]));
  const store = kept && asOf === me.today && versions.length >= kept.fewest ? kept.rows : null;
  const entries = await remembered.ask([...keys.keys()], async (missing) => {
    const contents = store ? await contentsOfSettings(tx) : "";
    const slots = new Map(missing.map((key) => [key, `${keys.get(key)} ${rights}`]));
    const versionOf = (key: string) => `${key} ${contents}`;
    const found = await store?.find(new Map([...slots].map(([key, slot]) => [slot, versionOf(key)])));
    const computed = new Map<string, PortfolioEntry>();
    for (const [key, slot] of slots) {
      const entry = found?.get(slot);
      if (entry) computed.set(key, entry);
    }
    const left = missing.filter((key) => !computed.has(key));
    for (let from = 0; from < left.length; from += atOnce) {
      const some = left.slice(from, from + atOnce);
      const ids = some.flatMap((key) => keys.get(key) ?? []);
      const rows = new Map((await portfolio(tx, ids, asOf)).map((row) => [row.project.id, row]));
      const fresh = some.flatMap((key): [string, PortfolioEntry][] => {
        const row = rows.get(keys.get(key) ?? "");
        return row ? [[key, portfolioEntry(row)]] : [];
      });
      for (const [key, entry] of fresh) computed.set(key, entry);
      store?.add(fresh.map(([key, value]) => ({ slot: slots.get(key) ?? "", version: versionOf(key), value })));
    }
    return computed;
  });
  return [...keys.keys()].flatMap((key) => entries.get(key) ?? []);
}

/** The regions and states that occur, for the filters; regions are sorted by name. */
export function portfolioChoices(lines: readonly PortfolioLine[]) {
  const regions = new Map(
    lines.flatMap(({ regionCode, region }) =>
      regionCode && region ? [[regionCode, region] satisfies [string, string]] : [],
    ),
  );
  return {
    regions: [...regions].map(([code, name]) => ({ code, name })),
    states: projectPhases.filter((state) => lines.some((line) => line.state === state)),
  };
}

/**
 * The lines of a region (by code) and a state whose city, name or number hold what is searched for. A region or state
 * that does not occur is ignored.
 */
export function narrowLines(
  lines: readonly PortfolioLine[],
  asked: { region?: string; state?: string; search?: string },
) {
  const { regions, states } = portfolioChoices(lines);
  const region = regions.find(({ code }) => code === asked.region);
  const state = states.find((item) => item === asked.state);
  const search = asked.search?.trim() || undefined;
  const kept = lines.filter(
    (line) =>
      (!region || line.regionCode === region.code) &&
      (!state || line.state === state) &&
      (!search || holdsWords(`${line.organisation} ${line.name} ${line.registrationNumber ?? ""}`, search)),
  );
  return { lines: kept, region, state, search };
}

/** The totals of the shown projects, in haléře and counts. */
export function portfolioTotals(lines: readonly PortfolioLine[]) {
  const add = (of: (line: PortfolioLine) => number) => lines.reduce((sum, line) => sum + of(line), 0);
  return {
    totalHalere: add((line) => line.totalHalere),
    paidHalere: add((line) => line.paidHalere),
    plannedHalere: add((line) => line.plannedHalere ?? 0),
    filled: add((line) => line.people.filled),
    posts: add((line) => line.people.posts),
    indicatorsOnTrack: add((line) => line.indicatorsOnTrack),
    indicatorsPlanned: add((line) => line.indicatorsPlanned),
    warnings: add((line) => line.risk.reasons.length),
  };
}
