import { randomUUID } from "node:crypto";
import type { Sql, TransactionSql } from "postgres";
import type { Role } from "@/lib/domain/actor";
import { writeClasses } from "@/lib/domain/permission";
import type { Cities, Table } from "./tables";

export type Who = { role: Role; token: string; sees: "own" | "all" | "home" | "project" };
/** kept: what is not for everybody yet, read. forge: an insert in another's name. decide: a state without a decision. */
export const verbs = ["select", "kept", "insert", "update", "delete", "move", "forge", "decide"] as const;
export type Verb = (typeof verbs)[number];
export type Cell = { table: string; role: Role; verb: Verb; city: "own" | "foreign"; allowed: boolean };

/** The columns that name who wrote or decided, and where records are decided on. */
const names = ["author_id", "uploaded_by", "decided_by", "made_by"];
const decided: Readonly<Record<string, { begins: string; from: string; to: string }>> = {
  activities: { begins: "draft", from: "submitted", to: "approved" },
  indicator_measurements: { begins: "submitted", from: "submitted", to: "verified" },
  meetings: { begins: "draft", from: "draft", to: "open" },
  meeting_rounds: { begins: "planned", from: "planned", to: "open" },
};

/** What nobody does in a table, whatever he may write in it. */
const never: Readonly<Record<string, readonly Verb[]>> = {
  assistants: ["delete"],
  post_occupancies: ["delete"],
  assessments: ["delete"],
  development_goals: ["delete"],
  development_reviews: ["update", "delete"],
  assistant_evaluations: ["delete"],
  selection_rounds: ["delete"],
  indicator_measurements: ["delete"],
  measurement_decisions: ["update", "delete"],
  activity_decisions: ["update", "delete"],
  activity_assistants: ["update"],
  activity_places: ["update"],
  planned_shift_people: ["update"],
  evidence: ["update"],
  meeting_decisions: ["update", "delete"],
  round_decisions: ["update", "delete"],
  allocation_pins: ["update"],
  allocation_runs: ["delete"],
};
/** What is done to a row in these states alone. */
const whileOpen = ["draft", "returned"];
const inStates: Readonly<Record<string, Partial<Record<Verb, readonly string[]>>>> = {
  activities: { delete: ["draft"] },
  activity_assistants: { delete: whileOpen },
  activity_counts: { update: whileOpen, delete: whileOpen },
  activity_places: { delete: whileOpen },
  evidence: { delete: [...whileOpen, "submitted"] },
};

/** The class that a row is written by, where a table holds several. */
function classOf({ name, writeClass, rows }: Table, city: "own" | "foreign"): string | null {
  const data = rows[city]?.data ?? {};
  if (name === "evidence")
    return data.expense_id ? "money" : data.activity_id ? "field" : data.measurement_id ? "measure" : "team";
  if (name === "activity_decisions")
    return data.decision === "submitted" || data.decision === "draft" ? "field" : "decide";
  return writeClass;
}

/** Whether who holds the role writes the row in this way. */
function writes(table: Table, role: Role, verb: Verb, city: "own" | "foreign"): boolean {
  const of = classOf(table, city);
  const states = inStates[table.name]?.[verb];
  const state = table.rows[city]?.state;
  return (
    of !== null &&
    writeClasses[role].includes(of) &&
    !never[table.name]?.includes(verb) &&
    (!states || !state || states.includes(state))
  );
}

const readByAll = ["settings", "activity_kinds", "catalogue_items"];
/** Who reads a note before its shift is approved: who wrote all of them, and who approves. */
const readsKept = (role: Role, city: "own" | "foreign") => city === "own" && (role === "mentor" || role === "manager");

