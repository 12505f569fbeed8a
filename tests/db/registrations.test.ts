import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { linkToken } from "@/db/accounts/link-token";
import { listRegistrations } from "@/db/queries/registrations";
import { registrationFilter } from "@/lib/domain/registration";
import { type Cast, makeCast, person } from "../support/cast";
import { refusal, send } from "../support/command";
import { meetingDesk, read } from "../support/meeting";
import { filledIn, linked, linkOf, mailsTo, registered, visitor } from "../support/registration";
import { asSuperOperator } from "../support/superuser";

let cast: Cast;
let other: Cast;
let desk: Awaited<ReturnType<typeof meetingDesk>>;
let strange: typeof desk;
let slug: string;
let meetingId: string;
beforeAll(async () => {
  [cast, other] = [await makeCast(), await makeCast()];
  [desk, strange] = [await meetingDesk(cast), await meetingDesk(other)];
  ({ slug, meetingId } = await desk.opened());
});

const all = registrationFilter.parse({});
const listed = async (of = meetingId, by = desk) =>
  (await read(by.organiser, (tx) => listRegistrations(tx, of, all, true))).rows;
const rowOf = async (email: string, of = meetingId) => (await listed(of)).filter((row) => row.email === email);
describe("somebody registers", () => {
  test("and counts once he confirms by the button behind the link; opening it changes nothing", async () => {
    const input = filledIn(slug, { municipality: "567256" });
    expect(await send(visitor(), "registration.send", input)).toEqual({ next: `/m/${slug}/register/sent` });
    expect(await rowOf(input.email)).toMatchObject([{ state: "unconfirmed", rank: null }]);
    const link = await linkOf(input.email);
    for (let opened = 0; opened < 3; opened += 1)
      expect(await linked(slug, link)).toMatchObject({ confirmed: false, confirmable: true, email: input.email });
    await send(visitor(), "registration.confirm", { slug, link });
    await send(visitor(), "registration.confirm", { slug, link });
    expect(await rowOf(input.email)).toMatchObject([
      {
        state: "confirmed",
        name: input.name,
        municipality: "Litvínov",
        site: "first",
        canOther: true,
        meals: ["no-pork"],
        room: "with",
        roomWith: "Žižka",
        car: true,
        arrival: "in-time",
      },
    ]);
    expect((await mailsTo(input.email)).map(({ template }) => template)).toEqual([
      "registration-confirm",
      "registration-copy",
    ]);
  });

  test("the answer, and what is kept of the command, is the same for a new address, a known one and a lost link", async () => {
    const { email } = await registered(slug);
    const answers = [
      await send(visitor(), "registration.send", filledIn(slug)),
      await send(visitor(), "registration.send", filledIn(slug, { email })),
      await send(visitor(), "registration.send", filledIn(slug, { email: email.toUpperCase() })),
    ];
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    // What was typed again counts for nothing, and waits for a correction of its address.
    expect((await rowOf(email)).map(({ state }) => state).sort()).toEqual(["confirmed", "withdrawn", "withdrawn"]);
    expect((await mailsTo(email)).map(({ template }) => template)).toEqual([
      "registration-confirm",
      "registration-copy",
      "registration-known",
      "registration-known",
    ]);
  });

  test("gets three mails a day and no more, however often the address is typed", async () => {
    const { email } = filledIn(slug);
    for (let n = 0; n < 6; n += 1) await send(visitor(), "registration.send", filledIn(slug, { email }));
    expect(await mailsTo(email)).toHaveLength(3);
    const states = async () => (await rowOf(email)).map(({ state }) => state).sort();
    const rest = ["withdrawn", "withdrawn", "withdrawn"];
    expect(await states()).toEqual(["unconfirmed", "unconfirmed", "unconfirmed", ...rest]);
    await send(visitor(), "registration.confirm", { slug, link: await linkOf(email) });
    expect(await states()).toEqual(["confirmed", "withdrawn", "withdrawn", ...rest]);
  });

  test("ten sendings of one address at once make one registration that counts", async () => {
    const { email } = filledIn(slug);
    await Promise.all(
      Array.from({ length: 10 }, () => send(visitor(), "registration.send", filledIn(slug, { email }))),
    );
    expect(await mailsTo(email)).toHaveLength(3);
    const links = await read({ kind: "worker" }, (tx) =>
      tx.execute<{
        id: string;
      }>(sql`select l.id from registration_links l join registrations r on r.id = l.registration_id
        where r.email = ${email}`),
    );
    const outcomes = await Promise.allSettled(
      links.map(({ id }) =>
        send(visitor(), "registration.confirm", { slug, link: `${id}.${linkToken("registration", id)}` }),
      ),
    );
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect((await rowOf(email)).filter(({ state }) => state === "confirmed")).toHaveLength(1);
  });

  test("is told what does not fit, and nothing is written", async () => {
    const wrong: [object, Record<string, string>][] = [
      [{ municipality: "Atlantida" }, { municipality: "municipalityUnknown" }],
      [{ municipality: "Ostrov" }, { municipality: "municipalityAmbiguous" }],
      [{ site: "third" }, { site: "notOffered" }],
      [{ email: "jana@" }, { email: "badEmail" }],
      [{ consent: false }, { consent: "consentMissing" }],
      [{ name: " " }, { name: "required" }],
    ];
    const before = (await listed()).length;
    for (const [more, fields] of wrong)
      expect(await refusal(send(visitor(), "registration.send", filledIn(slug, more)))).toMatchObject({
        status: 422,
        fields,
      });
    expect((await refusal(send(visitor(), "registration.send", filledIn("none")))).status).toBe(404);
    const draft = await desk.draft();
    expect((await refusal(send(visitor(), "registration.send", filledIn(draft.slug)))).status).toBe(404);
    expect((await listed()).length).toBe(before);
    await send(visitor(), "registration.send", filledIn(slug, { municipality: "555428" }));
    await send(
      visitor(),
      "registration.send",
      filledIn(slug, { municipality: "SOKOLOV", site: "any", canOther: "no" }),
    );
    expect((await listed()).at(-1)).toMatchObject({ site: null, canOther: true });
  });

  test("is refused once the round is closed", async () => {
    const closed = await desk.opened();
    const { link, ...mine } = await registered(closed.slug);
    await send(desk.organiser, "meeting.close", { meetingId: closed.meetingId });
    expect(await refusal(send(visitor(), "registration.send", filledIn(closed.slug)))).toMatchObject({
      key: "registrationClosed",
      status: 409,
    });
    const { version = "" } = (await linked(closed.slug, link)) ?? {};
    const { email: _, consent: __, locale: ___, ...answers } = mine;
    expect((await refusal(send(visitor(), "registration.change", { ...answers, link, version }))).key).toBe(
      "registrationClosed",
    );
    // Who sent in time may still confirm, until the allocation.
  });
});

