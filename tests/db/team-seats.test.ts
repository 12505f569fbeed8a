import { beforeAll, expect, test } from "vitest";
import { linkToken } from "@/db/accounts/link-token";
import { ownTeams } from "@/db/queries/registration-teams";
import { openLink } from "@/db/queries/registrations";
import { type Cast, makeCast, person } from "../support/cast";
import { refusal, send } from "../support/command";
import { meetingDesk, read } from "../support/meeting";
import { linked, linkOf, visitor } from "../support/registration";
import { allocate, allocated, decisionsOn, idleSeats, people, standing } from "../support/seats";
import { begun, nine, pasted, teamAt } from "../support/team";

let cast: Cast;
let desk: Awaited<ReturnType<typeof meetingDesk>>;
beforeAll(async () => {
  cast = await makeCast();
  desk = await meetingDesk(cast);
});

/** A published meeting: so many of a team of nine sit at the first site, the others and a stranger wait. */
async function seatedTeam(seated: number, capacity = seated) {
  const { slug, meetingId } = await allocated(desk, { first: capacity, second: 0 });
  const at = await begun(slug);
  await pasted(at, nine, 9, { site: "first", canOther: "no", role: "assistant" });
  const [stranger] = await people(slug, [{ site: "first", canOther: "no" }]);
  await allocate(desk, meetingId);
  const { members: waiting } = await teamAt(slug, at.link);
  const { sites } = await desk.found(slug);
  const siteId = sites.find(({ code }) => code === "first")?.id ?? "";
  const placement = waiting.slice(0, seated).map(({ id }) => ({ registrationId: id, siteId }));
  await send(desk.organiser, "publication.publish", { meetingId, placement });
  const { members } = await teamAt(slug, at.link);
  return { meetingId, ...at, members, stranger };
}

test("at a full site a substitute has the same seat, nobody of the queue moves, and the old link says only so", async () => {
  const { slug, link, meetingId, members, stranger } = await seatedTeam(9);
  const [old] = members;
  const before = await standing(desk, meetingId);
  const oldLink = `${old?.linkId}.${linkToken("registration", old?.linkId ?? "")}`;
  const email = `nahradnik-${slug}@mesto.example`;
  const swap = { slug, link, registrationId: old?.id, version: old?.version, name: "Petr Nový", role: "assistant" };
  await send(visitor(), "member.replace", { ...swap, email });
  const after = await standing(desk, meetingId);
  const own = await linked(slug, await linkOf(email));
  expect(own).toMatchObject({
    confirmed: false,
    confirmable: true,
    needs: { meals: [], car: false },
    place: { state: "seated" },
  });
  expect(after.get(own?.id ?? "")?.number).toBe(before.get(old?.id ?? "")?.number);
  expect(after.get(stranger?.id ?? "")).toMatchObject({ state: "waiting" });
  expect((await decisionsOn(old?.id ?? "")).map(({ decision }) => decision)).toEqual(["placed", "substituted"]);
  expect((await decisionsOn(own?.id ?? "")).map(({ decision }) => decision)).toEqual(["substituted"]);
  expect(await read({ kind: "public" }, (tx) => openLink(tx, slug, oldLink))).toBe("replaced");
  // He has his seat already, so he says yes whenever he likes.
  await send(visitor(), "registration.confirm", { slug, link: await linkOf(email) });
  expect(await linked(slug, await linkOf(email))).toMatchObject({ confirmed: true, place: { state: "seated" } });
  expect(await idleSeats(meetingId)).toBe(0);
});

test("another person's name is no edit once he has a place; two letters are", async () => {
  const { slug, link, members } = await seatedTeam(9);
  const [first] = members;
  const change = {
    slug,
    link,
    registrationId: first?.id,
    version: first?.version,
    role: "assistant",
    email: "podatelna@mesto.example",
  };
  const refused = await refusal(
    send(visitor(), "member.change", { ...change, name: "Petr Nový", email: "petr@mesto.example" }),
  );
  expect(refused).toMatchObject({ status: 422, fields: { name: "nameOfAnother" } });
  await expect(send(visitor(), "member.change", { ...change, name: "Osoba AB" })).rejects.toMatchObject({
    key: "registrationClosed",
  });
});

