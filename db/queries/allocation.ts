import { sql } from "drizzle-orm";
import { inputHashOf } from "@/lib/allocation-hash";
import type { Objective } from "@/lib/domain/allocation/figures";
import { type Allocation, readAllocation } from "@/lib/domain/allocation/input";
import { changesBetween, type RunMethod, type RunState, type Verdict } from "@/lib/domain/allocation/run";
import type { Doubt } from "@/lib/domain/allocation/solve";
import { type Variant, variants } from "@/lib/domain/allocation/variants";
import { DomainError } from "@/lib/domain/error";
import type { AttendeeRole } from "@/lib/domain/registration";
import type { Tx } from "../gate";

type Pinned = { kind: "rule" | "move"; must: string | null; not: string | null };
type Person = {
  id: string;
  city: string;
  role: AttendeeRole;
  preferred: string | null;
  canOther: boolean;
  registeredAt: string;
  pins: Pinned[];
};
/** The sites of a meeting, the weights of roles, and all who are confirmed and have neither withdrawn nor declined, with their pins. */
export type AllocationRows = {
  sites: { code: string; capacity: number }[];
  people: Person[];
  /** What each role weighs here today, and whether the organiser said so himself. */
  roles: Record<string, number>;
  ownWeights: boolean;
};

export async function allocationRows(tx: Tx, meetingId: string): Promise<AllocationRows> {
  const [sites, people, [weights]] = await Promise.all([
    tx.execute<AllocationRows["sites"][number]>(
      sql`select s.code, s.capacity from meeting_sites s where s.meeting_id = ${meetingId}`,
    ),
    tx.execute<Person>(sql`
      select r.id, r.municipality_code as city, r.role, s.code as preferred, r.can_other as "canOther",
        to_char(r.registered_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "registeredAt",
        coalesce((select jsonb_agg(jsonb_build_object('kind', p.kind, 'must', m.code, 'not', n.code) order by p.id)
          from allocation_pins p left join meeting_sites m on m.id = p.must_site_id left join meeting_sites n on n.id = p.not_site_id
          where p.registration_id = r.id), '[]') as pins
      from registrations r left join meeting_sites s on s.id = r.preferred_site_id
      where r.meeting_id = ${meetingId} and r.confirmed_at is not null and r.withdrawn_at is null and r.declined_at is null
        and r.erased_at is null`),
    tx.execute<{ roles: Record<string, number> | null; own: boolean }>(sql`
      select coalesce(m.role_weights, sec.role_weights()) as roles, m.role_weights is not null as own
      from meetings m where m.id = ${meetingId}`),
  ]);
  return { sites: [...sites], people: [...people], roles: weights?.roles ?? {}, ownWeights: weights?.own ?? false };
}

type Taken = { variant?: Variant; moves?: boolean };

/** What is to be allocated. moves: whether what was moved by hand counts as a pin. Throws 422 for pins that nobody can keep. */
export const allocationOf = (
  { sites, people, roles }: AllocationRows,
  { variant = "balanced", moves = true }: Taken = {},
) =>
  readAllocation({
    sites,
    people: people.map(({ pins, ...person }) => {
      const kept = pins.filter(({ kind }) => moves || kind === "rule");
      const must = kept.find((pin) => pin.must !== null)?.must;
      return { ...person, pin: { ...(must && { must }), not: kept.flatMap(({ not }) => not ?? []) } };
    }),
    weights: { roles, ...variants[variant] },
  });

/** The same of a meeting as it is now; a refusal names people. */
export async function currentAllocation(tx: Tx, meetingId: string, taken: Taken = {}): Promise<Allocation> {
  const rows = await allocationRows(tx, meetingId);
  try {
    return allocationOf(rows, taken);
  } catch (error) {
    throw error instanceof DomainError ? await named(tx, meetingId, error) : error;
  }
}

/** The same refusal with names in place of ids. */
async function named(tx: Tx, meetingId: string, { key, status, values }: DomainError): Promise<DomainError> {
  const names = new Map((await namesOf(tx, meetingId)).map(({ id, name }) => [id, name]));
  const ids = String(values.ids ?? "").replace(/[0-9a-f-]{36}/g, (id) => names.get(id) ?? id);
  return new DomainError(key, status, { ...values, ids });
}

