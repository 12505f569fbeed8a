import { sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { withActor } from "@/db/gate";
import { findMail } from "@/db/queries/outbox";
import { writeMail } from "@/server/mail/write";
import { type Cast, makeCast, person } from "../support/cast";
import { invited } from "../support/project";

let cast: Cast;
beforeAll(async () => {
  cast = await makeCast();
});

test("an invitation says which city, who and to what role invites, in the reader's language", async () => {
  const invitationId = await invited(cast.north);
  const manager = person(cast.north, "manager");
  const { mail, city } = await withActor({ kind: "worker" }, "read", async (tx) => {
    const [found] = await tx.execute<{ id: string; city: string }>(sql`
      select m.id, o.name as city from outbox m join organisations o on o.id = m.organisation_id
      where m.data ->> 'invitationId' = ${invitationId}`);
    return { mail: await findMail(tx, found?.id ?? ""), city: found?.city };
  });
  if (!mail?.recipient) throw new Error("no mail");
  for (const [locale, facts] of [
    ["cs", [`Organizace: ${city}`, `Zve vás: Canary ${manager.email}`, "Vaše role: Finance města"]],
    ["en", [`Organisation: ${city}`, `Invited by: Canary ${manager.email}`, "Your role: City finance"]],
  ] as const) {
    const written = await writeMail({ ...mail, recipient: { ...mail.recipient, locale } });
    if (typeof written === "string") throw new Error(written);
    expect(written.subject).toContain(city);
    for (const fact of facts) expect(written.text).toContain(fact);
  }
});
