import { randomInt, randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { linkToken } from "@/db/accounts/link-token";
import { type Credential, withActor } from "@/db/gate";
import { findLinked } from "@/db/queries/registrations";
import { send } from "./command";
import { read } from "./meeting";

/** Somebody who calls from a network of his own. */
export const visitor = (address = `10.${randomInt(256)}.${randomInt(256)}.${randomInt(256)}`): Credential => ({
  kind: "public",
  address,
});

/** What one person fills in; nobody else has the address. */
export const filledIn = (slug: string, more: object = {}) => {
  const mark = randomUUID().slice(0, 13);
  return {
    slug,
    locale: "cs",
    name: `Řehoř Ďáblík ${mark}`,
    email: `osoba-${mark}@mesto.example`,
    role: "assistant",
    municipality: "Sokolov",
    site: "first",
    canOther: "yes",
    meals: ["no-pork"],
    room: "with",
    roomWith: "Žižka",
    car: true,
    consent: true,
    ...more,
  };
};

/** The mails to an address, the oldest first, as the worker finds them. */
export const mailsTo = (email: string) =>
  read({ kind: "worker" }, (tx) =>
    tx.execute<{ template: string; data: { linkId?: string }; registrationId: string }>(sql`
      select o.template, o.data, o.registration_id as "registrationId" from outbox o
      join registrations r on r.id = o.registration_id where r.email = ${email} order by o.created_at, o.id`),
  );

/** The private link of the newest mail to an address. */
export async function linkOf(email: string): Promise<string> {
  const [row] = await read({ kind: "worker" }, (tx) =>
    tx.execute<{ id: string }>(sql`
      select l.id from registration_links l join registrations r on r.id = l.registration_id
      where r.email = ${email} and l.ended_at is null order by l.created_at desc, l.id limit 1`),
  );
  if (!row) throw new Error(`no link for ${email}`);
  return `${row.id}.${linkToken("registration", row.id)}`;
}

export const linked = (slug: string, link: string) =>
  withActor({ kind: "public" }, "read", (tx) => findLinked(tx, slug, link));

/** Somebody who registered and confirmed: his address and his link. */
export async function registered(slug: string, more: object = {}) {
  const input = filledIn(slug, more);
  await send(visitor(), "registration.send", input);
  const link = await linkOf(input.email);
  await send(visitor(), "registration.confirm", { slug, link });
  return { ...input, link };
}
