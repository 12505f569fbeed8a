import { sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { withActor } from "@/db/gate";
import { placesOf, seatCounts } from "@/db/queries/seats";
import { type ListKind, listKinds } from "@/lib/domain/paper";
import { badgesPaper, changesText, listPaper, listSheets } from "@/server/papers/content";
import { readList, readPapers } from "@/server/views/papers";
import { type Cast, makeCast, person } from "../support/cast";
import { refusal, send } from "../support/command";
import { meetingDesk, read } from "../support/meeting";
import { linked, visitor } from "../support/registration";
import { published } from "../support/seats";
import { asSuperOperator } from "../support/superuser";

let cast: Cast;
let desk: Awaited<ReturnType<typeof meetingDesk>>;
beforeAll(async () => {
  cast = await makeCast();
  desk = await meetingDesk(cast);
});

const codes = ["first", "second"] as const;
type Kind = Exclude<ListKind, "badges">;

const viewOf = async (slug: string, kind: ListKind, site: string) => {
  const view = await withActor(desk.organiser, "read", (tx, me) => readList(tx, me, slug, { kind, site }));
  if (!view) throw new Error(`no list ${kind} of ${site}`);
  return view;
};
const paperOf = async (slug: string, kind: Kind, site: string) =>
  listPaper({ ...(await viewOf(slug, kind, site)), kind }, "cs");
/** The cells of a column of all tables of a list. */
const column = ({ sections }: Awaited<ReturnType<typeof paperOf>>, header: string) =>
  sections.flatMap(({ table }) => {
    const at = table?.columns.findIndex((one) => one.header === header) ?? -1;
    return at < 0 ? [] : (table?.rows ?? []).map((row) => row[at] ?? "");
  });

/** Who stands on each list of a site, and the portions of the kitchen. */
async function told(slug: string, site: string) {
  const views = await withActor(desk.organiser, "read", (tx, me) =>
    Promise.all(listKinds.map((kind) => readList(tx, me, slug, { kind, site }))),
  );
  const view = (kind: ListKind) => {
    const found = views.find((one) => one?.kind === kind);
    if (!found) throw new Error(`no list ${kind} of ${site}`);
    return found;
  };
  const paper = (kind: Kind) => listPaper({ ...view(kind), kind }, "cs");
  const signIn = paper("sign-in");
  return {
    badges: badgesPaper(view("badges"), "cs", false).badges.map(({ name }) => name),
    beds: column(paper("rooms"), "Jméno"),
    portions: [...new Set(column(paper("meals"), "Porcí"))],
    diets: column(paper("meals"), "Osob").reduce((sum, n) => sum + Number(n), 0),
    cars: column(paper("parking"), "Jméno"),
    signed: column({ ...signIn, sections: signIn.sections.slice(0, 1) }, "Jméno").filter(Boolean),
  };
}

test("badges, beds, meals, sign-in sheet, parking and the counts of the desk agree after each of fifty changes", async () => {
  const wish = (site: string, at: number) => ({
    site: "any",
    name: `Řehoř ${site} ${at}`,
    car: at % 3 === 0,
    meals: at % 4 === 0 ? ["vegan"] : [],
    room: "any",
    roomWith: "",
    role: at % 2 ? "assistant" : "mentor",
  });
  const wishes = (site: string, count: number) => Array.from({ length: count }, (_, at) => wish(site, at));
  const { slug, meetingId, siteId, first, second, waiting } = await published(
    desk,
    { first: 8, second: 6 },
    { first: wishes("První", 8), second: wishes("Druhý", 6), waiting: wishes("Čeká", 30) },
  );
  const all = [...first, ...second, ...waiting];
  const cars = new Map(all.map(({ name, car }) => [name, car]));
  const seated = async (code: string) => {
    const rows = await read(desk.organiser, (tx) => placesOf(tx, meetingId));
    return rows.filter((row) => row.state === "seated" && row.siteId === siteId(code));
  };
  let seed = 20_250_514;
  const random = (limit: number) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
    return seed % limit;
  };
  const done: string[] = [];
  for (let step = 0; step < 50; step += 1) {
    const from = codes[random(2)] ?? "first";
    const to = from === "first" ? "second" : "first";
    const [here, there] = await Promise.all([seated(from), seated(to)]);
    const [one, other] = [here[random(Math.max(1, here.length))], there[random(Math.max(1, there.length))]];
    const what = random(3);
    if (what === 0 && one) {
      const link = all.find(({ id }) => id === one.registrationId)?.link ?? "";
      const version = (await linked(slug, link))?.version;
      await send(visitor(), "registration.withdraw", { slug, link, version });
    } else if (what === 1 && one)
      await send(desk.organiser, "seat.remove", {
        registrationId: one.registrationId,
        fromSiteId: siteId(from),
        reason: "Zkouška",
      });
    else if (one && other)
      await send(desk.organiser, "seat.move", {
        meetingId,
        reason: "Výměna",
        agreed: true,
        moves: [
          { registrationId: one.registrationId, fromSiteId: siteId(from), siteId: siteId(to) },
          { registrationId: other.registrationId, fromSiteId: siteId(to), siteId: siteId(from) },
        ],
      });
    done.push(`${what}`);
    const counts = await read(desk.organiser, (tx) => seatCounts(tx, meetingId));
    for (const code of codes) {
      const names = (await seated(code)).map(({ name }) => name).sort();
      const lists = await told(slug, code);
      const where = `step ${step}, ${code}`;
      expect(counts.find((count) => count.siteId === siteId(code))?.taken, where).toBe(names.length);
      for (const list of [lists.badges, lists.beds, lists.signed]) expect([...list].sort(), where).toEqual(names);
      expect([...lists.cars].sort(), where).toEqual(names.filter((name) => cars.get(name)));
      expect(lists.portions, where).toEqual([String(names.length)]);
      expect(lists.diets, where).toBe(names.length);
    }
  }
  expect(new Set(done).size).toBe(3);
});

