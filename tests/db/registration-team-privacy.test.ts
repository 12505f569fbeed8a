import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { withActor } from "@/db/gate";
import { findMail } from "@/db/queries/outbox";
import { personData } from "@/db/queries/person-data";
import { findPeople, findPerson } from "@/db/queries/privacy";
import { writeMail } from "@/server/mail/write";
import { type Cast, makeCast, person } from "../support/cast";
import { refusal, send } from "../support/command";
import { meetingDesk, read } from "../support/meeting";
import { linkOf, visitor } from "../support/registration";
import { asSuperOperator } from "../support/superuser";
import { begun, coordinator, mailsToTeam, pasted, teamAt } from "../support/team";

let cast: Cast;
let other: Cast;
let desk: Awaited<ReturnType<typeof meetingDesk>>;
let slug: string;
let meetingId: string;
beforeAll(async () => {
  [cast, other] = [await makeCast(), await makeCast()];
  desk = await meetingDesk(cast);
  ({ slug, meetingId } = await desk.opened());
});

const teamsSeen = (who: Parameters<typeof read>[0]) =>
  read(who, (tx) =>
    tx.execute<{ id: string; people: number }>(sql`
      select t.id, (select count(*)::int from registrations r where r.team_id = t.id) as people from registration_teams t
      where t.meeting_id = ${meetingId}`),
  );

describe("an office of a city", () => {
  test("sees the team that its user began or took over, never one that merely names the municipality", async () => {
    const [mentor, manager] = [person(cast.north, "mentor").credential, person(cast.north, "manager").credential];
    const { teamId } = await send(mentor, "team.start", { slug, municipality: "Sokolov" });
    const named = await begun(slug);
    await pasted(named, "Jana Nová\nPetr Nový", 2);
    expect(await teamsSeen(mentor)).toEqual([{ id: teamId, people: 0 }]);
    await send(manager, "team.take-over", { slug, link: named.link });
    const { id } = await teamAt(slug, named.link);
    const both = [
      { id: teamId, people: 0 },
      { id, people: 2 },
    ];
    expect((await teamsSeen(mentor)).sort((a, b) => a.people - b.people)).toEqual(both);
    const nobody = [person(cast.north, "finance"), person(cast.south, "mentor"), cast.ministry.auditor, cast.admin];
    for (const who of [...nobody.map(({ credential }) => credential), visitor(), other.ministry.organiser.credential])
      expect(await teamsSeen(who)).toEqual([]);
    expect((await teamsSeen(desk.organiser)).length).toBeGreaterThanOrEqual(2);
    // Food, room and journey stay with the person, his coordinator and the organiser.
    expect(await read(mentor, (tx) => tx.execute(sql`select 1 from registration_needs`))).toEqual([]);
    for (const who of [person(cast.north, "finance"), cast.ministry.auditor])
      expect((await refusal(send(who.credential, "team.start", { slug, municipality: "Sokolov" }))).key).toBe(
        "forbidden",
      );
    const foreign = person(cast.south, "mentor").credential;
    expect((await refusal(send(foreign, "team.take-over", { slug, link: named.link }))).key).toBe("teamTaken");
  });

  test("nobody writes past the functions", async () => {
    const write = (who: Parameters<typeof read>[0], statement: ReturnType<typeof sql>) =>
      withActor(who, "write", (tx) => tx.execute(statement), { id: randomUUID(), name: "test.write" }).then(
        () => "let in",
        (error: { cause?: { code?: string } }) => error.cause?.code,
      );
    for (const who of [desk.organiser, visitor(), person(cast.north, "mentor").credential]) {
      expect(await write(who, sql`update registration_teams set confirmed_at = now()`)).toBe("42501");
      expect(await write(who, sql`delete from registration_events`)).toBe("42501");
      expect(await write(who, sql`select sec.forget_coordinators('{}')`)).toBe("42501");
      expect(await write(who, sql`select sec.put_team_link(${randomUUID()}, ${randomUUID()}, ''::bytea)`)).toBe(
        "42501",
      );
    }
  });
});

/** The newest mail of a kind about a team or one of its people, as the worker writes it. */
async function written(template: string, email: string) {
  const mail = await read({ kind: "worker" }, async (tx) => {
    const [row] = await tx.execute<{ id: string }>(sql`
      select o.id from outbox o left join registrations r on r.id = o.registration_id left join registration_teams t on t.id = o.team_id
      where o.template = ${template} and ${email} in (r.email, t.email) order by o.created_at desc limit 1`);
    return row ? findMail(tx, row.id) : null;
  });
  if (!mail) throw new Error(`no ${template} to ${email}`);
  const letter = await writeMail(mail);
  if (typeof letter === "string") throw new Error(letter);
  return { mail, letter, all: JSON.stringify(letter) };
}

