import { randomUUID } from "node:crypto";
import type { Sql } from "postgres";
import { demoAccounts } from "@/lib/domain/demo";
import type { Canaries } from "./canaries";
import { findCanaries, readable } from "./canaries";
import { type Answer, type Asked, ask, type City, cities, each, type Viewer } from "./client";
import { matrix, type Row } from "./matrix";
import { routesOnDisk } from "./routes";

/** What the parts of an address are filled with: of one city, or of none. */
type Names = {
  slug: string;
  ids: Record<
    | "projectId"
    | "activity"
    | "indicator"
    | "evidence"
    | "expense"
    | "assistant"
    | "mail"
    | "person"
    | "organisation"
    | "meeting"
    | "registration"
    | "practice",
    string
  >;
};
type Target = { name: string; names: Names; city: City | null };
type Cell = { route: string; row: Row; viewer: Viewer; target: Target };

const missingSlug = "zirkov";

/** Every address × everybody × own, foreign, missing and crossed records; what went otherwise than the matrix says. */
export async function proveRoutes(
  url: string,
  sql: Sql,
  viewers: readonly Viewer[],
  canaries: Canaries,
  full: boolean,
) {
  const routes = routesOnDisk();
  const broken = [
    ...routes.filter(({ route }) => !matrix[route]).map(({ route }) => `${route}: no row in the matrix`),
    ...Object.keys(matrix)
      .filter((route) => !routes.some((found) => found.route === route))
      .map((route) => `${route}: a row without a route`),
  ];
  const names = await findNames(sql);
  const cells = routes.flatMap(({ route }) =>
    [matrix[route] ?? []].flat().flatMap((row, variant) => {
      const targets = targetsOf(row, names);
      const all = viewers.flatMap((viewer) => targets.map((target) => ({ route, row, viewer, target })));
      return full ? all : all.filter((cell) => isTelling(cell, variant));
    }),
  );
  const answers = new Map<string, string>();
  await each(cells, 6, async (cell) => {
    const asked = requestOf(cell);
    const answer = await ask(url, cell.viewer, asked);
    const expected = expectedStatus(cell);
    const where = `${cell.viewer.name} ${cell.route}${cell.row.query ? `?${cell.row.query}` : ""} (${cell.target.name})`;
    if (answer.status !== expected) broken.push(`${where}: ${answer.status}, not ${expected}`);
    const shown = leaks(answer, asked, cell.viewer, canaries).filter(
      ({ what }) => !cell.row.showsAccounts || !demoAccounts.some(({ email }) => email === what),
    );
    broken.push(...shown.map(({ what, slug }) => `${where}: shows ${what} of ${slug}`));
    if (isCompared(cell)) answers.set(where, sameForm(answer, cell.target.names));
  });
  broken.push(...unequal(cells, answers));
  return { routes: routes.length, cells: cells.length, broken };
}

/**
 * Without --full, where an address makes no difference between roles: whoever sees every city has nothing to leak, and of
 * those who see the same city one asks. Who is refused for what he is asks for one record and a missing one, and records
 * of one city below the address of the other are asked for where somebody is at home. What shows notes is asked for by two
 * who see the city and not the notes that are kept.
 */
function isTelling({ route, viewer, row, target }: Cell, variant: number): boolean {
  const refused = !viewer.role || (row.only && !row.only.includes(viewer.role));
  if (target.name.includes(",") && (refused || !target.name.startsWith(`${viewer.home},`))) return false;
  if (refused && target.city && target.city !== (viewer.home ?? "sokolov")) return false;
  if (
    /^\/(api\/v1\/)?projects\/\[slug\](\/(activity|activities|audit)\b|$)/.test(route) &&
    ["finance", "auditor"].includes(viewer.name)
  )
    return target.city === "sokolov" && !target.name.includes(",");
  if (variant > 0 && row.answers === "open") return true;
  if (variant > 0) return viewer.name === "mentor" || viewer.name === "organiser";
  return Boolean(row.only) || !viewer.role || ["mentor", "mentor of Jirkov", "organiser"].includes(viewer.name);
}

/** What of other organisations an answer holds, but for what the request itself named. */
export function leaks(answer: Answer, asked: Asked, viewer: Viewer, canaries: Canaries) {
  const text = `${readable(answer.body)}\n${[...answer.headers].join("\n")}`;
  const own = `${decodeURIComponent(asked.path)} ${asked.body ?? ""}`;
  return findCanaries(text, canaries).filter(({ what, slug }) => !viewer.sees.includes(slug) && !own.includes(what));
}

function requestOf({ route, row, target }: Cell): Asked {
  const id = row.names === "nothing" || row.names === "project" ? "" : target.names.ids[row.names];
  const fill: Record<string, string> = {
    "[slug]":
      row.slug ?? (["meeting", "registration"].includes(row.names) ? target.names.ids.meeting : target.names.slug),
    "[id]": id,
    // Of a certificate none that was given out.
    "[code]": id || "f".repeat(24),
    "[name]": "activity.log",
    "[...nextauth]": "session",
  };
  const path = route.replace(/\[[^\]]+\]/g, (part) => encodeURIComponent(fill[part] ?? part));
  const query = row.query
    ?.replace("$project", target.names.ids.projectId)
    .replace("$id", id)
    .replace("$fresh", randomUUID());
  const address = `${path}${query ? `?${query}` : ""}`;
  if (!row.post) return { path: address, method: "GET" };
  const headers = { "x-file-name": "proof.pdf", "x-command-id": randomUUID() };
  return { path: address, method: "POST", body: row.post.body, type: row.post.type, headers };
}

