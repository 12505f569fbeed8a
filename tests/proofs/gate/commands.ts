import { randomUUID } from "node:crypto";
import type { Sql } from "postgres";
import type { Role } from "@/lib/domain/actor";
import { commands } from "@/server/commands";
import { visitorCommands } from "@/server/visitor-commands";
import type { Canaries } from "./canaries";
import { ask, type City, commandOf, each, type Viewer } from "./client";
import { leaks } from "./http";
import { type Facts, fill, findFacts, idFields } from "./inputs";

/** Whose reach is every city, and for which commands (by name or noun); everybody else stays at home. */
const everywhere: Partial<Record<Role, readonly string[]>> = {
  auditor: ["audit"],
  admin: [
    "audit",
    "project",
    "source",
    "goal",
    "key-activity",
    "locality",
    "period",
    "milestone",
    "indicator",
    "indicator-target",
    "budget-line",
    "plan",
    "training-area",
    "mentor-contract",
    "mail",
    "user",
    "role",
    "delegation",
    "setting",
    "activity-kind",
    "catalogue-item",
    "person",
    "organisation",
    "emblem",
  ],
};
const reaches = (role: Role, name: string) => everywhere[role]?.includes(name.split(".")[0] ?? "") ?? false;
/** Ids that the client makes: one that nobody has yet is a new record, so it cannot be compared to a foreign one. */
const chosen: Readonly<Record<string, string>> = {
  "activity.log": "activityId",
  "attendance.send": "tickId",
};
/** What is about the sender alone: it names no record, so there is no foreign one to name. */
const own = [
  "account.rename",
  "account.digest",
  "account.returned-mail",
  "account.calendar",
  "mail.test",
  // What anybody may send: a record is named by its secret link alone.
  ...Object.keys(visitorCommands),
  // In an open meeting, which everybody sees; a team is named by its secret link alone.
  "team.start",
  "team.take-over",
];
/** Who carries the control out where it is not the manager of the city: by the name or noun of the command. */
const carriers: Readonly<Record<string, string>> = {
  // Whoever wrote a shift takes it back, nobody else.
  "activity.withdraw": "mentor",
  mail: "admin",
  "organisation.add": "admin",
  person: "dpo",
  setting: "admin",
  "activity-kind": "admin",
  "catalogue-item": "admin",
  meeting: "organiser",
  site: "organiser",
  block: "organiser",
  round: "organiser",
  registration: "organiser",
  address: "organiser",
  invitation: "organiser",
  attendance: "organiser",
  publication: "organiser",
  "meeting-mail": "organiser",
  seat: "organiser",
  list: "organiser",
  certificate: "organiser",
  practice: "organiser",
  pin: "organiser",
  allocation: "organiser",
  feedback: "organiser",
};
const refused = [401, 403, 404, 409, 422];

type Attempt = { name: string; viewer: Viewer; what: string; foreign: unknown; missing: unknown | null };

/**
 * Every command with ids of another city: all of them, and each alone among one's own. It is refused, shows nothing of
 * that city, answers the same as for an id that nobody has, and changes nothing. That the inputs are good is seen by
 * one's own city: there nothing is refused as forbidden or missing.
 */
export async function proveCommands(url: string, sql: Sql, viewers: readonly Viewer[], canaries: Canaries) {
  const facts = await findFacts(sql);
  const broken: string[] = [];
  for (const [name, command] of Object.entries(commands))
    for (const field of idFields(name, command.input)) {
      for (const city of ["sokolov", "jirkov"] as const)
        if (!facts[city].ids[field]) broken.push(`${name}: no ${field} in ${city} to try it with`);
    }
  const before = await snapshot(sql);
  const attempts = Object.keys(commands).flatMap((name) => attemptsOf(name, viewers, facts));
  const answers = new Map<string, string>();
  await each(attempts, 6, async ({ name, viewer, what, foreign, missing }) => {
    const asked = commandOf(name, foreign);
    const answer = await ask(url, viewer, asked);
    const where = `${viewer.name} ${name} (${what})`;
    if (!refused.includes(answer.status))
      broken.push(`${where}: ${answer.status} ${answer.body.toString("utf8", 0, 120)}`);
    broken.push(
      ...leaks(answer, asked, viewer, canaries).map(({ what, slug }) => `${where}: shows ${what} of ${slug}`),
    );
    answers.set(`${viewer.name} ${name}`, answer.body.toString("utf8"));
    if (missing === null) return;
    const other = await ask(url, viewer, commandOf(name, missing));
    if (other.status !== answer.status || !other.body.equals(answer.body))
      broken.push(
        `${where}: not what a missing one answers: ${answer.status} ${answer.body} / ${other.status} ${other.body}`,
      );
  });
  const after = await snapshot(sql);
  for (const [table, count] of after)
    if (before.get(table) !== count) broken.push(`${table}: changed by what was refused`);
  const own = await proveInputs(url, viewers, facts, answers);
  broken.push(...own);
  return { commands: Object.keys(commands).length, attempts: attempts.length, broken };
}

