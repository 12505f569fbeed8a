import { randomUUID } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import PostalMime from "postal-mime";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { linkToken } from "@/db/accounts/link-token";
import { withActor } from "@/db/gate";
import { queueMail } from "@/db/mutations/outbox";
import type { MailTemplate } from "@/lib/domain/mail";
import { sendDueMail, sendOne } from "@/server/mail/send";
import { openTransport } from "@/server/mail/transport";
import { type Cast, makeCast, type Person, person } from "../support/cast";
import { refusal, send } from "../support/command";
import { setEnvironment } from "../support/command-line";
import { invited, row } from "../support/project";
import { startSmtp } from "../support/smtp";

// The settings are read once, at the first look at them: this file has modules and settings of its own.
vi.hoisted(() => vi.resetModules());
const before = { ...process.env };

const operator = { kind: "operator" } as const;
let cast: Cast;
let answers: { step: string; status: number; text: string } | null = null;
let server: Awaited<ReturnType<typeof startSmtp>>;
const data = mkdtempSync(join(tmpdir(), "hlidka-mail-"));

beforeAll(async () => {
  server = await startSmtp((step) => (answers?.step === step ? answers : undefined));
  Object.assign(process.env, {
    SMTP_URL: server.url,
    SMTP_TLS: "off",
    MAIL_FROM: "Hlídka města <hlidka@mesto.example>",
    HLIDKA_DATA: data,
  });
  cast = await makeCast();
});
afterAll(async () => {
  await server.close();
  rmSync(data, { recursive: true });
  setEnvironment(before);
  vi.resetModules();
});

/** Orders a mail to somebody; its row's id. */
async function order(to: Person, template: MailTemplate = "test", content: Record<string, string> = {}) {
  const event = randomUUID();
  await withActor(operator, "write", (tx) =>
    queueMail(tx, {
      organisationId: cast.north.id,
      template,
      recipientId: to.id,
      event,
      data: content as Record<string, never>,
    }),
  );
  const [made] = await withActor(operator, "read", (tx) =>
    tx.execute<{ id: string; messageId: string }>(
      sql`select id, message_id as "messageId" from outbox where recipient_id = ${to.id} order by created_at desc limit 1`,
    ),
  );
  if (!made) throw new Error("nothing was ordered");
  return { ...made, event };
}
const stateOf = (id: string) =>
  row(
    operator,
    sql`select state, attempts, last_error as error, delivered, next_attempt_at > now() as later, settled_at is not null as settled
      from outbox where id = ${id}`,
  );
async function sendAll() {
  const transport = openTransport();
  while (await sendOne(transport)) {}
  transport.close();
}
const change = (what: ReturnType<typeof sql>) =>
  withActor(operator, "write", (tx) => tx.execute(what), { id: randomUUID(), name: "test.change" });
const arrived = (messageId: string) => server.mails.filter((mail) => mail.messageId.startsWith(`<${messageId}@`));

test("a mail is sent once its transaction commits, and never when it does not", async () => {
  const { mentor } = { mentor: person(cast.north, "mentor") };
  const { id, messageId } = await order(mentor);
  const lost = withActor(operator, "write", async (tx) => {
    await queueMail(tx, {
      organisationId: cast.north.id,
      template: "test",
      recipientId: person(cast.north, "finance").id,
      event: randomUUID(),
      data: {},
    });
    throw new Error("changed my mind");
  });
  await expect(lost).rejects.toThrow("changed my mind");
  await sendAll();
  expect(await stateOf(id)).toEqual({
    state: "sent",
    attempts: 1,
    error: null,
    delivered: "smtp",
    later: false,
    settled: true,
  });
  expect(arrived(messageId)).toHaveLength(1);
  expect(server.mails.filter(({ to }) => to === person(cast.north, "finance").email)).toEqual([]);
});

test("the same event mails a person once", async () => {
  const mentor = person(cast.north, "mentor");
  const event = randomUUID();
  for (const _ of [1, 2])
    await withActor(operator, "write", (tx) =>
      queueMail(tx, { organisationId: cast.north.id, template: "test", recipientId: mentor.id, event, data: {} }),
    );
  const before = server.mails.length;
  await sendAll();
  expect(server.mails.slice(before).filter(({ to }) => to === mentor.email)).toHaveLength(1);
});