function expectedStatus({ row, viewer, target }: Cell): number {
  const good = row.status ?? 200;
  if (row.answers === "open" && row.names === "nothing") return (viewer.role && row.signedIn) || good;
  if (!viewer.role && row.answers !== "open") return row.answers === "page" ? 307 : 401;
  const refused = row.refused ?? 404;
  if (row.only && !(viewer.role && row.only.includes(viewer.role))) return refused;
  if (row.names === "nothing") return good;
  return target.city && viewer.sees.includes(target.city) ? good : 404;
}

/** Own and foreign, missing, and records of one city below the address of the other. */
function targetsOf(row: Row, names: Record<City, Names>): Target[] {
  if (row.names === "nothing") return [{ name: "-", names: names.sokolov, city: null }];
  const missing = (of: Names) => Object.fromEntries(Object.keys(of.ids).map((key) => [key, randomUUID()]));
  const nowhere = { slug: missingSlug, ids: { ...names.sokolov.ids, ...missing(names.sokolov) } };
  const whole: Target[] = [
    ...cities.map((city) => ({ name: city, names: names[city], city })),
    { name: "missing", names: nowhere, city: null },
  ];
  if (row.names !== "activity") return whole;
  const crossed = cities.flatMap((city) => {
    const other = city === "sokolov" ? names.jirkov : names.sokolov;
    return [
      {
        name: `${city}, record of another`,
        names: { slug: names[city].slug, ids: { ...other.ids, projectId: names[city].ids.projectId } },
        city: null,
      },
      {
        name: `${city}, missing record`,
        names: { slug: names[city].slug, ids: { ...nowhere.ids, projectId: names[city].ids.projectId } },
        city: null,
      },
    ];
  });
  return [...whole, ...crossed];
}

/** What is missing, and what is another's, which must look like it. */
const isCompared = ({ row, viewer, target }: Cell) =>
  row.names !== "nothing" && (target.name.includes(",") || !viewer.sees.includes(target.name));

/** Foreign must look exactly like missing: the same bytes, but for the nonce and what the request named. */
function unequal(cells: readonly Cell[], answers: ReadonlyMap<string, string>): string[] {
  const of = (cell: Cell, target: string) =>
    answers.get(`${cell.viewer.name} ${cell.route}${cell.row.query ? `?${cell.row.query}` : ""} (${target})`);
  return cells.flatMap((cell) => {
    const { viewer, target } = cell;
    if (!isCompared(cell) || target.name.includes("missing")) return [];
    const crossed = target.name.includes(",");
    const missing = crossed ? target.name.replace("record of another", "missing record") : "missing";
    const [one, other] = [of(cell, target.name), of(cell, missing)];
    return one === other
      ? []
      : [`${viewer.name} ${cell.route} (${target.name}): not what a missing one answers: ${difference(one, other)}`];
  });
}

function difference(one = "", other = "") {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  return `${JSON.stringify(one.slice(Math.max(0, at - 30), at + 40))} / ${JSON.stringify(other.slice(Math.max(0, at - 30), at + 40))}`;
}

const notCompared =
  /^(date|content-security-policy|etag|connection|keep-alive|transfer-encoding|content-length|x-request-id)$/;

/** An answer without what may differ: the nonce, fresh ids of forms, and what the address named. */
function sameForm({ status, headers, body }: Answer, { slug, ids }: Names): string {
  const kept = [...headers].filter(([name]) => !notCompared.test(name)).join("\n");
  const nonce = /'nonce-([^']+)'/.exec(headers.get("content-security-policy") ?? "")?.[1];
  let text = `${status}\n${kept}\n${body.toString("utf8")}`;
  if (nonce) text = text.replaceAll(nonce, "NONCE");
  for (const named of [...Object.values(ids), slug]) text = text.replaceAll(named, "NAMED");
  return text.replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, "UUID");
}

async function findNames(sql: Sql): Promise<Record<City, Names>> {
  const of = async (city: City): Promise<Names> => {
    const [row] = await sql`
      select p.id as "projectId", p.organisation_id as organisation,
        (select id from activities a where a.project_id = p.id order by a.state in ('draft', 'returned') desc, a.id limit 1) as activity,
        (select code from indicators i where i.project_id = p.id order by code limit 1) as indicator,
        (select id from evidence e where e.project_id = p.id order by id limit 1) as evidence,
        (select id from expenses e where e.project_id = p.id order by id limit 1) as expense,
        (select id from outbox m where m.organisation_id = p.organisation_id order by id limit 1) as mail,
        (select id from users u where u.organisation_id = p.organisation_id order by email limit 1) as person,
        (select slug from meetings m where m.organisation_id = p.organisation_id) as meeting,
        (select id from registrations r where r.organisation_id = p.organisation_id limit 1) as registration,
        (select id from assistants x where x.project_id = p.id limit 1) as assistant,
        (select id from practices x where x.organisation_id = p.organisation_id limit 1) as practice
      from projects p where p.slug = ${city}`;
    if (!row) throw new Error(`the demo has no project ${city}`);
    const {
      projectId,
      activity,
      indicator,
      evidence,
      expense,
      assistant,
      mail,
      person,
      organisation,
      meeting,
      registration,
      practice,
    } = row;
    return {
      slug: city,
      ids: {
        projectId,
        activity,
        indicator,
        evidence,
        expense,
        assistant,
        mail,
        person,
        organisation,
        meeting,
        registration,
        practice,
      },
    };
  };
  return { sokolov: await of("sokolov"), jirkov: await of("jirkov") };
}
