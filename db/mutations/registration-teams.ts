import { createHash, randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { DomainError, fieldError, notFound } from "@/lib/domain/error";
import { authorize } from "@/lib/domain/permission";
import { keptUntil } from "@/lib/domain/registration";
import {
  addMemberInput,
  askMemberInput,
  beginTeamInput,
  changeMemberInput,
  exchangeMembersInput,
  pasteMembersInput,
  replaceMemberInput,
  startTeamInput,
  teamLinkInput,
  withdrawMemberInput,
  withdrawTeamInput,
} from "@/lib/domain/registration-team";
import { isTypo } from "@/lib/domain/seat";
import { readPeople } from "@/lib/import/people";
import { linkToken } from "../accounts/link-token";
import type { Tx } from "../gate";
import { findTeam } from "../queries/registration-teams";
import { lastDayOf } from "../queries/registrations";
import { verb, visitorVerb } from "../verb";
import { linkOf, newLink, said } from "./registrations";

/** The link of a coordinator: its id, and the hash by which its token will be known. */
const newTeamLink = () => {
  const id = randomUUID();
  return { id, hash: createHash("sha256").update(linkToken("team", id)).digest() };
};

async function keptOf(tx: Tx, slug: string) {
  const endsOn = await lastDayOf(tx, slug);
  if (!endsOn) throw notFound();
  return keptUntil(endsOn);
}

/** A person as the functions take him, with a link of his own. */
function withLink<P extends object>(person: P) {
  const link = newLink();
  return { ...person, link: link.id, linkHash: link.hash.toString("hex") };
}

/**
 * Begins a team: a mail with a link goes to the coordinator's address. The answer is the same for a new address, a known one
 * and one that had its mails. Throws 404, 409 registrationClosed, 422, 429.
 */
export const beginTeam = visitorVerb(beginTeamInput, async (tx, _, { slug, consent: _given, ...asked }) => {
  const link = newTeamLink();
  const whole = JSON.stringify({ ...asked, keptUntil: await keptOf(tx, slug) });
  await said(tx, sql`sec.begin_team(${slug}, ${randomUUID()}, ${link.id}, ${link.hash}, ${whole}::text::jsonb)`);
  return { next: `/m/${slug}/register/sent` };
});

/** Begins a team of the signed-in user's office; his address needs no confirmation. Throws 403, 404, 409, 422. */
export const startTeam = verb(startTeamInput, async (tx, me, { slug, municipality }) => {
  authorize(me, "registration-team.start");
  const link = newTeamLink();
  const team = randomUUID();
  const whole = JSON.stringify({ municipality, keptUntil: await keptOf(tx, slug) });
  await said(tx, sql`sec.start_team(${slug}, ${team}, ${link.id}, ${link.hash}, ${whole}::text::jsonb)`);
  return { teamId: team };
});

/** Takes the team of a link over for the signed-in user's office. Throws 403, 404, 409. */
export const takeOverTeam = verb(teamLinkInput, async (tx, me, { slug, link }) => {
  authorize(me, "registration-team.start");
  const { id, hash } = linkOf(link);
  await said(tx, sql`sec.take_over_team(${slug}, ${id}, ${hash})`);
});

/** Confirms a coordinator by the button behind his link; the same again is the same. Throws 409. */
export const confirmTeam = visitorVerb(teamLinkInput, async (tx, _, { slug, link }) => {
  const { id, hash } = linkOf(link);
  await said(tx, sql`sec.confirm_team(${slug}, ${id}, ${hash})`);
});

/** Enters one person. Throws 409 for a closed round, a name that is there already, a 16th person; 422. */
export const addMember = visitorVerb(
  addMemberInput,
  async (tx, _, { slug, link, version, site, canOther, ...person }) => {
    const { id, hash } = linkOf(link);
    const whole = JSON.stringify({ site, canOther, people: [withLink({ id: randomUUID(), ...person })] });
    await said(tx, sql`sec.add_members(${slug}, ${id}, ${hash}, ${version}, ${whole}::text::jsonb)`);
  },
);

/**
 * Enters the new people of a pasted table, those that the preview said. Throws 422 teamCheck with nothing written until the
 * number of them comes with it; 409 as addMember.
 */
export const pasteMembers = visitorVerb(
  pasteMembersInput,
  async (tx, _, { slug, link, version, paste, another, expected, role, site, canOther }) => {
    const { id, hash } = linkOf(link);
    const team = await findTeam(tx, slug, link);
    if (!team) throw new DomainError("registrationLinkOver", 409);
    const people = readPeople(paste, present(team), another).filter(({ fate }) => fate === "new");
    if (expected !== people.length) throw new DomainError("teamCheck", 422, { count: people.length });
    const entered = people.map((person) =>
      withLink({
        id: randomUUID(),
        name: person.name,
        email: person.email,
        role: person.role ?? role,
        another: another.includes(person.row),
      }),
    );
    const whole = JSON.stringify({ site, canOther, people: entered });
    await said(tx, sql`sec.add_members(${slug}, ${id}, ${hash}, ${version}, ${whole}::text::jsonb)`);
  },
);

/**
 * Changes a member: name, address, role, site. Throws 409 for the deadline and another version; 422 for another person's
 * name once he has a place: that is a substitute.
 */
export const changeMember = visitorVerb(
  changeMemberInput,
  async (tx, _, { slug, link, registrationId, version, ...asked }) => {
    const { id, hash } = linkOf(link);
    const was = (await findTeam(tx, slug, link))?.members.find((member) => member.id === registrationId);
    if (was?.place?.state === "seated" && !isTypo(was.name, asked.name)) throw fieldError("name", "nameOfAnother");
    const whole = JSON.stringify(withLink(asked));
    await said(
      tx,
      sql`sec.change_member(${slug}, ${id}, ${hash}, ${registrationId}, ${version}, ${whole}::text::jsonb)`,
    );
  },
);

/** Withdraws one member until the first day of where he may be. Throws 404, 409. */
export const withdrawMember = visitorVerb(
  withdrawMemberInput,
  async (tx, _, { slug, link, registrationId, version }) => {
    const { id, hash } = linkOf(link);
    await said(tx, sql`sec.withdraw_member(${slug}, ${id}, ${hash}, ${registrationId}, ${version})`);
  },
);

/** Puts somebody else in a member's place: rank and seat stay, nothing else of the one before does. Throws 404, 409. */
export const replaceMember = visitorVerb(
  replaceMemberInput,
  async (tx, _, { slug, link, registrationId, version, ...person }) => {
    const { id, hash } = linkOf(link);
    const whole = JSON.stringify(withLink({ id: randomUUID(), ...person }));
    await said(
      tx,
      sql`sec.substitute_member(${slug}, ${id}, ${hash}, ${registrationId}, ${version}, ${whole}::text::jsonb)`,
    );
  },
);

/** One of the team who sits and one who waits change places. Throws 404, 409 when the one has no seat or the other may not stand there. */
export const exchangeMembers = visitorVerb(
  exchangeMembersInput,
  async (tx, _, { slug, link, registrationId, waitingId, version }) => {
    const { id, hash } = linkOf(link);
    await said(tx, sql`sec.exchange_members(${slug}, ${id}, ${hash}, ${registrationId}, ${waitingId}, ${version})`);
  },
);

/** Asks the organiser to open a member's details for changes. Throws 404, 409. */
export const askMember = visitorVerb(askMemberInput, async (tx, _, { slug, link, registrationId, text }) => {
  const { id, hash } = linkOf(link);
  await said(tx, sql`sec.ask_member_change(${slug}, ${id}, ${hash}, ${registrationId}, ${text})`);
});

/** Withdraws a whole team. Throws 409. */
export const withdrawTeam = visitorVerb(withdrawTeamInput, async (tx, _, { slug, link, version }) => {
  const { id, hash } = linkOf(link);
  await said(tx, sql`sec.withdraw_team(${slug}, ${id}, ${hash}, ${version})`);
});

/** Who of a team comes or waits. */
const present = ({
  members,
}: {
  members: readonly { withdrawn: boolean; name: string; email: string | null; officeEmail: string | null }[];
}) => members.filter(({ withdrawn }) => !withdrawn);
