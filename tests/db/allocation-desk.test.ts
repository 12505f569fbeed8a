import { beforeAll, expect, test } from "vitest";
import { type Credential, withActor } from "@/db/gate";
import { reasonSentence } from "@/lib/words";
import { type AskedAllocation, readAllocationDesk } from "@/server/views/allocation";
import { allocationDesk, closedMeeting } from "../support/allocation-desk";
import { type Cast, makeCast, person } from "../support/cast";
import { send } from "../support/command";
import { meetingDesk } from "../support/meeting";

let cast: Cast;
let desk: Awaited<ReturnType<typeof meetingDesk>>;
let allocating: ReturnType<typeof allocationDesk>;
beforeAll(async () => {
  cast = await makeCast();
  desk = await meetingDesk(cast);
  allocating = allocationDesk(desk);
});

const view = (who: Credential, slug: string, asked: AskedAllocation = {}) =>
  withActor(who, "read", (tx, me) => readAllocationDesk(tx, me, slug, asked));
const shownTo = async (slug: string, asked?: AskedAllocation) => {
  const shown = await view(desk.organiser, slug, asked);
  if (!shown) throw new Error("no desk");
  return shown;
};

test("the organiser sees everybody's place by site and city with its reason; nobody else sees the page", async () => {
  const { slug } = await allocating.chosen([2, 2]);
  const { board, chosen, shown, stale, confirmed, waitMinutes, movedByHand } = await shownTo(slug);
  expect([shown?.id, stale, confirmed, movedByHand]).toEqual([chosen?.id, null, 4, 0]);
  expect(waitMinutes).toBeGreaterThan(0);
  expect(
    board?.sites.map((site) => [
      site.code,
      site.taken,
      site.capacity,
      site.cities.map(({ name, elsewhere }) => [name, elsewhere]),
    ]),
  ).toEqual([
    ["first", 2, 2, [["Sokolov", 0]]],
    ["second", 2, 2, [["Litvínov", 0]]],
  ]);
  expect(board?.sites[0]?.roles).toEqual([{ role: "assistant", count: 2 }]);
  const moved = board?.sites[1]?.cities[0]?.people.find(({ name }) => name === "Cyril Litvínovský");
  expect(moved && reasonSentence("cs", moved.reason)).toContain("Přihláška žádá first");
  expect(await view(cast.ministry.auditor.credential, slug)).toBeNull();
  expect(await view(person(cast.north, "manager").credential, slug)).toBeNull();
});

test("who waits stands in the order of the queue: the heavier role first, then the rank, in words", async () => {
  const people = ["other", "mentor", "assistant", "mentor"].map((role, at) => ({
    name: `Osoba ${at}`,
    role,
    site: "any",
  }));
  const { slug, meetingId } = await closedMeeting(desk, [0, 0], people);
  await send(desk.organiser, "allocation.run", { meetingId });
  const { board, shown } = await shownTo(slug);
  expect(shown?.variant).toBe("balanced");
  expect(board?.queue.map(({ name }) => name)).toEqual(["Osoba 2", "Osoba 1", "Osoba 3", "Osoba 0"]);
  const [first] = board?.queue ?? [];
  expect(first && reasonSentence("cs", first.reason)).toBe(
    "Všechna místa, kam může (first, second), jsou plná; pořadí přihlášky 3, váha role „asistent prevence kriminality (APK)“ 3.",
  );
});

test("a move is reckoned before it counts; what is no move leaves the question open", async () => {
  const { slug, ids } = await allocating.chosen([2, 2]);
  const adam = `person:${ids.get("Adam Sokolovský")}`;
  expect((await shownTo(slug, { who: adam })).move).toEqual({ who: adam, to: "", swap: "", effect: null });
  const { move } = await shownTo(slug, { who: adam, to: "second" });
  expect(move?.effect?.breaches).toEqual({ people: [], sites: [{ code: "second", over: 1 }] });
  const dana = `person:${ids.get("Dana Litvínovská")}`;
  const swapped = await shownTo(slug, { who: adam, to: "second", swap: dana });
  expect(swapped.move?.effect).toMatchObject({
    barred: [],
    breaches: { people: [], sites: [] },
    before: { preference: 3, split: 0 },
    after: { preference: 1, split: 2 },
  });
  expect((await shownTo(slug, { who: adam, to: "nowhere" })).move?.effect).toBeNull();
  expect((await allocating.pinsOf((await desk.found(slug)).id)).length).toBe(0);
});

test("a run that no longer fits says who changed, and pins that nobody could keep any more are told by name", async () => {
  const made = await allocating.chosen([2, 2]);
  await allocating.withdraw(made, "Dana Litvínovská");
  expect((await shownTo(made.slug)).stale).toEqual({ people: ["Dana Litvínovská"], sites: [] });
  await send(desk.organiser, "pin.set", {
    registrationId: made.ids.get("Cyril Litvínovský"),
    rule: "must",
    siteId: made.siteIds.second,
    reason: "Lektor",
  });
  await send(desk.organiser, "site.change", { siteId: made.siteIds.second, ...desk.site("second", 90), capacity: 0 });
  const { unkeepable, board } = await shownTo(made.slug);
  expect(unkeepable).toMatchObject({ key: "allocationMustOverCapacity", values: { ids: "Cyril Litvínovský" } });
  expect(board?.sites).toHaveLength(2);
});
