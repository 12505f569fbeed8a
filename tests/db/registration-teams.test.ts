import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { linkToken } from "@/db/accounts/link-token";
import { listRegistrations, openLink, registrationEvents } from "@/db/queries/registrations";
import { registrationFilter } from "@/lib/domain/registration";
import { type Cast, makeCast, person } from "../support/cast";
import { refusal, send } from "../support/command";
import { meetingDesk, read } from "../support/meeting";
import { linked, linkOf, mailsTo, registered, visitor } from "../support/registration";
import { asSuperOperator } from "../support/superuser";
import { begun, mailsToTeam, nine, pasted, teamAt } from "../support/team";

let cast: Cast;
let desk: Awaited<ReturnType<typeof meetingDesk>>;
let slug: string;
let meetingId: string;
beforeAll(async () => {
  cast = await makeCast();
  desk = await meetingDesk(cast);
  ({ slug, meetingId } = await desk.opened());
});

const listed = async (of = meetingId) =>
  (await read(desk.organiser, (tx) => listRegistrations(tx, of, registrationFilter.parse({}), true))).rows;
const ownLink = (id: string | null) => `${id}.${linkToken("registration", id ?? "")}`;
const mark = () => randomUUID().slice(0, 8);

describe("his people", () => {
  test("are confirmed by him, each with a link of his own; the rank is the instant of entering", async () => {
    const own = await desk.opened();
    const at = await begun(own.slug);
    const address = `jana-${mark()}@mesto.example`;
    await pasted(at, `Jana Nová; ${address}; mentor\nPetr Nový`, 2, { site: "first", canOther: "no" });
    const { members } = await teamAt(at.slug, at.link);
    expect(
      members.map(({ name, email, role, confirmed, site, canOther }) => [name, email, role, confirmed, site, canOther]),
    ).toEqual([
      ["Jana Nová", address, "mentor", true, "first", false],
      ["Petr Nový", null, "assistant", true, "first", false],
    ]);
    expect(await listed(own.meetingId)).toMatchObject([
      { state: "confirmed", coordinator: "Hana Koordinátorová", municipality: "Sokolov", rank: expect.any(Number) },
      { state: "confirmed", email: null, officeEmail: null },
    ]);
    // To her own address her link, to him who has none the coordinator's page gives his.
    expect((await mailsTo(address)).map(({ template }) => template)).toEqual(["registration-member"]);
    expect(await linked(own.slug, await linkOf(address))).toMatchObject({ name: "Jana Nová", inTeam: true });
    expect(members[0]?.linkId).toBeNull();
    expect(await linked(own.slug, ownLink(members[1]?.linkId ?? null))).toMatchObject({
      name: "Petr Nový",
      email: null,
    });
    expect((await mailsToTeam(at.email)).map(({ template }) => template)).toEqual(["team-confirm", "team-copy"]);
  });

  test("nothing is written before the number of the preview comes with them", async () => {
    const at = await begun(slug);
    const { version } = await teamAt(slug, at.link);
    const paste = { slug, link: at.link, version, paste: "Jana Nová\nPetr Nový", role: "mentor" };
    for (const expected of [undefined, 1, 3])
      expect(await refusal(send(visitor(), "member.paste", { ...paste, expected }))).toMatchObject({
        key: "teamCheck",
        status: 422,
      });
    expect((await teamAt(slug, at.link)).members).toEqual([]);
    await send(visitor(), "member.paste", { ...paste, expected: 2 });
    expect((await refusal(send(visitor(), "member.paste", { ...paste, paste: "Iva", expected: 1 }))).key).toBe(
      "changedMeanwhile",
    );
  });

  test("nine with the mailbox of the office are nine; pasted again they are as they were; one is renamed", async () => {
    const at = await begun(slug);
    await pasted(at, nine, 9);
    const { members, version } = await teamAt(slug, at.link);
    expect(members).toHaveLength(9);
    // The first had it as his own until the second came.
    expect(new Set(members.map(({ email, officeEmail }) => `${email} ${officeEmail}`))).toEqual(
      new Set(["null podatelna@mesto.example"]),
    );
    expect(await mailsTo("podatelna@mesto.example")).toEqual([]);
    expect(
      (
        await refusal(
          send(visitor(), "member.paste", { slug, link: at.link, version, paste: nine, role: "mentor", expected: 9 }),
        )
      ).key,
    ).toBe("teamCheck");
    const third = members[2];
    const change = { slug, link: at.link, registrationId: third?.id, version: third?.version, role: "mentor" };
    await send(visitor(), "member.change", { ...change, name: "Nové Příjmení", email: "podatelna@mesto.example" });
    expect((await teamAt(slug, at.link)).members.map(({ name }) => name)).toContain("Nové Příjmení");
    expect(
      (
        await refusal(
          send(visitor(), "member.change", { ...change, name: "Osoba A", email: "podatelna@mesto.example" }),
        )
      ).key,
    ).toBe("changedMeanwhile");
  });

  test("of one name are asked about, a sixteenth is refused, and whoever counts elsewhere waits for his own word", async () => {
    const at = await begun(slug);
    const alone = await registered(slug);
    const add = async (more: object) => {
      const { version } = await teamAt(slug, at.link);
      return send(visitor(), "member.add", { slug, link: at.link, version, role: "mentor", ...more });
    };
    await add({ name: "Jan Novák" });
    expect((await refusal(add({ name: "JAN  NOVAK" }))).key).toBe("memberTwin");
    await add({ name: "Jan Novák", another: true });
    await add({ name: "Kdo je přihlášený", email: alone.email });
    const { members } = await teamAt(slug, at.link);
    expect(members.map(({ confirmed }) => confirmed).sort()).toEqual([false, true, true]);
    const [, here] = await read({ kind: "worker" }, (tx) =>
      tx.execute<{
        id: string;
      }>(sql`select l.id from registration_links l join registrations r on r.id = l.registration_id
        where r.email = ${alone.email} order by r.team_id nulls first`),
    );
    expect(
      (await refusal(send(visitor(), "registration.confirm", { slug, link: ownLink(here?.id ?? null) }))).key,
    ).toBe("registrationTwice");
    await pasted(at, Array.from({ length: 12 }, (_, n) => `Člen ${"abcdefghijkl"[n]}`).join("\n"), 12);
    expect((await refusal(add({ name: "Šestnáctá Osoba" }))).key).toBe("teamFull");
    expect((await teamAt(slug, at.link)).members).toHaveLength(15);
  });

  test("withdraw one by one and all together, once", async () => {
    const at = await begun(slug);
    await pasted(at, nine, 9);
    const team = await teamAt(slug, at.link);
    const [first] = team.members;
    const one = { slug, link: at.link, registrationId: first?.id, version: first?.version };
    await send(visitor(), "member.withdraw", one);
    expect((await refusal(send(visitor(), "member.withdraw", { ...one, version: "x" }))).key).toBe(
      "registrationWithdrawn",
    );
    expect((await refusal(send(visitor(), "member.replace", { ...one, name: "Kdo Jiný", role: "mentor" }))).key).toBe(
      "registrationWithdrawn",
    );
    const { version } = await teamAt(slug, at.link);
    await send(visitor(), "team.withdraw", { slug, link: at.link, version });
    expect((await refusal(send(visitor(), "team.withdraw", { slug, link: at.link, version }))).key).toBe(
      "registrationWithdrawn",
    );
    const after = await teamAt(slug, at.link);
    expect(after).toMatchObject({ withdrawn: true });
    expect(after.members.filter(({ withdrawn }) => withdrawn)).toHaveLength(9);
    const strange = await begun(slug);
    expect((await refusal(send(visitor(), "member.withdraw", { ...one, link: strange.link }))).status).toBe(404);
  });
});