test("each issue of a list has a number and a time, and the next says what is otherwise since", async () => {
  const any = { site: "any", room: "any", roomWith: "" };
  const { slug, siteId, first, waiting } = await published(
    desk,
    { first: 4, second: 0 },
    {
      first: ["A", "B", "C", "D"].map((name) => ({ ...any, name: `Osoba ${name}` })),
      second: [],
      waiting: [{ ...any, name: "Náhradník" }],
    },
  );
  const issue = (kind: ListKind) =>
    send<{ number: number }>(desk.organiser, "list.issue", { siteId: siteId("first"), kind });
  const draft = await paperOf(slug, "rooms", "first");
  expect(draft.under[2]).toMatch(/^Návrh k\u00a0\d+\.\s\d+\.\s\d{4} \d+:\d\d, nevydáno$/u);
  expect(await issue("rooms")).toEqual({ number: 1 });
  expect(await refusal(issue("rooms"))).toMatchObject({ key: "listUnchanged", status: 409 });
  expect((await paperOf(slug, "rooms", "first")).under[2]).toMatch(/^Vydání 1 z\u00a0\d+\.\s\d+\.\s\d{4} \d+:\d\d$/u);
  const version = (await linked(slug, first[0]?.link ?? ""))?.version;
  await send(visitor(), "registration.withdraw", { slug, link: first[0]?.link, version });
  const changed = await paperOf(slug, "rooms", "first");
  expect(changed.under[2]).toMatch(/nevydáno · proti vydání 1: \+1, −1$/u);
  expect(column(changed, "Změna").sort()).toEqual(["", "", "", "nový"]);
  expect(changed.sections[0]?.notes).toEqual(["Proti vydání 1 odpadli: Osoba A."]);
  expect(await issue("rooms")).toEqual({ number: 2 });
  const next = await paperOf(slug, "rooms", "first");
  expect(next.under[2]).toMatch(/^Vydání 2 z\u00a0.* · proti vydání 1: \+1, −1$/u);
  const page = await withActor(desk.organiser, "read", (tx, me) => readPapers(tx, me, slug));
  const lists = page?.sites[0]?.lists ?? [];
  expect(lists.map(({ kind, last, holds }) => [kind, last?.number ?? 0, holds])).toEqual(
    listKinds.map((kind) => [kind, kind === "rooms" ? 2 : 0, kind === "rooms"]),
  );
  expect(lists.find(({ kind }) => kind === "rooms")?.issuedBy).not.toBeNull();
  const badges = await viewOf(slug, "badges", "first");
  expect(badgesPaper(badges, "cs", false).badges.map(({ name }) => name)).toContain(waiting[0]?.name);
  expect(changesText({ added: ["a", "b"], removed: ["c"], changed: ["d", "e", "f", "g"] }, "cs")).toBe(
    "+2, −1, změna 4",
  );
});