describe("a private link", () => {
  test("shows, changes and withdraws its own registration, by the version that was seen", async () => {
    const { link, email, consent: _, locale: __, ...mine } = await registered(slug);
    const own = await linked(slug, link);
    expect(own).toMatchObject({ email, confirmed: true, changes: true, withdrawable: true, site: "first" });
    const change = { ...mine, link, name: "Nové Jméno", site: "second", canOther: "no", meals: [], room: "any" };
    const { email: ___, ...answers } = { ...change, email };
    await send(visitor(), "registration.change", { ...answers, version: own?.version });
    expect(
      (await refusal(send(visitor(), "registration.change", { ...answers, version: own?.version, car: false }))).key,
    ).toBe("changedMeanwhile");
    const now = await linked(slug, link);
    expect(now).toMatchObject({
      name: "Nové Jméno",
      site: "second",
      canOther: false,
      needs: { meals: [], roomWith: "" },
    });
    expect(now?.registeredAt).toBe(own?.registeredAt);
    await send(visitor(), "registration.withdraw", { slug, link, version: now?.version });
    expect(await linked(slug, link)).toMatchObject({ withdrawn: true, changes: false, withdrawable: false });
    expect((await refusal(send(visitor(), "registration.withdraw", { slug, link, version: now?.version }))).key).toBe(
      "registrationWithdrawn",
    );
    // Coming back is a new registration with a new rank.
    await registered(slug, { email });
    expect((await rowOf(email)).map(({ state }) => state).sort()).toEqual(["confirmed", "withdrawn"]);
  });

  test("opens nothing of another meeting, with another token or another id", async () => {
    const { link } = await registered(slug);
    const { slug: elsewhere } = await desk.opened();
    const [id = "", token = ""] = link.split(".");
    const wrong = [
      [elsewhere, link],
      [slug, `${id}.${token.slice(0, -1)}${token.endsWith("A") ? "B" : "A"}`],
      [slug, `${randomUUID()}.${token}`],
      [slug, "nonsense"],
    ] as const;
    for (const [at, used] of wrong) {
      expect(await linked(at, used)).toBeNull();
      for (const name of ["registration.confirm", "registration.withdraw"])
        expect(
          await refusal(
            send(visitor(), name, { slug: at, link: used, ...(name.endsWith("withdraw") && { version: "x" }) }),
          ),
        ).toMatchObject({ key: "registrationLinkOver", status: 409 });
    }
  });

  test("confirms for 48 hours and not after", async () => {
    const input = filledIn(slug);
    await send(visitor(), "registration.send", input);
    const link = await linkOf(input.email);
    await operateOnLink(link, "47 hours 59 minutes");
    expect(await linked(slug, link)).toMatchObject({ confirmable: true });
    await operateOnLink(link, "48 hours 1 minute");
    expect(await linked(slug, link)).toMatchObject({ confirmable: false });
    expect((await refusal(send(visitor(), "registration.confirm", { slug, link }))).key).toBe("registrationLate");
  });
});