test("one who withdraws frees one seat, then the whole team the others: nine moved on, not ten", async () => {
  const { slug, link, meetingId, members, stranger } = await seatedTeam(9);
  const [first] = members;
  await send(visitor(), "member.withdraw", { slug, link, registrationId: first?.id, version: first?.version });
  expect((await standing(desk, meetingId)).get(stranger?.id ?? "")).toMatchObject({ state: "seated" });
  const { version } = await teamAt(slug, link);
  await send(visitor(), "team.withdraw", { slug, link, version });
  const states = [...(await standing(desk, meetingId)).values()].map(({ state }) => state);
  expect(states.filter((state) => state === "seated")).toHaveLength(1);
  expect(states.filter((state) => state === "withdrawn")).toHaveLength(9);
  expect(await idleSeats(meetingId)).toBe(0);
});

test("six of nine sit and three wait: the coordinator exchanges who, and no seat leaves the team", async () => {
  const { slug, link, meetingId, members, stranger } = await seatedTeam(6);
  const team = await teamAt(slug, link);
  const places = team.members.map(({ place }) => place?.state);
  expect(places.filter((state) => state === "seated")).toHaveLength(6);
  expect(places.filter((state) => state === "waiting")).toHaveLength(3);
  const [sits, waits] = [members[0], members[8]];
  const swap = { slug, link, registrationId: sits?.id, waitingId: waits?.id, version: team.version };
  await send(visitor(), "member.exchange", swap);
  const after = await standing(desk, meetingId);
  expect(after.get(sits?.id ?? "")).toMatchObject({ state: "waiting" });
  expect(after.get(waits?.id ?? "")).toMatchObject({ state: "seated" });
  expect(after.get(stranger?.id ?? "")).toMatchObject({ state: "waiting" });
  const { version } = await teamAt(slug, link);
  expect((await refusal(send(visitor(), "member.exchange", { ...swap, version }))).key).toBe("memberUnfit");
  expect(
    (await refusal(send(visitor(), "member.exchange", { ...swap, waitingId: stranger?.id, version }))).status,
  ).toBe(404);
});

test("an office reads how its team stands, by counts, and no other office does", async () => {
  const { slug, link, members } = await seatedTeam(6);
  const [mentor, stranger] = [person(cast.north, "mentor").credential, person(cast.south, "mentor").credential];
  const own = async (who: typeof mentor) => (await read(who, ownTeams)).filter((team) => team.slug === slug);
  expect(await own(mentor)).toEqual([]);
  await send(mentor, "team.take-over", { slug, link });
  expect(await own(mentor)).toMatchObject([
    {
      municipality: "Sokolov",
      people: members.length,
      unconfirmed: 0,
      waiting: 3,
      told: true,
      adds: false,
      places: [{ site: "first", people: 6 }],
    },
  ]);
  expect(await own(stranger)).toEqual([]);
  expect(await own(cast.ministry.auditor.credential)).toEqual([]);
  expect(await own({ kind: "public" })).toEqual([]);
});

test("a seat of the other site goes to the member who can come there after all", async () => {
  const { slug, link, meetingId, members } = await seatedTeam(8);
  const second = (await desk.found(slug)).sites.find(({ code }) => code === "second");
  const { id: siteId, version: _, ...site } = second ?? {};
  await send(desk.organiser, "site.change", { siteId, ...site, capacity: 1 });
  const waits = members[8];
  expect((await standing(desk, meetingId)).get(waits?.id ?? "")).toMatchObject({ state: "waiting" });
  await send(desk.organiser, "registration.extend", { registrationId: waits?.id, untilOn: desk.later(5) });
  const now = (await teamAt(slug, link)).members.find(({ id }) => id === waits?.id);
  await send(visitor(), "member.change", {
    slug,
    link,
    registrationId: now?.id,
    version: now?.version,
    name: now?.name,
    email: now?.officeEmail,
    role: "assistant",
    site: "second",
    canOther: "yes",
  });
  expect((await standing(desk, meetingId)).get(waits?.id ?? "")).toMatchObject({ state: "seated", siteId });
  expect(await idleSeats(meetingId)).toBe(0);
});