describe("mails", () => {
  test.each(["cs", "en"])(
    "the first ones in %s hold nothing that was typed; the copy names the people",
    async (locale) => {
      const name = "Vyhrajte na http://zlo.example";
      const begin = coordinator(slug, { name, locale });
      await send(visitor(), "team.begin", begin);
      const first = await written("team-confirm", begin.email);
      expect(first.mail.recipient).toMatchObject({ email: begin.email, name: "", locale });
      expect(first.letter.text).toContain(`/m/${slug}/t/`);
      const at = await begun(slug, { name, locale });
      const address = `clen-${randomUUID().slice(0, 8)}@mesto.example`;
      await pasted(at, `Půjčky Zdarma; ${address}\nOsoba Bezadresy`, 2);
      const member = await written("registration-member", address);
      expect(member.mail.recipient).toMatchObject({ email: address, name: "", locale });
      expect(member.letter.text).toContain(await linkOf(address));
      for (const typed of ["Vyhrajte", "zlo.example", "Zdarma", "Sokolov", "Bezadresy"])
        for (const { all } of [first, member]) expect(all).not.toContain(typed);
      const copy = await written("team-copy", at.email);
      for (const said of ["Půjčky Zdarma", "Osoba Bezadresy", "Sokolov", at.link])
        expect(copy.letter.text).toContain(said);
      await send(visitor(), "team.begin", { ...coordinator(slug), email: at.email });
      expect((await written("team-known", at.email)).letter.text).toContain(at.link);
    },
  );

  test("of who has no address go to his coordinator, in the coordinator's language", async () => {
    const at = await begun(slug, { locale: "en" });
    await pasted(at, "Jan Bezadresy", 1);
    const [jan] = (await teamAt(slug, at.link)).members;
    const swap = { slug, link: at.link, registrationId: jan?.id, version: jan?.version };
    await send(visitor(), "member.replace", { ...swap, name: "Iva Bezadresy", role: "mentor" });
    const rows = await read({ kind: "worker" }, (tx) =>
      tx.execute<{ email: string; locale: string; template: string }>(sql`
        select x.recipient ->> 'email' as email, x.recipient ->> 'locale' as locale, o.template
        from outbox o join registrations r on r.id = o.registration_id join registration_teams t on t.id = r.team_id
          cross join lateral (select sec.registration_recipient(r.id, o.template) as recipient) x where t.email = ${at.email} order by 3`),
    );
    expect(rows).toEqual([
      { email: at.email, locale: "en", template: "registration-confirm" },
      { email: at.email, locale: "en", template: "registration-replaced" },
    ]);
  });
});

describe("erasing and keeping", () => {
  test("a coordinator is found, told and erased: name, address, link, mail, logged values and command rows; his people stay", async () => {
    const at = await begun(slug, { name: `Hana ${randomUUID().slice(0, 8)}` });
    await pasted(at, "Jana Nová", 1);
    const { id } = await teamAt(slug, at.link);
    const admin = cast.admin.credential;
    const found = await read(admin, async (tx) => {
      expect(await findPeople(tx, at.email)).toMatchObject([{ kind: "coordinator", id, detail: at.email }]);
      const who = await findPerson(tx, "coordinator", id);
      return who && personData(tx, who, "cs");
    });
    expect(found?.person).toMatchObject([{ email: at.email, municipality: "Sokolov", teamPeople: 1 }]);
    expect(await read(person(cast.north, "dpo").credential, (tx) => findPerson(tx, "coordinator", id))).toBeNull();
    await send(admin, "person.erase", { kind: "coordinator", personId: id, reason: "request", confirm: true });
    await expect(teamAt(slug, at.link)).rejects.toThrow();
    expect(await mailsToTeam(at.email)).toEqual([]);
    const left =
      await asSuperOperator(sql`select (select count(*)::int from audit_personal p where p.value = ${at.email}) as logged,
      (select count(*)::int from outbox o where o.team_id = ${id}) as mails,
      (select count(*)::int from registrations r where r.team_id = ${id} and r.name = 'Jana Nová') as people,
      (select count(*)::int from commands c where c.hash <> 'erased' and c.name like 'team.%' and c.id in
        (select e.command_id from audit_entries e where e.row_id = ${id})) as commands`);
    expect(left).toEqual([{ logged: 0, mails: 0, people: 1, commands: 0 }]);
    expect(await read(admin, (tx) => tx.execute(sql`select * from sec.verify(${cast.ministry.id})`))).toEqual([]);
  });

  test("what a member asked for goes with him, and the worker takes coordinators on their day", async () => {
    const own = await desk.opened();
    const at = await begun(own.slug);
    await pasted(at, "Jana Nová", 1);
    await send(desk.organiser, "meeting.close", { meetingId: own.meetingId });
    const [jana] = (await teamAt(own.slug, at.link)).members;
    const text = `Vdala se ${randomUUID()}`;
    await send(visitor(), "member.ask", { slug: own.slug, link: at.link, registrationId: jana?.id, text });
    const requests = await read(cast.admin.credential, async (tx) => {
      const who = await findPerson(tx, "registration", jana?.id ?? "");
      return who && (await personData(tx, who, "cs")).requests;
    });
    expect(requests).toMatchObject([{ kind: "asked", text }]);
    await send(cast.admin.credential, "person.erase", {
      kind: "registration",
      personId: jana?.id,
      reason: "request",
      confirm: true,
    });
    const left =
      await asSuperOperator(sql`select (select count(*)::int from audit_personal p where p.value = ${text}) as logged,
      (select count(*)::int from registration_events e where e.text = ${text}) as rows`);
    expect(left).toEqual([{ logged: 0, rows: 0 }]);
    await asSuperOperator(sql`update registration_teams set kept_until = kept_until - 1000 where email = ${at.email}`);
    await withActor({ kind: "worker" }, "write", (tx) => tx.execute(sql`select sec.purge()`));
    await expect(teamAt(own.slug, at.link)).rejects.toThrow();
    expect(
      await read(cast.admin.credential, (tx) => tx.execute(sql`select * from sec.verify(${cast.ministry.id})`)),
    ).toEqual([]);
  });
});