async function operateOnLink(link: string, age: string) {
  await asSuperOperator(
    sql`update registration_links set created_at = now() - ${age}::interval where id = ${link.split(".")[0] ?? ""}`,
  );
}

describe("commands of visitors", () => {
  test("the same again is answered the same and done once; another's form with the same id is his own", async () => {
    const id = randomUUID();
    const [mine, yours] = [filledIn(slug), filledIn(slug)];
    const first = await send(visitor(), "registration.send", mine, id);
    expect(await send(visitor(), "registration.send", mine, id)).toEqual(first);
    expect(await send(visitor(), "registration.send", yours, id)).toEqual(first);
    expect(await mailsTo(mine.email)).toHaveLength(1);
    expect(await mailsTo(yours.email)).toHaveLength(1);
  });

  test("what is kept holds no address, name or token, and belongs to the ministry", async () => {
    const input = filledIn(slug);
    await send(visitor(), "registration.send", input);
    const link = await linkOf(input.email);
    const rows =
      await asSuperOperator(sql`select c.hash, c.result::text as result, c.actor_id, c.organisation_id from commands c
        join audit_entries e on e.command_id = c.id join registrations r on r.id = e.row_id where r.email = ${input.email}`);
    expect(rows).toMatchObject([{ hash: "visitor", actor_id: null, organisation_id: cast.ministry.id }]);
    const kept = JSON.stringify(rows);
    for (const secret of [input.email, input.name, link.split(".")[1] ?? ""]) expect(kept).not.toContain(secret);
  });

  test("nothing else of the registry is open to them, and being signed in gives no more", async () => {
    for (const name of ["registration.correct", "meeting.close", "person.erase"])
      expect((await refusal(send(visitor(), name, { meetingId, registrationId: randomUUID() }))).status).toBe(401);
    const input = filledIn(slug);
    await send(person(cast.north, "manager").credential, "registration.send", input);
    expect(await rowOf(input.email)).toHaveLength(1);
  });

  test("sixty unconfirmed ones from a network in an hour are enough; confirmed ones do not count", async () => {
    const from = visitor("203.0.113.7");
    const many = await desk.opened();
    const confirmed = filledIn(many.slug);
    await send(from, "registration.send", confirmed);
    await asSuperOperator(sql`insert into guesses (about, address, checked)
        select sec.guess_mark('registration', gen_random_uuid()::text), sec.guess_mark('registration network', '203.0.113.7'), false
        from generate_series(1, 59)`);
    const error = await send(from, "registration.send", filledIn(many.slug)).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ key: "registrationCrowded", status: 429, values: { seconds: 3600 } });
    await send(visitor(), "registration.send", filledIn(many.slug));
    await send(from, "registration.confirm", { slug: many.slug, link: await linkOf(confirmed.email) });
    await send(from, "registration.send", filledIn(many.slug));
  });

  test("a meeting that gets very many slows each network down and is shut for nobody", async () => {
    const many = await strange.opened();
    await send(visitor(), "registration.send", filledIn(many.slug));
    await asSuperOperator(sql`insert into registrations (organisation_id, meeting_id, round_id, name, email, locale, role, municipality_code, can_other,
          registered_at, kept_until)
        select r.organisation_id, r.meeting_id, r.round_id, 'x', 'x' || n || '@x.example', 'cs', 'other', r.municipality_code, true, now(), r.kept_until
        from registrations r, generate_series(1, 300) n where r.meeting_id = ${many.meetingId}`);
    const from = visitor();
    await send(from, "registration.send", filledIn(many.slug));
    expect(await refusal(send(from, "registration.send", filledIn(many.slug)))).toMatchObject({
      key: "registrationSlow",
      status: 429,
    });
    await send(visitor(), "registration.send", filledIn(many.slug));
  });
});
