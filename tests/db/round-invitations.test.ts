import { sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { linkToken } from "@/db/accounts/link-token";
import { withActor } from "@/db/gate";
import { findMail } from "@/db/queries/outbox";
import { findInvited, listAddresses, projectOffices } from "@/db/queries/round-invitations";
import { writeMail } from "@/server/mail/write";
import { type Cast, makeCast, person } from "../support/cast";
import { refusal, send } from "../support/command";
import { meetingDesk, read } from "../support/meeting";
import { linked, registered, visitor } from "../support/registration";
import { published, standing } from "../support/seats";
import { asSuperOperator } from "../support/superuser";

let cast: Cast;
let desk: Awaited<ReturnType<typeof meetingDesk>>;
beforeAll(async () => {
  cast = await makeCast();
  desk = await meetingDesk(cast);
});

const only = (site: string) => ({ site, canOther: "no" });
/** A published meeting with a round open for the second site: two places there, somebody who waits for the first. */
async function secondRound() {
  const meeting = await published(
    desk,
    { first: 1, second: 2 },
    { first: [only("first")], second: [], waiting: [only("first")] },
  );
  await asSuperOperator(
    sql`update publications set mails_from = now() - interval '1 day' where meeting_id = ${meeting.meetingId}`,
  );
  const { meetingId } = meeting;
  const { roundId } = await send(desk.organiser, "round.add", {
    meetingId,
    siteId: meeting.siteId("second"),
    deadlineOn: desk.later(20),
  });
  await send(desk.organiser, "round.open", { roundId });
  const addresses = () => read(desk.organiser, (tx) => listAddresses(tx, meetingId));
  return { ...meeting, roundId, addresses };
}
type Round = Awaited<ReturnType<typeof secondRound>>;

const mailsOf = (addressId: string) =>
  read({ kind: "worker" }, (tx) =>
    tx.execute<{ id: string; data: { reminder: boolean } }>(
      sql`select o.id, o.data from outbox o where o.address_id = ${addressId} order by o.created_at, o.id`,
    ),
  );
const written = async (id: string) => {
  const mail = await read({ kind: "worker" }, (tx) => findMail(tx, id));
  if (!mail) throw new Error(`no mail ${id}`);
  return writeMail(mail);
};
const paste = (round: Round, text: string) =>
  send<object>(desk.organiser, "address.paste", { meetingId: round.meetingId, text });
const linkOf = (id = "") => `${id}.${linkToken("invited", id)}`;

test("a list is pasted and gathered once; who objected is never put on one again, at the next meeting neither", async () => {
  const round = await secondRound();
  const [one, two] = [`jirkov@${round.slug}.example`, `most@${round.slug}.example`];
  expect(await paste(round, `Jirkov;${one}\nMost;${two}\n${one}`)).toEqual({ added: 2, known: 0, objected: 0 });
  expect(await paste(round, one)).toEqual({ added: 0, known: 1, objected: 0 });
  expect((await refusal(paste(round, "nikdo"))).fields).toEqual({ text: "noAddresses" });
  const jirkov = (await round.addresses()).find(({ email }) => email === one);
  expect(jirkov).toMatchObject({
    label: "Jirkov",
    source: "pasted",
    objected: false,
    answered: false,
    invitedAt: null,
  });
  const link = linkOf(jirkov?.id);
  const opened = () => read({ kind: "public" }, (tx) => findInvited(tx, round.slug, link));
  expect(await opened()).toEqual({ email: one, objected: false });
  expect(await opened()).toEqual({ email: one, objected: false });
  for (const wrong of [linkOf(round.roundId), `${jirkov?.id}.${"x".repeat(43)}`, "x"])
    expect((await refusal(send(visitor(), "invitation.object", { slug: round.slug, link: wrong }))).key).toBe(
      "registrationLinkOver",
    );
  await send(visitor(), "invitation.object", { slug: round.slug, link });
  await send(visitor(), "invitation.object", { slug: round.slug, link });
  expect(await opened()).toEqual({ email: one, objected: true });
  await send(desk.organiser, "address.remove", { addressId: jirkov?.id });
  const next = await secondRound();
  expect(await paste(next, `${one}, ${two}`)).toEqual({ added: 1, known: 0, objected: 1 });
  await asSuperOperator(
    sql`update organisations set office_email = 'Podatelna@north.example' where id = ${cast.north.id}`,
  );
  expect(await read(desk.organiser, projectOffices)).toContainEqual(
    expect.objectContaining({ email: "podatelna@north.example" }),
  );
  expect(await read(person(cast.north, "manager").credential, projectOffices)).toEqual([]);
  await send(desk.organiser, "address.gather", { meetingId: next.meetingId });
  expect(await next.addresses()).toContainEqual(
    expect.objectContaining({ email: "podatelna@north.example", source: "project" }),
  );
});

test("each is invited once and reminded once, two days later, unless he has answered or objected", async () => {
  const round = await secondRound();
  const at = (name: string) => `${name}@${round.slug}.example`;
  await paste(round, ["mlci", "odpovi", "nechce"].map(at).join("\n"));
  const invite = () => send<object>(desk.organiser, "invitation.send", { roundId: round.roundId });
  const remind = () => send<object>(desk.organiser, "invitation.remind", { roundId: round.roundId });
  const both = await Promise.all([invite(), invite()]);
  expect(both.map((done) => (done as { invited: number }).invited).sort()).toEqual([0, 3]);
  const list = await round.addresses();
  const of = (name: string) => list.find(({ email }) => email === at(name))?.id ?? "";
  expect(await remind()).toEqual({ reminded: 0 });
  await asSuperOperator(
    sql`update round_invitations set invited_at = now() - interval '49 hours' where round_id = ${round.roundId}`,
  );
  await registered(round.slug, { email: at("odpovi"), ...only("second") });
  await send(visitor(), "invitation.object", { slug: round.slug, link: linkOf(of("nechce")) });
  const reminded = await Promise.all([remind(), remind()]);
  expect(reminded.map((done) => (done as { reminded: number }).reminded).sort()).toEqual([0, 1]);
  expect((await mailsOf(of("mlci"))).map(({ data }) => data.reminder)).toEqual([false, true]);
  for (const name of ["odpovi", "nechce"]) expect(await mailsOf(of(name))).toHaveLength(1);
  // What still waits to be sent is written from how things stand then.
  const [first] = await mailsOf(of("mlci"));
  const letter = await written(first?.id ?? "");
  if (typeof letter === "string") throw new Error(letter);
  for (const said of ["second", `/m/${round.slug}`, linkOf(of("mlci"))]) expect(letter.text).toContain(said);
  expect(await written((await mailsOf(of("odpovi")))[0]?.id ?? "")).toBe("nothing");
  expect(await written((await mailsOf(of("nechce")))[0]?.id ?? "")).toBe("inactive");
  await send(desk.organiser, "round.close", { roundId: round.roundId });
  expect(await written(first?.id ?? "")).toBe("nothing");
  expect((await refusal(invite())).key).toBe("registrationClosed");
});

test("an address that was invited, taken off the list and put on it again is invited no second time", async () => {
  const round = await secondRound();
  const [known, fresh] = [`znama@${round.slug}.example`, `nova@${round.slug}.example`];
  const invite = () => send<object>(desk.organiser, "invitation.send", { roundId: round.roundId });
  const idOf = async (email: string) => (await round.addresses()).find((one) => one.email === email)?.id;
  await paste(round, `${known}\n${fresh}`);
  await send(desk.organiser, "address.remove", { addressId: await idOf(fresh) });
  expect(await invite()).toMatchObject({ invited: 1 });
  const id = await idOf(known);
  await send(desk.organiser, "address.remove", { addressId: id });
  expect(await round.addresses()).toEqual([]);
  expect(await mailsOf(id ?? "")).toEqual([]);
  expect((await refusal(send(desk.organiser, "address.remove", { addressId: id }))).status).toBe(404);
  expect(await invite()).toMatchObject({ invited: 0 });
  expect(await paste(round, `${known}\n${fresh}`)).toEqual({ added: 2, known: 0, objected: 0 });
  expect((await round.addresses()).find(({ email }) => email === known)?.invitedAt).not.toBeNull();
  expect(await invite()).toMatchObject({ invited: 1 });
});

test("who waits is told of the places, says that he can come there, and sits; nobody who sits is moved", async () => {
  const round = await secondRound();
  const [waits] = round.waiting;
  expect(await send<object>(desk.organiser, "invitation.send", { roundId: round.roundId })).toEqual({
    invited: 0,
    waiting: 1,
  });
  const [mail] = await read({ kind: "worker" }, (tx) =>
    tx.execute<{ id: string }>(
      sql`select o.id from outbox o where o.registration_id = ${waits?.id ?? ""} and o.template = 'round-queue'`,
    ),
  );
  const letter = await written(mail?.id ?? "");
  if (typeof letter === "string") throw new Error(letter);
  expect(letter.text).toContain(waits?.link);
  const own = await linked(round.slug, waits?.link ?? "");
  expect(own?.changes).toBe(true);
  const { name, role, municipality, meals, room, roomWith, car } = waits ?? {};
  const answers = { name, role, municipality, meals, room, roomWith, car, site: "second", canOther: "no" };
  await send(visitor(), "registration.change", {
    slug: round.slug,
    link: waits?.link,
    version: own?.version,
    ...answers,
  });
  const after = await standing(desk, round.meetingId);
  expect(after.get(waits?.id ?? "")).toMatchObject({ state: "seated", siteId: round.siteId("second") });
  expect(after.get(round.first[0]?.id ?? "")).toMatchObject({ state: "seated", siteId: round.siteId("first") });
});

test("only the organiser keeps a list, nobody else reads it, and the worker takes it a month after the meeting", async () => {
  const round = await secondRound();
  await paste(round, `kdo@${round.slug}.example`);
  const [address] = await round.addresses();
  for (const who of [cast.ministry.auditor, cast.admin, person(cast.north, "manager")]) {
    for (const [name, input] of [
      ["address.paste", { meetingId: round.meetingId, text: "a@b.cz" }],
      ["address.gather", { meetingId: round.meetingId }],
      ["address.remove", { addressId: address?.id }],
      ["invitation.send", { roundId: round.roundId }],
      ["invitation.remind", { roundId: round.roundId }],
    ] as const)
      expect((await refusal(send(who.credential, name, input))).key).toBe("forbidden");
    expect(await read(who.credential, (tx) => tx.execute(sql`select 1 from invited_addresses`))).toEqual([]);
  }
  await asSuperOperator(
    sql`update invited_addresses set kept_until = kept_until - 1000 where id = ${address?.id ?? ""}`,
  );
  await withActor({ kind: "worker" }, "write", (tx) => tx.execute(sql`select sec.purge()`));
  expect(await round.addresses()).toEqual([]);
  expect(
    await read(cast.admin.credential, (tx) => tx.execute(sql`select * from sec.verify(${cast.ministry.id})`)),
  ).toEqual([]);
});
