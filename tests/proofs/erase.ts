// After a person is erased no word of him is left in any table, file, page or export; sums, values of indicators and the
// log stay as they were, and so does every row of everybody else. The control leaves the values beside the log: then the
// search must find the name there. Bytes that no row names are swept away too.
import { createHash, randomUUID } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { mkdir, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Sql } from "postgres";
import { signIn } from "@/db/accounts/sign-in";
import { connect } from "@/db/connection";
import { withActor } from "@/db/gate";
import { ensureJob } from "@/db/mutations/jobs";
import { erasuresToReplay } from "@/db/queries/privacy";
import { execute } from "@/server/command";
import { commands } from "@/server/commands";
import { runOne } from "@/server/jobs/worker";
import { type Finding, type ProofOptions, prove, type Stand } from "../support/stand";
import { signInAs } from "./crash/load";
import { allRows, figures, harmed, naming } from "./erase/others";
import { type Doomed, oldProject, plantAssistant, plantUser } from "./erase/people";
import { excuse, planted, search, textColumns } from "./erase/places";
import { readable } from "./gate/canaries";
import { each } from "./gate/client";

async function erase(stand: Stand, { full, sabotage }: ProofOptions): Promise<Finding> {
  Object.assign(process.env, stand.env);
  const sql = connect(stand.superuserUrl, 2);
  const broken: string[] = [];
  try {
    const serving = stand.serve();
    const place = await findPlace(sql);
    if (sabotage) await keepValues(sql);
    const columns = await textColumns(sql);
    for (const { table, column } of columns)
      if (!excuse(table.startsWith("public.") ? `${table.slice(7)}.${column}` : `${table}.${column}`))
        broken.push(`${table}.${column}: nobody said whether it may name a person`);
    const people: Doomed[] = [];
    const projects: string[] = [];
    for (let turn = 0; turn < (full ? 10 : 1); turn += 1) {
      const project = await oldProject(place);
      projects.push(project);
      people.push(await plantUser(stand, sql, place, project), await plantAssistant(stand, place, project));
    }
    const words = people.flatMap(({ canaries }) => canaries);
    const emails = people.flatMap((person) => person.emails);
    const there = await search(sql, words, emails);
    for (const column of planted) if (!there.has(column)) broken.push(`${column}: no canary was put there`);
    const url = await serving;
    const shown = await crawl(url, stand, sql, projects, people, words);
    if (shown.length === 0) broken.push("no page showed a canary before: the crawl is blind");
    const [before, sums, allowed] = await Promise.all([
      allRows(sql),
      figures(),
      naming(
        sql,
        [...words, ...emails],
        people.map(({ id }) => id),
      ),
    ]);

    const began = performance.now();
    await eraseAll(stand, people);
    const seconds = (performance.now() - began) / 1000;
    // Bytes that no row names, as of a file that was taken off its record: the worker finds them in its housekeeping.
    const orphan = await leaveBytes(stand.data, words[0] ?? "");
    await sql`update jobs set run_at = now() where kind = 'housekeeping' and state = 'waiting'`;
    await withActor({ kind: "worker" }, "write", (tx) => ensureJob(tx, "housekeeping", 0));
    while (await runOne()) {}
    if (existsSync(orphan)) broken.push("bytes that no row names are still there");

    for (const [column, n] of await search(sql, words, emails))
      broken.push(`${column}: ${n} rows still name somebody erased`);
    for (const file of filesWith(stand.data, words)) broken.push(`the file ${file} still names somebody erased`);
    for (const { file, mailFile } of people)
      for (const path of [file, mailFile])
        if (path && existsSync(path)) broken.push("a file of somebody erased is still there");
    for (const where of await crawl(url, stand, sql, projects, people, words))
      broken.push(`${where} still names somebody erased`);
    const now = await figures();
    const at = [...now].findIndex((sign, index) => sign !== sums[index]);
    if (now !== sums) broken.push(`a figure changed: ${sums.slice(at - 60, at + 30)} → ${now.slice(at - 60, at + 30)}`);
    const problems = await sql`select problem, table_name from sec.verify()`;
    for (const { problem, table_name } of problems.slice(0, 5))
      broken.push(`the log does not hold: ${problem} ${table_name}`);
    const wrong = harmed(before, await allRows(sql), allowed, ["sessions", "access_log", "known_devices", "guesses"]);
    broken.push(...wrong.slice(0, 10));
    const list = JSON.stringify(await withActor({ kind: "operator" }, "read", erasuresToReplay));
    if (people.some(({ id }) => !list.includes(id)) || words.some((word) => list.includes(word)))
      broken.push("the list for a restored backup is not whole, or it holds a name");
    const rows = [...before.values()].reduce((total, table) => total + table.size, 0);
    return {
      held: broken.length === 0,
      broken,
      figures: {
        people: people.length,
        columns: columns.length,
        "columns with a canary": planted.length,
        "canaries before": [...there.values()].reduce((total, n) => total + n, 0),
        "pages before": shown.length,
        "rows of others compared": rows - allowed.size,
        "s an erasure": (seconds / people.length).toFixed(2),
        broken: broken.length,
      },
    };
  } finally {
    await sql.end();
  }
}