export type AllocationRun = {
  id: string;
  meetingId: string;
  batchId: string;
  variant: Variant;
  basedOnId: string | null;
  state: RunState;
  input: unknown;
  inputHash: string;
  method: RunMethod;
  doubt: Doubt | null;
  versions: { rules: number; solver: string; options: Record<string, unknown> };
  objective: Objective;
  placement: Record<string, string>;
  madeBy: string | null;
  madeAt: string;
  chosenBy: string | null;
  chosenAt: string | null;
  verdict: Verdict | null;
  verifiedAt: string | null;
};

const run = sql`r.id, r.meeting_id as "meetingId", r.batch_id as "batchId", r.variant, r.based_on_id as "basedOnId", r.state, r.input,
  r.input_hash as "inputHash", r.method, r.doubt, r.versions, r.objective, r.placement, u.name as "madeBy", r.made_at as "madeAt",
  c.name as "chosenBy", r.chosen_at as "chosenAt", r.verdict, r.verified_at as "verifiedAt"`;
const joined = sql`left join sec.people() u on u.id = r.made_by left join sec.people() c on c.id = r.chosen_by`;

/** One run; null when it is not there for these eyes: the organiser's. */
export async function findRun(tx: Tx, id: string): Promise<AllocationRun | null> {
  const [found] = await tx.execute<AllocationRun>(
    sql`select ${run} from allocation_runs r ${joined} where r.id = ${id}`,
  );
  return found ?? null;
}

/** The variants of the last batch of a meeting, and the run that was chosen, whichever batch it is of. */
export function currentRuns(tx: Tx, meetingId: string): Promise<AllocationRun[]> {
  return tx.execute<AllocationRun>(sql`
    select ${run} from allocation_runs r ${joined}
    where r.meeting_id = ${meetingId} and (r.state = 'chosen' or r.based_on_id is null and r.batch_id = (
      select l.batch_id from allocation_runs l where l.meeting_id = ${meetingId} and l.based_on_id is null
      order by l.made_at desc, l.id limit 1))
    order by r.made_at, r.id`);
}

export type Pin = {
  id: string;
  registrationId: string;
  name: string;
  municipality: string;
  rule: "must" | "not";
  site: string;
  kind: "rule" | "move";
  reason: string;
  by: string | null;
  at: string;
};

/** Everybody who is pinned in a meeting, by name. */
export function listPins(tx: Tx, meetingId: string): Promise<Pin[]> {
  return tx.execute<Pin>(sql`
    select p.id, p.registration_id as "registrationId", r.name, m.name as municipality,
      case when p.must_site_id is null then 'not' else 'must' end as rule, s.name as site, p.kind, p.reason, u.name as by,
      p.decided_at as at
    from allocation_pins p join registrations r on r.id = p.registration_id
      join municipalities m on m.code = r.municipality_code join meeting_sites s on s.id = coalesce(p.must_site_id, p.not_site_id)
      left join sec.people() u on u.id = p.decided_by
    where p.meeting_id = ${meetingId} order by r.name collate "cs-x-icu", p.id`);
}

export type Named = { id: string; name: string; role: AttendeeRole; cityCode: string; city: string; district: string };

/** The names of everybody who registered for a meeting, also of who has withdrawn since. */
export function namesOf(tx: Tx, meetingId: string): Promise<Named[]> {
  return tx.execute<Named>(sql`
    select r.id, r.name, r.role, m.code as "cityCode", m.name as city, m.district
    from registrations r join municipalities m on m.code = r.municipality_code where r.meeting_id = ${meetingId}`);
}

/** What has changed since a run began, by which it cannot be published any more: ids of people, codes of sites. */
export type Staleness = { people: string[]; sites: string[] };

/** Null while the input of a run is what would be taken now: its hash still fits. */
export const stalenessOf = (run: AllocationRun, now: Allocation): Staleness | null =>
  inputHashOf(now) === run.inputHash ? null : changesBetween(readAllocation(run.input), now);

/** For how many minutes the mails of a publication wait. */
export async function mailsWait(tx: Tx): Promise<number> {
  const [row] = await tx.execute<{ minutes: number }>(
    sql`select coalesce((extract(epoch from sec.mails_wait()) / 60)::int, 0) as minutes`,
  );
  return row?.minutes ?? 0;
}
