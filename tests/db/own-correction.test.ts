import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { linkToken } from "@/db/accounts/link-token";
import { findSentAddress, listRegistrations } from "@/db/queries/registrations";
import { registrationFilter } from "@/lib/domain/registration";
import { sendingOf } from "@/server/session/sending";
import { type Cast, makeCast } from "../support/cast";
import { refusal, send } from "../support/command";
import { meetingDesk, read } from "../support/meeting";
import { filledIn, linked, linkOf, mailsTo, registered, visitor } from "../support/registration";
import { asSuperOperator } from "../support/superuser";

let cast: Cast;
let desk: Awaited<ReturnType<typeof meetingDesk>>;
let slug: string;
let meetingId: string;
beforeAll(async () => {
  cast = await makeCast();
  desk = await meetingDesk(cast);
  ({ slug, meetingId } = await desk.opened());
});

/** Somebody sends a registration: what he typed, and the secret that his browser got. */
async function sent(more: object = {}) {
  const [input, id] = [filledIn(slug, more), randomUUID()];
  const answer = await send(visitor(), "registration.send", input, id);
  return { ...input, answer, sending: sendingOf("registration.send", id, input) };
}
const correct = (sending: string, email: string, more: object = {}) =>
  send(visitor(), "registration.correct-sent", { slug, sending, email, ...more });
const freshAddress = () => filledIn(slug).email;
const shown = (sending: string, of = slug) => read({ kind: "public" }, (tx) => findSentAddress(tx, of, sending));
const listed = async (email: string) =>
  (
    await read(desk.organiser, (tx) => listRegistrations(tx, meetingId, registrationFilter.parse({}), true))
  ).rows.filter((row) => row.email === email);
const uncorrectable = { key: "registrationUncorrectable", status: 409 };

describe("whoever mistyped his address", () => {
  test("sees it after sending and corrects it once: the rank stays, the old link is dead, only the new one confirms", async () => {
    const mistyped = await sent();
    const later = await registered(slug);
    const oldLink = await linkOf(mistyped.email);
    expect(await shown(mistyped.sending)).toBe(mistyped.email);
    const right = freshAddress();
    expect(await correct(mistyped.sending, right)).toEqual({ next: `/m/${slug}/register/sent` });
    expect(await linked(slug, oldLink)).toBeNull();
    expect((await refusal(send(visitor(), "registration.confirm", { slug, link: oldLink }))).key).toBe(
      "registrationLinkOver",
    );
    await send(visitor(), "registration.confirm", { slug, link: await linkOf(right) });
    expect(await listed(mistyped.email)).toEqual([]);
    const [own] = await listed(right);
    const [other] = await listed(later.email);
    expect(own).toMatchObject({ state: "confirmed", name: mistyped.name });
    expect(own?.rank).toBeLessThan(other?.rank ?? 0);
    expect((await mailsTo(right)).map(({ template }) => template)).toEqual([
      "registration-confirm",
      "registration-copy",
    ]);
  });

  test("does so once, not to the same address again, and the mail that waits for the old one does not leave", async () => {
    const mistyped = await sent();
    expect((await refusal(correct(mistyped.sending, mistyped.email))).fields).toEqual({ email: "sameAddress" });
    const right = freshAddress();
    await correct(mistyped.sending, right);
    expect(await shown(mistyped.sending)).toBeNull();
    expect(await refusal(correct(mistyped.sending, freshAddress()))).toMatchObject(uncorrectable);
    const waiting = await asSuperOperator(sql`
      select r.email from outbox o join registrations r on r.id = o.registration_id
      where r.email in (${mistyped.email}, ${right}) and o.template = 'registration-confirm'`);
    expect([...waiting]).toEqual([{ email: right }]);
  });

  test("does so in the log, in nobody's name, with the old and the new address kept apart from the chain", async () => {
    const mistyped = await sent();
    const right = freshAddress();
    await correct(mistyped.sending, right);
    const [entry] = await asSuperOperator(sql`
      select c.name as action, c.actor_id as actor, array_agg(p.value order by p.value) as values
      from registrations r join audit_entries e on e.row_id = r.id and e.table_name = 'registrations'
        join commands c on c.id = e.command_id and c.name = 'registration.correct-sent'
        join audit_personal p on p.entry_id = e.id and p.column_name = 'email'
      where r.email = ${right} group by 1, 2`);
    expect(entry).toMatchObject({ action: "registration.correct-sent", actor: null });
    expect(entry?.values).toContain(right);
  });
});

