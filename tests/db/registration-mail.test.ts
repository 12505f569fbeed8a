import { sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { findMail } from "@/db/queries/outbox";
import { writeMail } from "@/server/mail/write";
import { type Cast, makeCast } from "../support/cast";
import { send } from "../support/command";
import { meetingDesk, read } from "../support/meeting";
import { filledIn, linkOf, registered, visitor } from "../support/registration";

let cast: Cast;
let slug: string;
beforeAll(async () => {
  cast = await makeCast();
  ({ slug } = await (await meetingDesk(cast)).opened());
});

/** The newest mail of a kind to an address, as the worker writes it, and whom it is handed over to. */
async function mailOf(email: string, template: string, masked = false) {
  const mail = await read({ kind: "worker" }, async (tx) => {
    const [row] = await tx.execute<{ id: string }>(sql`
      select o.id from outbox o join registrations r on r.id = o.registration_id
      where r.email = ${email} and o.template = ${template} order by o.created_at desc limit 1`);
    return row ? findMail(tx, row.id) : null;
  });
  if (!mail) throw new Error(`no ${template} to ${email}`);
  const written = await writeMail(mail, masked);
  return { mail, written: typeof written === "string" ? written : { ...written, all: JSON.stringify(written) } };
}

test.each(["cs", "en"])("the first mail in %s holds nothing that was typed, only the link", async (locale) => {
  const input = filledIn(slug, { locale, name: "Vyhrajte na http://zlo.example", roomWith: "Nejlevnější půjčky" });
  await send(visitor(), "registration.send", input);
  const { mail, written } = await mailOf(input.email, "registration-confirm");
  if (typeof written === "string") throw new Error(written);
  expect(mail.recipient).toMatchObject({ email: input.email, name: "", locale });
  for (const typed of ["Vyhrajte", "zlo.example", "půjčky", "Sokolov", input.email])
    expect(written.all).not.toContain(typed);
  expect(written.text).toContain(`/m/${slug}/r/${await linkOf(input.email)}`);
  expect(written.subject).toBe(
    locale === "cs" ? `Potvrďte přihlášku: Setkání ${slug}` : `Confirm your registration: Meeting ${slug}`,
  );
  expect((await mailOf(input.email, "registration-confirm", true)).written).not.toMatchObject({
    text: expect.stringContaining(await linkOf(input.email)),
  });
});

test("the copy tells what was said, with days in the reader's language; who keeps the mail does not read it", async () => {
  const { email, name, link } = await registered(slug, { locale: "en", role: "supervisor", site: "any" });
  const { mail, written } = await mailOf(email, "registration-copy");
  if (typeof written === "string") throw new Error(written);
  expect(mail.recipient).toMatchObject({ name });
  for (const said of [
    name,
    "supervisor",
    "Sokolov",
    "first,",
    "second,",
    "not a place yet",
    "Only this link withdraws",
    link,
  ])
    expect(written.text).toContain(said);
  expect(written.all).not.toMatch(
    /ledna|února|března|dubna|května|června|července|srpna|září|října|listopadu|prosince/,
  );
  const { written: masked } = await mailOf(email, "registration-copy", true);
  expect(masked).not.toMatchObject({ text: expect.stringContaining(name) });
  const shown = await read(cast.admin.credential, (tx) => findMail(tx, mail.id));
  expect(shown?.recipient).toMatchObject({ email, name: "" });
  const hidden = await read(cast.ministry.auditor.credential, (tx) => findMail(tx, mail.id));
  expect(hidden).toBeNull();
});

test("a known address gets its link again; a mail whose link was replaced is not sent", async () => {
  const { email, link } = await registered(slug);
  await send(visitor(), "registration.send", filledIn(slug, { email }));
  const { written } = await mailOf(email, "registration-known");
  expect(written).toMatchObject({ text: expect.stringContaining(link) });
  // Confirmed by now, so there is nothing to confirm.
  expect((await mailOf(email, "registration-confirm")).written).toBe("nothing");
});