describe("a substitute", () => {
  test("has the rank and nothing else of the one before, whose link says only that the place is taken", async () => {
    const at = await begun(slug);
    const [before, after] = [`stary-${mark()}@mesto.example`, `novy-${mark()}@mesto.example`];
    await pasted(at, `Jana Stará; ${before}`, 1, { site: "second" });
    const oldLink = await linkOf(before);
    const own = await linked(slug, oldLink);
    const details = { name: "Jana Stará", role: "mentor", municipality: "560286", site: "second", canOther: "no" };
    await send(visitor(), "registration.change", {
      slug,
      link: oldLink,
      version: own?.version,
      ...details,
      meals: ["vegan"],
      room: "with",
      roomWith: "Iva",
      car: true,
      arrival: "later",
    });
    const [old] = (await teamAt(slug, at.link)).members;
    const swap = { slug, link: at.link, registrationId: old?.id, version: old?.version };
    await send(visitor(), "member.replace", { ...swap, name: "Petr Nový", email: after, role: "assistant" });
    expect(await read({ kind: "public" }, (tx) => openLink(tx, slug, oldLink))).toBe("replaced");
    for (const [name, more] of [
      ["registration.confirm", {}],
      ["registration.withdraw", { version: "x" }],
      ["registration.ask", { text: "Co?" }],
    ] as const)
      expect((await refusal(send(visitor(), name, { slug, link: oldLink, ...more }))).key).toBe(
        "registrationWithdrawn",
      );
    const link = await linkOf(after);
    expect(await linked(slug, link)).toMatchObject({
      name: "Petr Nový",
      role: "assistant",
      registeredAt: own?.registeredAt,
      site: "second",
      confirmed: false,
      confirmable: true,
      tookOver: true,
      needs: { meals: [], room: "any", roomWith: "", car: false, arrival: "in-time" },
    });
    expect((await mailsTo(before)).map(({ template }) => template)).toEqual([
      "registration-member",
      "registration-replaced",
    ]);
    expect((await mailsTo(after)).map(({ template }) => template)).toEqual(["registration-confirm"]);
    await send(visitor(), "registration.confirm", { slug, link });
    expect(
      (await teamAt(slug, at.link)).members.map(({ name, replaced, confirmed }) => [name, replaced, confirmed]),
    ).toEqual([
      ["Petr Nový", false, true],
      ["Jana Stará", true, true],
    ]);
    expect((await refusal(send(visitor(), "member.replace", { ...swap, name: "Třetí", role: "mentor" }))).key).toBe(
      "registrationWithdrawn",
    );
  });
});