test("an invitation reads well in both languages, as text and as HTML, with the band and a link that opens it", async () => {
  const mentor = person(cast.south, "mentor");
  const invitationId = await invited(cast.south);
  for (const [locale, subject, funded] of [
    ["cs", "Pozvánka do Hlídky: ", "Spolufinancováno Evropskou unií"],
    ["en", "Invitation to Hlídka: ", "Co-funded by the European Union"],
  ] as const) {
    await change(sql`update users set locale = ${locale} where id = ${mentor.id}`);
    const { messageId } = await order(mentor, "invitation", { invitationId });
    await sendAll();
    const mail = await PostalMime.parse(arrived(messageId)[0]?.raw ?? "");
    expect(mail.subject).toContain(subject);
    expect(mail.from).toMatchObject({ name: "Hlídka města", address: "hlidka@mesto.example" });
    const link = `/invitation/${invitationId}.${linkToken("invitation", invitationId)}`;
    for (const body of [mail.text, mail.html]) {
      expect(body).toContain(link);
      expect(body).toContain(funded);
    }
    expect(mail.html).toContain(`<html lang="${locale}">`);
    expect(mail.attachments).toMatchObject([{ mimeType: "image/png", contentId: "<eu-emblem@hlidka>" }]);
    expect(mail.headers.find(({ key }) => key === "auto-submitted")?.value).toBe("auto-generated");
  }
  await change(sql`update users set locale = 'cs' where id = ${mentor.id}`);
});

test("a refusal for good is a bounce and not tried again; resent, it goes out as the same mail", async () => {
  const finance = person(cast.south, "finance");
  const { id, messageId } = await order(finance);
  answers = { step: "to", status: 550, text: `5.1.1 <${finance.email}> no such person` };
  await sendAll();
  answers = null;
  expect(await stateOf(id)).toMatchObject({ state: "failed", attempts: 1, error: "refused 550 5.1.1", settled: true });
  await sendAll();
  expect(arrived(messageId)).toEqual([]);
  const { admin } = cast;
  await send(admin.credential, "mail.resend", { mailId: id });
  await sendAll();
  expect(await stateOf(id)).toMatchObject({ state: "sent", attempts: 1, error: null });
  expect(arrived(messageId)).toHaveLength(1);
});

test("a mail that is deferred is tried again later, and given up after the last try", async () => {
  const finance = person(cast.south, "finance");
  const { id, messageId } = await order(finance);
  answers = { step: "end", status: 451, text: "4.7.1 come again" };
  await sendAll();
  expect(await stateOf(id)).toMatchObject({ state: "waiting", attempts: 1, error: "deferred 451 4.7.1", later: true });
  await change(sql`update outbox set attempts = 23, next_attempt_at = now() where id = ${id}`);
  await sendAll();
  answers = null;
  expect(await stateOf(id)).toMatchObject({ state: "failed", attempts: 24, settled: true });
  expect(arrived(messageId)).toEqual([]);
});

test("a server that closes is left alone, and no second mail is tried on it", async () => {
  const finance = person(cast.south, "finance");
  const [one, two] = [await order(finance), await order(finance)];
  answers = { step: "from", status: 530, text: "5.7.0 sign in first" };
  expect(await sendDueMail(new AbortController().signal)).toBe(1);
  answers = null;
  expect(await stateOf(one.id)).toMatchObject({ state: "waiting", attempts: 1, error: "sender 530 5.7.0" });
  expect(await stateOf(two.id)).toMatchObject({ state: "waiting", attempts: 0 });
  expect(await sendDueMail(new AbortController().signal)).toBe(0);
  await change(sql`update outbox set next_attempt_at = now() where id = ${one.id}`);
  await sendAll();
});

test("nothing goes to somebody whose account is not active, nor with a link that has ended", async () => {
  const manager = person(cast.south, "manager");
  await change(sql`update users set active = false where id = ${manager.id}`);
  const idle = await order(manager);
  await sendAll();
  await change(sql`update users set active = true where id = ${manager.id}`);
  expect(await stateOf(idle.id)).toMatchObject({ state: "dropped", error: "inactive" });
  const stale = await order(manager, "password-reset", { resetId: randomUUID() });
  const asOwner = await import("@/db/connection").then(({ connect }) =>
    connect(process.env.DATABASE_OWNER_URL ?? "", 1),
  );
  await asOwner`update outbox set created_at = now() - interval '61 minutes' where id = ${stale.id}`;
  await asOwner.end();
  await sendAll();
  expect(await stateOf(stale.id)).toMatchObject({ state: "dropped", error: "outdated" });
  expect([...arrived(idle.messageId), ...arrived(stale.messageId)]).toEqual([]);
});