describe("nobody takes a registration over", () => {
  test("once its address was confirmed, its owner withdrew or the organiser gave it another one", async () => {
    const confirmed = await sent();
    await send(visitor(), "registration.confirm", { slug, link: await linkOf(confirmed.email) });
    const withdrawn = await sent();
    await send(visitor(), "registration.withdraw", {
      slug,
      link: await linkOf(withdrawn.email),
      version: (await linked(slug, await linkOf(withdrawn.email)))?.version,
    });
    const corrected = await sent();
    const [row] = await listed(corrected.email);
    await send(desk.organiser, "registration.correct", {
      registrationId: row?.id,
      version: row?.version,
      email: freshAddress(),
      reason: "Překlep.",
    });
    for (const { sending } of [confirmed, withdrawn, corrected]) {
      expect(await shown(sending)).toBeNull();
      expect(await refusal(correct(sending, freshAddress()))).toMatchObject(uncorrectable);
    }
  });

  test("by another secret, the secret of another sending, in another meeting or with what the mail holds", async () => {
    const [own, another] = [await sent(), await sent()];
    const { slug: elsewhere } = await desk.opened();
    const [id = ""] = own.sending.split(".");
    const [, token = ""] = another.sending.split(".");
    const mailed = await linkOf(own.email);
    for (const wrong of [`${id}.${token}`, mailed, `${id}.${linkToken("registration", id)}`, "nonsense", ""])
      expect(await refusal(correct(wrong, freshAddress()))).toMatchObject(uncorrectable);
    expect(await refusal(correct(own.sending, freshAddress(), { slug: elsewhere }))).toMatchObject(uncorrectable);
    expect(await shown(own.sending, elsewhere)).toBeNull();
    // What sending gave opens no page of a registration.
    expect(await linked(slug, own.sending)).toBeNull();
    expect(await listed(own.email)).toMatchObject([{ state: "unconfirmed" }]);
  });

  test("after two days", async () => {
    const old = await sent();
    await asSuperOperator(
      sql`update registrations set created_at = created_at - interval '49 hours' where email = ${old.email}`,
    );
    expect(await refusal(correct(old.sending, freshAddress()))).toMatchObject(uncorrectable);
  });
});

describe("what is answered tells nothing about an address", () => {
  test("a known one is shown and corrected as any other, with the rank of the sending; its owner's registration stays", async () => {
    const { email, link } = await registered(slug);
    const mistyped = await sent({ email });
    const later = await registered(slug);
    expect(await shown(mistyped.sending)).toBe(email);
    const right = freshAddress();
    await correct(mistyped.sending, right);
    await send(visitor(), "registration.confirm", { slug, link: await linkOf(right) });
    const [[owner], [own], [other]] = [await listed(email), await listed(right), await listed(later.email)];
    expect([owner?.state, own?.state]).toEqual(["confirmed", "confirmed"]);
    expect(own?.rank).toBeLessThan(other?.rank ?? 0);
    expect(await linked(slug, link)).toMatchObject({ confirmed: true });
  });

  test("one that had its mails of the day is too, and neither it nor a known one gets a mail more by a correction", async () => {
    const { email: known } = await registered(slug);
    const [spent, other] = [freshAddress(), freshAddress()];
    for (const email of [spent, spent, spent, other, other, other])
      await send(visitor(), "registration.send", filledIn(slug, { email }));
    const answers: unknown[] = [];
    for (const to of [freshAddress(), known, other]) {
      const mistyped = await sent({ email: spent });
      expect(await shown(mistyped.sending)).toBe(spent);
      answers.push(mistyped.answer, await correct(mistyped.sending, to));
    }
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    for (const email of [spent, other]) expect(await mailsTo(email)).toHaveLength(3);
    expect((await mailsTo(known)).map(({ template }) => template)).toEqual([
      "registration-confirm",
      "registration-copy",
      "registration-known",
    ]);
  });
});