/** What should happen in a cell: the policy in words, written a second time and apart from the database's. */
export function expected(table: Table, who: Who, verb: Verb, city: "own" | "foreign"): boolean {
  if (ofNobody.includes(table.name)) return false;
  if (ofOrganiser.includes(table.name))
    return verb === "select" && who.role === "organiser" && who.sees === "own" && city === "own";
  if (ofDesk.includes(table.name) && (who.role !== "organiser" || who.sees !== "own" || city !== "own")) return false;
  if (who.sees === "project") return expectedOfProject(table, who, verb, city);
  const sees = who.sees === "all" || (who.sees === "own" && city === "own") || readByAll.includes(table.name);
  if (verb === "select") return sees;
  if (verb === "kept") return readsKept(who.role, city);
  if (["move", "forge", "decide"].includes(verb)) return false;
  return writes(table, who.role, verb, city) && (who.role === "admin" || (who.sees === "own" && city === "own"));
}

/** Who registered for a meeting, was there or told something that waits is read by its organiser alone, a link by nobody; functions write it. */
const ofOrganiser = [
  "registrations",
  "registration_needs",
  "registration_events",
  "invited_addresses",
  "round_invitations",
  // In the name of no office; that its office reads it is a test of the policies.
  "registration_teams",
  "walk_ins",
  "attendances",
  "attendance_decisions",
  "seats",
  "seat_decisions",
  "list_issues",
  "list_lines",
  "certificates",
  "practices",
  "practice_decisions",
];
const ofNobody = [
  "expense_marks",
  "mail_objections",
  "registration_links",
  "feedback_marks",
  "feedback_tickets",
  "feedback_counts",
  "feedback_texts",
];
/** What the organiser of a meeting writes and nobody else reads. */
const ofDesk = ["allocation_pins", "allocation_runs"];

/** Where somebody holds a role in a project, and in its city nothing. */
const ofCity = ["organisations", "role_assignments", ...readByAll];
const ofWholeCity = [
  "feedback_waves",
  "meetings",
  "meeting_sites",
  "meeting_blocks",
  "meeting_rounds",
  "meeting_decisions",
  "round_decisions",
  "publications",
  "meeting_mailings",
  "meeting_mail_stops",
  "api_tokens",
  "invitations",
  "users",
  "delegations",
  "audit_personal",
  "audit_links",
  "audit_heads",
];

function expectedOfProject(table: Table, who: Who, verb: Verb, city: "own" | "foreign"): boolean {
  if (readByAll.includes(table.name)) return verb === "select";
  if (city === "foreign" || ["move", "forge", "decide"].includes(verb)) return false;
  if (verb === "select") return !ofWholeCity.includes(table.name);
  if (verb === "kept") return readsKept(who.role, city);
  if (ofCity.includes(table.name) || ofWholeCity.includes(table.name)) return false;
  if (table.name === "projects" && verb !== "update") return false;
  return writes(table, who.role, verb, city);
}

/** Thrown at the end of a transaction of which nothing may stay. */
export class Undo extends Error {}

/** Runs something inside the given transaction and undoes it, whether it went well or not. */
async function undone<T>(tx: TransactionSql, run: () => Promise<T>): Promise<T> {
  await tx`savepoint undone`;
  try {
    return await run();
  } finally {
    // Released too: a savepoint that is only rolled back to stays, and thousands of them lie one in another.
    await tx`rollback to savepoint undone; release savepoint undone`.simple();
  }
}

/** Runs something as the run-time role entered as somebody, inside the given transaction of a superuser, and undoes it. */
export function asActor<T>(tx: TransactionSql, token: string, run: (inner: TransactionSql) => Promise<T>): Promise<T> {
  return undone(tx, async () => {
    await tx`set local role hlidka_app`;
    await tx`select sec.enter_session(${token}, null, null, 'proof.gate')`;
    return run(tx);
  });
}

/** Whose name a row is written in: who entered, or somebody else. */
type Names = { me: string; stranger: string };

/**
 * Whether the database lets this cell happen to who entered the transaction. Refusals of the gate are false; constraints
 * beyond it mean it was let in.
 */