describe("after the deadline", () => {
  test("somebody asks, the organiser opens one form until a day, and nobody else's opens; withdrawing goes on", async () => {
    const own = await desk.opened();
    const at = await begun(own.slug);
    await pasted(at, "Jana Nová\nPetr Nový", 2);
    await send(desk.organiser, "meeting.close", { meetingId: own.meetingId });
    const team = await teamAt(own.slug, at.link);
    const [jana, petr] = team.members;
    const change = (who: typeof jana, name: string) =>
      send(visitor(), "member.change", {
        slug: own.slug,
        link: at.link,
        registrationId: who?.id,
        version: who?.version,
        name,
        role: "mentor",
      });
    expect((await refusal(change(jana, "Jana Nováková"))).key).toBe("registrationClosed");
    const ask = { slug: own.slug, link: at.link, registrationId: jana?.id, text: "Vdala se." };
    await send(visitor(), "member.ask", ask);
    expect((await refusal(send(visitor(), "member.ask", ask))).key).toBe("changesAsked");
    const [asking] = (
      await read(desk.organiser, (tx) =>
        listRegistrations(tx, own.meetingId, registrationFilter.parse({ state: "asked" }), true),
      )
    ).rows;
    expect(asking).toMatchObject({ id: jana?.id, asked: true });
    const open = { registrationId: jana?.id, untilOn: desk.later(3) };
    for (const who of [cast.ministry.auditor, cast.admin, person(cast.north, "manager")])
      expect((await refusal(send(who.credential, "registration.extend", open))).key).toBe("forbidden");
    await send(desk.organiser, "registration.extend", open);
    expect(await read(desk.organiser, (tx) => registrationEvents(tx, jana?.id ?? ""))).toMatchObject([
      { kind: "opened", who: expect.any(String) },
      { kind: "asked", text: "Vdala se." },
    ]);
    const opened = (await teamAt(own.slug, at.link)).members.find(({ id }) => id === jana?.id);
    await change(opened, "Jana Nováková");
    expect((await refusal(change(petr, "Petr Novák"))).key).toBe("registrationClosed");
    expect((await refusal(send(visitor(), "member.ask", ask))).key).toBe("changesOpen");
    await asSuperOperator(
      sql`update registrations set changes_until = changes_until - interval '20 days' where id = ${jana?.id ?? ""}`,
    );
    const now = (await teamAt(own.slug, at.link)).members.find(({ id }) => id === jana?.id);
    expect((await refusal(change(now, "Jana"))).key).toBe("registrationClosed");
    await send(visitor(), "member.withdraw", {
      slug: own.slug,
      link: at.link,
      registrationId: petr?.id,
      version: petr?.version,
    });
  });
});