function attemptsOf(name: string, viewers: readonly Viewer[], facts: Record<City | "ministry", Facts>): Attempt[] {
  const schema = commands[name]?.input;
  if (!schema) return [];
  const fields = idFields(name, schema).filter((field) => field !== chosen[name]);
  if (own.includes(name) && fields.length === 0) return [];
  return viewers.flatMap((viewer): Attempt[] => {
    if (viewer.role && reaches(viewer.role, name)) return [];
    const home = viewer.home ?? "sokolov";
    const away = home === "sokolov" ? "jirkov" : "sokolov";
    const nowhere = randomUUID();
    const filled = (id: (field: string) => string) => fill(name, schema, facts[home], id);
    const there = (field: string) => facts[away].ids[field] ?? "";
    const here = (field: string) => (field === chosen[name] ? randomUUID() : (facts[home].ids[field] ?? ""));
    const all = {
      name,
      viewer,
      what: "all foreign",
      foreign: filled(there),
      missing: viewer.sees.includes(away) ? null : filled(() => nowhere),
    };
    const single = fields.map((one) => ({
      name,
      viewer,
      what: `foreign ${one}`,
      foreign: filled((field) => (field === one ? there(field) : here(field))),
      missing: filled((field) => (field === one ? nowhere : here(field))),
    }));
    const taken = chosen[name];
    const stolen = taken
      ? [
          {
            name,
            viewer,
            what: `foreign ${taken}`,
            foreign: filled((field) => (field === taken ? there(field) : here(field))),
            missing: null,
          },
        ]
      : [];
    const mayAtHome = viewer.name === "manager";
    return mayAtHome ? [all, ...(fields.length > 1 ? single : []), ...stolen] : [all];
  });
}

/** The control: the same inputs with ids of one's own city go through, or are refused for what they say. */
async function proveInputs(
  url: string,
  viewers: readonly Viewer[],
  facts: Record<City | "ministry", Facts>,
  answers: ReadonlyMap<string, string>,
) {
  const wrong: string[] = [];
  const last = [
    "project.close",
    "project.reopen",
    "delegation.end",
    "role.end",
    "user.deactivate",
    "user.activate",
    "person.erase",
    "pin.set",
  ];
  const late = (name: string) => (last.includes(name) ? 1 : 0);
  const names = Object.keys(commands).sort((a, b) => late(a) - late(b));
  for (const name of names) {
    const schema = commands[name]?.input;
    if (!schema) continue;
    const carrier = carriers[name] ?? carriers[name.split(".")[0] ?? ""] ?? "manager";
    const home = carrier === "organiser" ? facts.ministry : facts.sokolov;
    const input = fill(name, schema, home, (field) =>
      field === chosen[name] ? randomUUID() : (home.ids[field] ?? ""),
    );
    const viewer = viewers.find((one) => one.name === carrier);
    if (!viewer) throw new Error(`no ${carrier}`);
    const answer = await ask(url, viewer, commandOf(name, input));
    const body = answer.body.toString("utf8");
    const reached =
      [200, 409].includes(answer.status) || (answer.status === 422 && body !== answers.get(`${carrier} ${name}`));
    if (!reached) wrong.push(`${carrier} ${name} (own): ${answer.status} ${body.slice(0, 300)}`);
  }
  return wrong;
}

const busy = ["sessions", "access_log", "guesses", "known_devices", "sign_in_steps", "password_resets", "outbox"];

/** How many rows each table has; a changed row has one more entry in the audit log. */
async function snapshot(sql: Sql): Promise<Map<string, number>> {
  const tables = await sql<{ name: string }[]>`
    select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind = 'r'`;
  const counts = new Map<string, number>();
  for (const { name } of tables.filter((table) => !busy.includes(table.name))) {
    const [row] = await sql`select count(*)::int as n from ${sql(name)}`;
    counts.set(name, row?.n ?? 0);
  }
  return counts;
}