async function tryCell(
  as: TransactionSql,
  table: Table,
  verb: Verb,
  city: "own" | "foreign",
  cities: Cities,
  { me, stranger }: Names,
): Promise<boolean> {
  const row = table.rows[city];
  if (!row) throw new Error(`no row of ${table.name} in ${city}`);
  const name = as(table.name);
  try {
    return await undone(as, async () => {
      if (verb === "select" || verb === "kept") {
        const [found] = await as`select count(*)::int as n from ${name} t where ${as(table.orgColumn)} = ${cities[city]}
          and coalesce((to_jsonb(t) ->> 'approved')::boolean, true) = ${verb === "select"}`;
        return found?.n === (verb === "select" ? row.count - row.kept : row.kept);
      }
      if (verb === "insert" || verb === "forge") {
        const fresh = table.name === "organisations" ? { slug: `proof-${randomUUID()}` } : {};
        const [now] = await as`select now() as at`;
        // In one's own name, as a record begins; or in the name of somebody else.
        const own = Object.fromEntries(names.map((name) => [name, verb === "forge" ? stranger : me]));
        const begun = { ...own, decided_at: now?.at, made_at: now?.at, state: decided[table.name]?.begins };
        const kept = Object.entries(begun).filter(
          ([name]) => name in row.data && (name !== "state" || table.name in decided),
        );
        const copy = { ...row.data, id: randomUUID(), ...fresh, ...Object.fromEntries(kept) };
        await as`insert into ${name} select * from jsonb_populate_record(null::${name}, ${as.json(JSON.parse(JSON.stringify(copy)))})`;
        return true;
      }
      if (verb === "decide") {
        const done =
          await as`update ${name} set state = ${decided[table.name]?.to ?? ""} where id = (select w.id from ${name} w
          where w.organisation_id = ${cities[city]} and w.state = ${decided[table.name]?.from ?? ""} order by w.id limit 1) returning id`;
        return done.length === 1;
      }
      const here = row.id === null ? as`ctid = ${row.at}::tid` : as`id = ${row.id}`;
      if (verb === "delete") return (await as`delete from ${name} where ${here} returning 1`).length === 1;
      if (verb === "move") {
        const target = city === "own" ? cities.foreign : cities.own;
        return (await as`update ${name} set ${as(table.orgColumn)} = ${target} where ${here} returning 1`).length === 1;
      }
      if (!table.updatable) return false;
      const column = as(table.updatable);
      return (await as`update ${name} set ${column} = ${column} where ${here} returning 1`).length === 1;
    });
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    if (code === "42501") return false;
    if (code.startsWith("23")) return true;
    throw error;
  }
}

/** Every cell of the matrix of these tables, tried; those that went otherwise than they should. */
export async function runMatrix(
  sql: Sql | TransactionSql,
  tables: readonly Table[],
  people: readonly Who[],
  cities: Cities,
  only: readonly Verb[] = verbs,
) {
  const wrong: Cell[] = [];
  let tried = 0;
  const work = async (tx: TransactionSql) => {
    const [stranger] = await tx`select id from users where email = 'organiser@mv.example'`;
    for (const who of people)
      await asActor(tx, who.token, async (as) => {
        const [me] = await as`select sec.user_id() as id`;
        const found = { me: me?.id, stranger: stranger?.id };
        for (const table of tables)
          for (const verb of only)
            for (const city of ["own", "foreign"] as const) {
              if (verb === "forge" && !names.some((name) => name in (table.rows[city]?.data ?? {}))) continue;
              if (verb === "decide" && !(table.name in decided)) continue;
              if (verb === "kept" && !table.rows[city]?.kept) continue;
              if (!table.rows[city] || (who.sees === "project" && table.name === "audit_entries")) continue;
              const allowed = await tryCell(as, table, verb, city, cities, found);
              tried += 1;
              if (allowed !== expected(table, who, verb, city))
                wrong.push({ table: table.name, role: who.role, verb, city, allowed });
            }
      });
  };
  if (!("begin" in sql)) await work(sql);
  else
    await sql
      .begin(async (tx) => {
        await work(tx);
        throw new Undo();
      })
      .catch((error: unknown) => {
        if (!(error instanceof Undo)) throw error;
      });
  return { tried, wrong };
}
