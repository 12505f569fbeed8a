import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { linkToken } from "@/db/accounts/link-token";
import { withActor } from "@/db/gate";
import { findTeam } from "@/db/queries/registration-teams";
import { send } from "./command";
import { read } from "./meeting";
import { visitor } from "./registration";

/** A coordinator who has not begun yet; nobody else has the address. */
export const coordinator = (slug: string, more: object = {}) => ({
  slug,
  locale: "cs",
  name: "Hana Koordinátorová",
  email: `koordinator-${randomUUID().slice(0, 13)}@mesto.example`,
  municipality: "Sokolov",
  consent: true,
  ...more,
});

/** The mails to a coordinator's address, the oldest first. */
export const mailsToTeam = (email: string) =>
  read({ kind: "worker" }, (tx) =>
    tx.execute<{ id: string; template: string; linkId: string; teamId: string }>(sql`
      select o.id, o.template, l.id as "linkId", t.id as "teamId" from outbox o join registration_teams t on t.id = o.team_id
        join registration_links l on l.team_id = t.id
      where t.email = ${email} order by o.created_at, o.id`),
  );

export const teamLink = (id: string) => `${id}.${linkToken("team", id)}`;
export const teamAt = async (slug: string, link: string) => {
  const team = await withActor({ kind: "public" }, "read", (tx) => findTeam(tx, slug, link));
  if (!team) throw new Error(`no team at ${link}`);
  return team;
};

/** A confirmed coordinator: his address and his link. */
export async function begun(slug: string, more: object = {}) {
  const input = coordinator(slug, more);
  await send(visitor(), "team.begin", input);
  const [mail] = await mailsToTeam(input.email);
  if (!mail) throw new Error(`no mail to ${input.email}`);
  const link = teamLink(mail.linkId);
  await send(visitor(), "team.confirm", { slug, link });
  return { slug, link, email: input.email };
}

/** Enters people by a pasted text, those of the preview. */
export async function pasted(at: { slug: string; link: string }, paste: string, expected: number, more: object = {}) {
  const { version } = await teamAt(at.slug, at.link);
  const { slug, link } = at;
  await send(visitor(), "member.paste", { slug, link, version, paste, expected, role: "assistant", ...more });
}

/** Nine people without an address of their own. */
export const nine = Array.from({ length: 9 }, (_, n) => `Osoba ${"ABCDEFGHI"[n]}; podatelna@mesto.example`).join("\n");
