import { beforeAll, expect, test } from "vitest";
import { withActor } from "@/db/gate";
import { findMunicipalities, municipalitiesCalled } from "@/db/queries/organisations";
import { personData } from "@/db/queries/person-data";
import { findPeople, findPerson } from "@/db/queries/privacy";
import { listRegistrations, registrationCities, registrationTallies } from "@/db/queries/registrations";
import { registrationFilter } from "@/lib/domain/registration";
import { readRegistrations } from "@/server/views/registrations";
import { type Cast, makeCast, person } from "../support/cast";
import { meetingDesk, read } from "../support/meeting";
import { registered } from "../support/registration";

let cast: Cast;
let desk: Awaited<ReturnType<typeof meetingDesk>>;
let meeting: { meetingId: string; slug: string };
let jana: Awaited<ReturnType<typeof registered>>;
beforeAll(async () => {
  cast = await makeCast();
  desk = await meetingDesk(cast);
  meeting = await desk.opened();
  jana = await registered(meeting.slug, {
    name: "Jana Čížková",
    municipality: "567256",
    site: "second",
    canOther: "no",
  });
  await registered(meeting.slug, { name: "Petr Vrba", municipality: "567256", role: "mentor" });
  await registered(meeting.slug, { name: "Eva Malá", municipality: "Sokolov", site: "any" });
});

test("the list is searched by name, address and municipality, without accents, and narrowed by site, role and state", async () => {
  const names = async (asked: object) =>
    (
      await read(desk.organiser, (tx) => listRegistrations(tx, meeting.meetingId, registrationFilter.parse(asked)))
    ).rows.map(({ name }) => name);
  expect(await names({})).toEqual(["Jana Čížková", "Petr Vrba", "Eva Malá"]);
  expect(await names({ q: "cizkova" })).toEqual(["Jana Čížková"]);
  expect(await names({ q: jana.email })).toEqual(["Jana Čížková"]);
  expect(await names({ q: "litvinov" })).toEqual(["Jana Čížková", "Petr Vrba"]);
  expect(await names({ site: "any" })).toEqual(["Eva Malá"]);
  expect(await names({ site: "second" })).toEqual(["Jana Čížková"]);
  expect(await names({ role: "mentor" })).toEqual(["Petr Vrba"]);
  expect(await names({ state: "unconfirmed" })).toEqual([]);
  expect(await names({ page: "2" })).toEqual([]);
});

test("the organiser sees names, cities and counts; an auditor counts alone", async () => {
  const filter = registrationFilter.parse({});
  const view = (who: Parameters<typeof read>[0]) =>
    withActor(who, "read", (tx, me) => readRegistrations(tx, me, meeting.slug, filter));
  const own = await view(desk.organiser);
  expect(own?.list?.total).toBe(3);
  expect(own?.cities.map(({ name, n, sites }) => [name, n, sites])).toEqual([
    ["Litvínov", 2, 2],
    ["Sokolov", 1, 0],
  ]);
  const audited = await view(cast.ministry.auditor.credential);
  expect(audited).toMatchObject({ list: null, cities: [] });
  expect(audited?.counts.reduce((sum, { n }) => sum + n, 0)).toBe(3);
  expect(await view(person(cast.north, "manager").credential)).toBeNull();
  expect(await read(cast.ministry.auditor.credential, (tx) => registrationCities(tx, meeting.meetingId))).toEqual([]);
  expect(await read(desk.organiser, registrationTallies)).toContainEqual({
    meetingId: meeting.meetingId,
    confirmed: 3,
    unconfirmed: 0,
    cities: 2,
  });
});

test("a name that several municipalities have is offered with all its districts, to everybody", async () => {
  const called = (asked: string) => read({ kind: "public" }, (tx) => municipalitiesCalled(tx, asked));
  expect((await called("ostrov")).map(({ district }) => district)).toHaveLength(6);
  expect((await called("555428")).map(({ code }) => code)).toContain("598372");
  expect(await called("Sokolov")).toMatchObject([{ code: "560286", district: "Sokolov" }]);
  expect(await called("Atlantida")).toEqual([]);
  expect((await read({ kind: "public" }, (tx) => findMunicipalities(tx, "ostrov")))[0]?.name).toBe("Ostrov");
});

test("who looks after privacy finds who registered and exports what is held; the officer of a city does not", async () => {
  const find = (who: Parameters<typeof read>[0]) => read(who, (tx) => findPeople(tx, jana.email));
  const [found] = await find(cast.admin.credential);
  expect(found).toMatchObject({ kind: "registration", name: "Jana Čížková", detail: jana.email });
  expect(await find(person(cast.north, "dpo").credential)).toEqual([]);
  const data = await read(cast.admin.credential, async (tx) => {
    const one = await findPerson(tx, "registration", found?.id ?? "");
    return one && personData(tx, one, "cs");
  });
  expect(data?.person).toMatchObject([
    { email: jana.email, municipality: "Litvínov", site: "second", state: "confirmed" },
  ]);
  expect(data?.needs).toMatchObject([{ meals: "no-pork", room: "with", roomWith: "Žižka", car: true }]);
});