test("a name or an address cannot add a header, a line or a recipient", async () => {
  const mentor = person(cast.north, "mentor");
  const names = [
    "Jan\r\nBcc: victim@other.example",
    'Jan" <victim@other.example>, "',
    "a@b.example, c",
    "\u2028Subject: x",
  ];
  for (const name of names) {
    await change(sql`update users set name = ${name} where id = ${mentor.id}`);
    const { messageId } = await order(mentor);
    await sendAll();
    const [mail] = arrived(messageId);
    expect(mail?.to).toBe(mentor.email);
    const parsed = await PostalMime.parse(mail?.raw ?? "");
    expect(parsed.to).toMatchObject([{ address: mentor.email }]);
    expect(parsed.bcc ?? []).toEqual([]);
    expect(parsed.headers.map(({ key }) => key).sort()).toEqual(
      ["auto-submitted", "content-type", "date", "from", "message-id", "mime-version", "subject", "to"].sort(),
    );
  }
  const { email } = mentor;
  for (const bad of ["a,b@x.example", "a>@x.example", "<a@x.example", "a;b@x.example"]) {
    await change(sql`update users set email = ${bad} where id = ${mentor.id}`);
    const { id } = await order(mentor);
    await sendAll();
    expect(await stateOf(id)).toMatchObject({ state: "failed", error: "address" });
  }
  await change(sql`update users set email = ${email} where id = ${mentor.id}`);
});

test("two workers share the mails and send none twice", async () => {
  const made = [];
  for (let n = 0; n < 12; n += 1) made.push(await order(person(cast.north, "manager")));
  await Promise.all([sendAll(), sendAll(), sendAll()]);
  expect(made.map(({ messageId }) => arrived(messageId).length)).toEqual(made.map(() => 1));
});

test("only an administrator sends again, only what failed, and the same command twice does it once", async () => {
  const { id } = await order(person(cast.north, "manager"));
  const resend = (who: Person, mailId = id, commandId?: string) =>
    send(who.credential, "mail.resend", { mailId }, commandId);
  expect(await refusal(resend(person(cast.north, "manager")))).toMatchObject({ key: "forbidden", status: 403 });
  expect(await refusal(resend(cast.ministry.auditor))).toMatchObject({ status: 403 });
  expect(await refusal(resend(cast.admin, randomUUID()))).toMatchObject({ key: "notFound", status: 404 });
  expect(await refusal(resend(cast.admin))).toMatchObject({ key: "mailNotFailed", status: 409 });
  await change(
    sql`update outbox set state = 'failed', settled_at = now(), last_error = 'refused 550' where id = ${id}`,
  );
  const commandId = randomUUID();
  await resend(cast.admin, id, commandId);
  await resend(cast.admin, id, commandId);
  expect(await stateOf(id)).toMatchObject({ state: "waiting", attempts: 0, error: null });
  await sendAll();
});

test("a test mail goes to whoever asks for it, and only an administrator may", async () => {
  expect(await refusal(send(person(cast.north, "manager").credential, "mail.test", {}))).toMatchObject({ status: 403 });
  await send(cast.admin.credential, "mail.test", {});
  await sendAll();
  const mine = server.mails.filter(({ to }) => to === cast.admin.email);
  expect(mine).toHaveLength(1);
  expect((await PostalMime.parse(mine[0]?.raw ?? "")).subject).toBe("Hlídka: zkušební e-mail");
});

test("nobody but an administrator and the worker sees mails", async () => {
  await order(person(cast.north, "manager"));
  const seen = (who: Person) => withActor(who.credential, "read", (tx) => tx.execute(sql`select id from outbox`));
  for (const who of [person(cast.north, "manager"), person(cast.north, "finance"), cast.ministry.auditor])
    expect(await seen(who)).toHaveLength(0);
  expect((await seen(cast.admin)).length).toBeGreaterThan(0);
  await sendAll();
});

test("an unencrypted server gets nothing where encryption is required, and without a server mail becomes files", async () => {
  const { env } = await import("@/lib/env");
  const { id, messageId } = await order(person(cast.north, "manager"));
  env().SMTP_TLS = "required";
  await sendAll();
  expect(await stateOf(id)).toMatchObject({ state: "waiting", error: "insecure" });
  env().SMTP_URL = undefined;
  await change(sql`update outbox set next_attempt_at = now() where id = ${id}`);
  await sendAll();
  expect(await stateOf(id)).toMatchObject({ state: "sent", delivered: "file" });
  expect(readdirSync(join(data, "mail"))).toEqual([`${messageId}.eml`]);
  const bytes = readFileSync(join(data, "mail", `${messageId}.eml`));
  expect(bytes.toString("latin1").match(/[^\r]\n|\r[^\n]/g)).toBeNull();
  const mail = await PostalMime.parse(bytes);
  expect(mail.to).toMatchObject([{ address: person(cast.north, "manager").email }]);
  expect(arrived(messageId)).toEqual([]);
});