/** A file of two days ago that names somebody, under its hash as an upload leaves it; its path. */
async function leaveBytes(data: string, word: string): Promise<string> {
  const content = Buffer.from(`Zápis o ${word}`);
  const sha256 = createHash("sha256").update(content).digest("hex");
  const path = join(data, "files", sha256.slice(0, 2), sha256);
  await mkdir(join(path, ".."), { recursive: true });
  await writeFile(path, content);
  const then = new Date(Date.now() - 2 * 86_400_000);
  await utimes(path, then, then);
  return path;
}

/** The sabotage: erasing leaves the values beside the log. */
async function keepValues(sql: Sql): Promise<void> {
  const [found] =
    await sql`select pg_get_functiondef(p.oid) as source from pg_proc p where p.proname = 'take_person_out'`;
  const source = String(found?.source);
  const without = source.replace("where p.entry_id = d.id and not exists", "where false and not exists");
  if (without === source) throw new Error("the deletion was not found");
  await sql.unsafe(without);
}

async function findPlace(sql: Sql) {
  const [row] = await sql`
    select o.id as organisation, (select id from users where email = 'manager@sokolov.example') as manager,
      (select id from users where email = 'mentor@sokolov.example') as mentor from organisations o where o.slug = 'sokolov'`;
  return { organisation: String(row?.organisation), manager: String(row?.manager), mentor: String(row?.mentor) };
}

/** As the data-protection officer, by the command that the page sends. */
async function eraseAll(stand: Stand, people: readonly Doomed[]): Promise<void> {
  const outcome = await signIn("dpo@sokolov.example", stand.password);
  if (!("token" in outcome)) throw new Error("the officer cannot sign in");
  const command = commands["person.erase"];
  if (!command) throw new Error("no command person.erase");
  for (const { kind, id } of people)
    await execute({ kind: "session", token: outcome.token }, command, "person.erase", randomUUID(), {
      kind,
      personId: id,
      reason: "time",
      inNotes: true,
      confirm: true,
    });
}

/** The addresses whose answer holds one of the words, as those who see most get them. */
async function crawl(
  url: string,
  stand: Stand,
  sql: Sql,
  projects: readonly string[],
  people: readonly Doomed[],
  words: readonly string[],
) {
  const slugs = await sql`select slug from projects where id = any (${[...projects]}::uuid[])`;
  const [shift] = await sql`select id from activities where project_id = ${projects[0] ?? null} limit 1`;
  const own = slugs.flatMap(({ slug }) =>
    ["", "/team", "/activity/export?format=csv", "/audit", `/activity/${shift?.id}`].map(
      (part) => `/projects/${slug}${part}`,
    ),
  );
  const data = people.flatMap(({ kind, id }) => [
    `/admin/privacy?kind=${kind}&id=${id}`,
    `/admin/privacy/export?kind=${kind}&id=${id}&format=json`,
    `/admin/privacy/export?kind=${kind}&id=${id}&format=xlsx`,
  ]);
  const office = [...data, "/", "/admin/access", "/admin/access/export?format=csv", "/admin/privacy"];
  const asked = [
    { email: "dpo@sokolov.example", paths: [...own, ...office] },
    { email: "manager@sokolov.example", paths: [...own, "/admin/people"] },
  ];
  const seen: string[] = [];
  await Promise.all(
    asked.map(async ({ email, paths }) => {
      const cookie = await signInAs(url, email, stand.password);
      await each(paths, 3, async (path) => {
        const response = await fetch(`${url}${path}`, {
          headers: { cookie, "accept-language": "cs" },
          redirect: "manual",
        });
        const body = readable(Buffer.from(await response.arrayBuffer())).toLowerCase();
        if (response.status >= 500) throw new Error(`${path}: ${response.status}`);
        if (words.some((word) => body.includes(word))) seen.push(`${path} of ${email}`);
      });
    }),
  );
  return seen;
}

/** Files of the installation that hold one of the words; the database's own are not read: see docs on what they keep. */
function filesWith(data: string, words: readonly string[]): string[] {
  return readdirSync(data, { recursive: true, encoding: "utf8" })
    .filter((name) => !name.startsWith("postgres/"))
    .filter((name) => {
      const path = join(data, name);
      if (!existsSync(path) || !statSync(path).isFile() || statSync(path).size > 50_000_000) return false;
      const content = readFileSync(path).toString("utf8").toLowerCase();
      return words.some((word) => name.includes(word) || content.includes(word));
    });
}

await prove("erase", () => ({}), erase);
