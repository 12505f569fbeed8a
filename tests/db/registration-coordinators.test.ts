import { sql } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { linkToken } from "@/db/accounts/link-token";
import { findTeam, openMeetings } from "@/db/queries/registration-teams";
import { type Cast, makeCast, person } from "../support/cast";
import { refusal, send } from "../support/command";
import { meetingDesk, read } from "../support/meeting";
import { mailsTo, visitor } from "../support/registration";
import { asSuperOperator } from "../support/superuser";
import { begun, coordinator, mailsToTeam, pasted, teamAt, teamLink } from "../support/team";

let cast: Cast;
let desk: Awaited<ReturnType<typeof meetingDesk>>;
let slug: string;
beforeAll(async () => {
  cast = await makeCast();
  desk = await meetingDesk(cast);
  ({ slug } = await desk.opened());
});

describe("a coordinator", () => {
  test("confirms his address by a button, enters nobody before, and the answer is the same for a new and a known one", async () => {
    const input = coordinator(slug);
    const first = await send(visitor(), "team.begin", input);
    const [mail] = await mailsToTeam(input.email);
    const link = teamLink(mail?.linkId ?? "");
    const team = await teamAt(slug, link);
    expect(team).toMatchObject({ confirmed: false, confirmable: true, members: [] });
    const one = { slug, link, version: team.version, name: "Jana Nová", role: "mentor" };
    expect((await refusal(send(visitor(), "member.add", one))).key).toBe("teamUnconfirmed");
    await send(visitor(), "team.confirm", { slug, link });
    await send(visitor(), "team.confirm", { slug, link });
    expect(await teamAt(slug, link)).toMatchObject({ confirmed: true, confirmable: false, adds: true });
    expect(await send(visitor(), "team.begin", input)).toEqual(first);
    expect(await send(visitor(), "team.begin", coordinator(slug))).toEqual(first);
    expect((await mailsToTeam(input.email)).map(({ template }) => template)).toEqual(["team-confirm", "team-known"]);
  });

  test("gets three mails a day, however often somebody types his address, alone or for a team", async () => {
    const { email } = coordinator(slug);
    for (let n = 0; n < 4; n += 1) await send(visitor(), "team.begin", coordinator(slug, { email }));
    expect(await mailsToTeam(email)).toHaveLength(3);
    await send(visitor(), "registration.send", {
      slug,
      locale: "cs",
      name: "Jana",
      email,
      role: "other",
      municipality: "Sokolov",
      site: "any",
      consent: true,
    });
    expect(await mailsTo(email)).toHaveLength(0);
  });

  test("is refused for an unknown municipality, without consent, at a closed meeting and after 48 hours", async () => {
    const wrong: [object, Record<string, string>][] = [
      [{ municipality: "Atlantida" }, { municipality: "municipalityUnknown" }],
      [{ municipality: "Ostrov" }, { municipality: "municipalityAmbiguous" }],
      [{ consent: false }, { consent: "consentMissing" }],
      [{ email: "hana" }, { email: "badEmail" }],
    ];
    for (const [more, fields] of wrong)
      expect(await refusal(send(visitor(), "team.begin", coordinator(slug, more)))).toMatchObject({
        status: 422,
        fields,
      });
    expect((await refusal(send(visitor(), "team.begin", coordinator("none")))).status).toBe(404);
    const closed = await desk.opened();
    const at = await begun(closed.slug);
    await send(desk.organiser, "meeting.close", { meetingId: closed.meetingId });
    expect((await refusal(send(visitor(), "team.begin", coordinator(closed.slug)))).key).toBe("registrationClosed");
    expect((await refusal(pasted(at, "Jana Nová", 1))).key).toBe("registrationClosed");
    const late = coordinator(slug);
    await send(visitor(), "team.begin", late);
    const [mail] = await mailsToTeam(late.email);
    await asSuperOperator(
      sql`update registration_links set created_at = now() - interval '49 hours' where id = ${mail?.linkId ?? ""}`,
    );
    expect((await refusal(send(visitor(), "team.confirm", { slug, link: teamLink(mail?.linkId ?? "") }))).key).toBe(
      "registrationLate",
    );
  });

  test("opens nothing of another meeting, nor with another token", async () => {
    const at = await begun(slug);
    const { slug: elsewhere } = await desk.opened();
    const [id = ""] = at.link.split(".");
    for (const [there, link] of [
      [elsewhere, at.link],
      [slug, `${id}.${linkToken("registration", id)}`],
      [slug, "nonsense"],
    ] as const) {
      expect(await read({ kind: "public" }, (tx) => findTeam(tx, there, link))).toBeNull();
      expect((await refusal(send(visitor(), "team.withdraw", { slug: there, link, version: "x" }))).key).toBe(
        "registrationLinkOver",
      );
    }
  });
});

test("a meeting is offered to every office while a round is open, and no longer", async () => {
  const own = await desk.opened();
  const draft = await desk.draft();
  const mentor = person(cast.south, "mentor").credential;
  const offered = async () => (await read(mentor, openMeetings)).map((meeting) => meeting.slug);
  expect(await offered()).toContain(own.slug);
  expect(await offered()).not.toContain(draft.slug);
  await send(desk.organiser, "meeting.close", { meetingId: own.meetingId });
  expect(await offered()).not.toContain(own.slug);
});
