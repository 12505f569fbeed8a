import { sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { certificatesByLink, certificateTallies, findCertificate, listCertificates } from "@/db/queries/certificates";
import { idsOf, sendTicks, tick } from "../support/attendance";
import { type Cast, makeCast, person } from "../support/cast";
import { refusal, send } from "../support/command";
import { block, meetingDesk, read } from "../support/meeting";
import { registered } from "../support/registration";
import { asSuperOperator } from "../support/superuser";

let cast: Cast;
let desk: Awaited<ReturnType<typeof meetingDesk>>;
beforeAll(async () => {
  cast = await makeCast();
  desk = await meetingDesk(cast);
});

/** A meeting of nine blocks of ninety minutes whose first site is over, with Jana and Petr. */
async function over() {
  const { meetingId, slug } = await desk.draft();
  for (let number = 2; number <= 9; number += 1)
    await send(desk.organiser, "block.add", { meetingId, ...block, number, titleCs: `Blok ${number}`, dayNumber: 2 });
  await send(desk.organiser, "meeting.open", { meetingId });
  const jana = await registered(slug, { name: "Jana Čížková" });
  await registered(slug, { name: "Petr Vrba" });
  const { sites, blocks } = await desk.found(slug);
  const siteId = sites[0]?.id ?? "";
  const ids = await idsOf(desk.organiser, meetingId);
  await asSuperOperator(
    sql`update meeting_sites set starts_on = ${desk.later(-3)}, ends_on = ${desk.later(-1)} where id = ${siteId}`,
  );
  const at = {
    meetingId,
    slug,
    siteId,
    blocks: blocks.map(({ id }) => id),
    jana: { ...jana, id: ids.get("Jana Čížková") ?? "" },
    petr: ids.get("Petr Vrba") ?? "",
  };
  const attends = (who: string, numbers: readonly number[], state = "present") =>
    sendTicks(
      desk.organiser,
      siteId,
      numbers.map((number) => tick(at.blocks[number - 1] ?? "", who, { state })),
    );
  const issue = (more: object = {}) =>
    send<{ issued: number; ended: number }>(desk.organiser, "certificate.issue", { siteId, ...more });
  const list = () => read(desk.organiser, (tx) => listCertificates(tx, siteId));
  const tally = async () =>
    (await read(desk.organiser, (tx) => certificateTallies(tx, meetingId))).find((line) => line.siteId === siteId);
  return { ...at, attends, issue, list, tally };
}
const check = (slug: string, code: string) => read({ kind: "public" }, (tx) => findCertificate(tx, slug, code));

test("who attended five of nine blocks has exactly these on the certificate, and their hours", async () => {
  const at = await over();
  await at.attends(at.jana.id, [1, 3, 4, 8, 9]);
  expect(await at.tally()).toMatchObject({ attended: 1, holding: 0, due: 1, issuedAt: null });
  expect(await at.issue()).toEqual({ issued: 1, ended: 0 });
  const [jana] = await at.list();
  expect(jana).toMatchObject({ number: 1, issue: 1, name: "Jana Čížková", minutes: 450 });
  expect(jana?.blocks.map(({ number, minutes }) => [number, minutes])).toEqual(
    [3, 4, 8, 9, 1].map((number) => [number, 90]),
  );
  expect(jana?.blocks[0]).toMatchObject({ titleCs: "Blok 3", day: desk.later(-2) });
  expect(await at.tally()).toMatchObject({ attended: 1, holding: 1, due: 0 });
  expect(await at.issue()).toEqual({ issued: 0, ended: 0 });
});

test("a corrected name is the second issue; the page of the first says replaced, and shows what it said", async () => {
  const at = await over();
  await at.attends(at.jana.id, [1]);
  await at.attends(at.petr, [1, 2]);
  expect(await at.issue()).toMatchObject({ issued: 2 });
  const first = (await at.list()).find(({ name }) => name === "Jana Čížková");
  await asSuperOperator(sql`update registrations set name = 'Jana Čížková-Nová' where id = ${at.jana.id}`);
  expect(await at.tally()).toMatchObject({ due: 1 });
  expect(await at.issue()).toEqual({ issued: 1, ended: 0 });
  const second = (await at.list()).find(({ name }) => name === "Jana Čížková-Nová");
  expect(second).toMatchObject({ number: first?.number, issue: 2 });
  expect(second?.code).not.toBe(first?.code);
  expect(await check(at.slug, first?.code ?? "")).toMatchObject({
    name: "Jana Čížková",
    state: "replaced",
    issue: 1,
    latest: 2,
    minutes: 90,
  });
  expect(await check(at.slug, second?.code ?? "")).toMatchObject({
    name: "Jana Čížková-Nová",
    state: "valid",
    latest: 2,
  });
  const numbers = (await at.list()).map(({ number }) => number);
  expect(new Set(numbers).size).toBe(2);
});

test("a tick corrected later is another issue; when nothing is left, the last one is taken back", async () => {
  const at = await over();
  await at.attends(at.jana.id, [1, 2]);
  await at.issue();
  await at.attends(at.jana.id, [2], "undone");
  expect(await at.issue()).toEqual({ issued: 1, ended: 0 });
  const [second] = await at.list();
  expect(second).toMatchObject({ issue: 2, minutes: 90 });
  await at.attends(at.jana.id, [1], "undone");
  expect(await at.tally()).toMatchObject({ attended: 0, holding: 1, due: 1 });
  expect(await at.issue()).toEqual({ issued: 0, ended: 1 });
  expect(await at.list()).toEqual([]);
  expect(await check(at.slug, second?.code ?? "")).toMatchObject({ state: "ended" });
  await at.attends(at.jana.id, [1]);
  expect(await at.issue()).toEqual({ issued: 1, ended: 0 });
  expect((await at.list())[0]).toMatchObject({ number: second?.number, issue: 3 });
  expect(await check(at.slug, second?.code ?? "")).toMatchObject({ state: "replaced" });
});

test("who came without a registration gets one too; one person's alone can be given out", async () => {
  const at = await over();
  await send(desk.organiser, "attendance.add", {
    siteId: at.siteId,
    blockId: at.blocks[0],
    name: "Karel Bez",
    role: "other",
    municipality: "Sokolov",
  });
  await at.attends(at.jana.id, [1]);
  expect(await at.issue({ attendeeId: at.jana.id })).toEqual({ issued: 1, ended: 0 });
  expect(await at.issue()).toEqual({ issued: 1, ended: 0 });
  expect((await at.list()).map(({ name }) => name)).toEqual(["Jana Čížková", "Karel Bez"]);
});

test("the person gets it by the private link; another meeting's link and a guessed code get nothing", async () => {
  const [at, other] = [await over(), await over()];
  await at.attends(at.jana.id, [1]);
  await at.issue();
  const own = await read({ kind: "public" }, (tx) => certificatesByLink(tx, at.slug, at.jana.link));
  expect(own).toMatchObject([{ name: "Jana Čížková", state: "valid" }]);
  expect(await read({ kind: "public" }, (tx) => certificatesByLink(tx, other.slug, at.jana.link))).toEqual([]);
  expect(await read({ kind: "public" }, (tx) => certificatesByLink(tx, at.slug, other.jana.link))).toEqual([]);
  expect(await check(other.slug, own[0]?.code ?? "")).toBeNull();
  expect(await check(at.slug, "0".repeat(24))).toBeNull();
  expect(await read({ kind: "public" }, (tx) => tx.execute(sql`select id from certificates`))).toEqual([]);
});

test("not before the last day, not with a block without length, not by others", async () => {
  const at = await over();
  await at.attends(at.jana.id, [1]);
  const issue = (who = desk.organiser) => refusal(send(who, "certificate.issue", { siteId: at.siteId }));
  await asSuperOperator(sql`update meeting_blocks set duration_minutes = null where id = ${at.blocks[0]}`);
  expect(await issue()).toMatchObject({ key: "blockLengthMissing", status: 409 });
  await asSuperOperator(sql`update meeting_sites set ends_on = ${desk.later(1)} where id = ${at.siteId}`);
  expect(await issue()).toMatchObject({ key: "certificateEarly", status: 409 });
  expect(await issue(person(cast.north, "manager").credential)).toMatchObject({ status: 403 });
  expect(await issue(cast.ministry.auditor.credential)).toMatchObject({ status: 403 });
  expect(await read(cast.ministry.auditor.credential, (tx) => listCertificates(tx, at.siteId))).toEqual([]);
  expect(await refusal(send(desk.organiser, "certificate.issue", { siteId: at.meetingId }))).toMatchObject({
    status: 404,
  });
});

test("an erased person is named by no certificate and no log; blocks and hours stay", async () => {
  const at = await over();
  await at.attends(at.jana.id, [1, 2]);
  await at.issue();
  const [{ code = "" } = {}] = await at.list();
  await send(cast.admin.credential, "person.erase", {
    kind: "registration",
    personId: at.jana.id,
    reason: "request",
    confirm: true,
  });
  expect(await check(at.slug, code)).toMatchObject({ name: null, minutes: 180, state: "valid" });
  const kept = await asSuperOperator(sql`
    select p.value from audit_personal p join audit_entries e on e.id = p.entry_id join certificates c on c.id = e.row_id
    where c.registration_id = ${at.jana.id} and p.value::text like '%Čížková%'`);
  expect([...kept]).toEqual([]);
  expect(await at.issue()).toEqual({ issued: 0, ended: 0 });
});