test("a room of three names both others to each; whoever has no wish is named to nobody", async () => {
  const named = (name: string, roomWith = "") => ({ site: "any", name, room: roomWith ? "with" : "any", roomWith });
  const { slug } = await published(
    desk,
    { first: 5, second: 0 },
    {
      first: [
        named("Anna Prvá", "Druhá, Třetí"),
        named("Běla Druhá", "Anna Prvá a Cecílie Třetí"),
        named("Cecílie Třetí", "Prvá; Druhá"),
        named("Dana Čtvrtá", "Ester Pátá"),
        named("Ester Pátá"),
      ],
      second: [],
      waiting: [],
    },
  );
  const paper = await paperOf(slug, "rooms", "first");
  expect(column(paper, "Spolu s")).toEqual([
    "Běla Druhá, Cecílie Třetí",
    "Anna Prvá, Cecílie Třetí",
    "Anna Prvá, Běla Druhá",
  ]);
  const said = JSON.stringify(paper.sections);
  expect(said.split("Ester Pátá")).toHaveLength(2);
  const sheets = listSheets({ ...(await viewOf(slug, "rooms", "first")), kind: "rooms" }, "cs");
  expect(sheets[0].rows.map((row) => row.slice(3, 5))).toEqual([
    ["společný 1", "Běla Druhá, Cecílie Třetí"],
    ["společný 1", "Anna Prvá, Cecílie Třetí"],
    ["společný 1", "Anna Prvá, Běla Druhá"],
    ["spolubydlícího určí pořadatel", ""],
    ["bez přání", ""],
  ]);
});

test("lists are the organiser's alone; a foreign site is not there", async () => {
  const { slug, siteId } = await published(
    desk,
    { first: 1, second: 0 },
    { first: [{ site: "any" }], second: [], waiting: [] },
  );
  const asked = (who = cast.ministry.auditor.credential) =>
    withActor(who, "read", async (tx, me) => [
      await readPapers(tx, me, slug),
      await readList(tx, me, slug, { kind: "rooms", site: "first" }),
    ]);
  expect(await asked()).toEqual([null, null]);
  expect(await asked(person(cast.north, "manager").credential)).toEqual([null, null]);
  const issue = { siteId: siteId("first"), kind: "rooms" };
  expect(await refusal(send(cast.ministry.auditor.credential, "list.issue", issue))).toMatchObject({ status: 403 });
  expect(await refusal(send(person(cast.north, "manager").credential, "list.issue", issue))).toMatchObject({
    status: 403,
  });
  expect(await refusal(send(desk.organiser, "list.issue", { ...issue, siteId: cast.ministry.id }))).toMatchObject({
    status: 404,
  });
});

test("what lists said of whom goes with food and rooms, a month after the site; that and when they were given out stays", async () => {
  const { slug, siteId } = await published(
    desk,
    { first: 2, second: 0 },
    { first: [{ site: "any" }, { site: "any" }], second: [], waiting: [] },
  );
  const site = siteId("first");
  await send(desk.organiser, "list.issue", { siteId: site, kind: "sign-in" });
  const lines = async () =>
    (
      await read(desk.organiser, (tx) =>
        tx.execute(sql`
      select l.id from list_lines l join list_issues i on i.id = l.issue_id where i.site_id = ${site}`),
      )
    ).length;
  const purge = () => withActor({ kind: "worker" }, "write", (tx) => tx.execute(sql`select sec.purge()`));
  const ended = (days: number) =>
    asSuperOperator(
      sql`update meeting_sites set starts_on = ${desk.later(days)}, ends_on = ${desk.later(days)} where id = ${site}`,
    );
  await ended(-30);
  await purge();
  expect(await lines()).toBe(2);
  await ended(-31);
  await purge();
  expect(await lines()).toBe(0);
  expect((await viewOf(slug, "sign-in", "first")).standing).toMatchObject({
    last: { number: 1, people: 2 },
    holds: false,
    changes: null,
  });
});
