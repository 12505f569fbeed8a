import { expect, test } from "vitest";
import { mailFilter, mailPause, mailTries, readMailError } from "@/lib/domain/mail";
import { parseEnv } from "@/lib/env";
import { toHtml, toText } from "@/server/mail/layout";
import { type Letter, mailWords } from "@/server/mail/letter";
import { outcomeOf } from "@/server/mail/outcome";

const failure = (code: string, responseCode: number, command: string, response = "") =>
  Object.assign(new Error("of no interest"), { code, responseCode, command, response });

test.each([
  [
    "no such person",
    failure("EENVELOPE", 550, "RCPT TO", "550 5.1.1 <a@b.example> unknown"),
    "failed",
    "refused 550 5.1.1",
  ],
  ["a body that is not wanted", failure("EMESSAGE", 554, "DATA", "554 spam"), "failed", "unwanted 554"],
  [
    "a sender of no standing",
    failure("EENVELOPE", 550, "RCPT TO", "550 5.7.1 looks like spam"),
    "failed",
    "unwanted 550 5.7.1",
  ],
  ["a full mailbox found late", failure("EMESSAGE", 552, "DATA", "552 5.2.2 full"), "failed", "refused 552 5.2.2"],
  ["a full mailbox", failure("EENVELOPE", 452, "RCPT TO", "452 4.2.2 full"), "later", "deferred 452 4.2.2"],
  ["greylisted", failure("EENVELOPE", 451, "RCPT TO", "451 4.7.1 later"), "later", "deferred 451 4.7.1"],
  ["our sender is refused", failure("EENVELOPE", 550, "MAIL FROM", "550 5.7.1 no"), "later", "sender 550 5.7.1"],
  ["a wrong password", failure("EAUTH", 535, "AUTH PLAIN", "535 5.7.8 no"), "later", "login 535 5.7.8"],
  ["no encryption offered", failure("ETLS", 0, "STARTTLS"), "later", "insecure"],
  ["nobody listens", failure("ECONNECTION", 0, "CONN"), "later", "unreachable"],
  ["a silent server", failure("ETIMEDOUT", 0, "CONN"), "later", "unreachable"],
  ["something else", "a text", "later", "unreachable"],
] as const)("%s", (_, error, kind, fault) => {
  expect(outcomeOf(error)).toMatchObject({ kind, fault });
});

test("tries of a mail spread over two days, and the first comes after a minute", () => {
  const pauses = Array.from({ length: mailTries - 1 }, (_, index) => mailPause(index + 1));
  expect(pauses.slice(0, 4)).toEqual([1, 2, 4, 8]);
  const days = pauses.reduce((sum, pause) => sum + pause, 0) / 1440;
  expect(days).toBeGreaterThan(2);
  expect(days).toBeLessThan(2.2);
});

test("an address asks for what there is, and anything else narrows nothing", () => {
  const before = "1763760000000000.00000000-0000-4000-8000-000000000000";
  expect(mailFilter.parse({ state: "failed", template: "test", before })).toEqual({
    state: "failed",
    template: "test",
    before,
  });
  for (const wrong of ["1.------------------------------------", "x", "99999999999999999999.0", "1.0"])
    expect(mailFilter.parse({ state: "lost", template: "<b>", before: wrong })).toEqual({});
});

test("what is stored of a failure is a word and codes; what is unknown is a fault of ours", () => {
  expect(readMailError("refused 550 5.1.1")).toEqual({ fault: "refused", codes: "550 5.1.1" });
  expect(readMailError("something odd")).toEqual({ fault: "fault", codes: "odd" });
  expect(readMailError(null)).toBeNull();
});

test("text of people is text in the HTML of a mail, and the same stands in its plain text", () => {
  const letter: Letter = {
    subject: "<b>A</b>",
    body: [
      { text: `<script>alert("x")</script> & 'y'` },
      { heading: "Praha" },
      { items: [{ text: "jedna", href: "http://h.example/?a=1&b=2" }] },
      { button: "Otevřít", href: "http://h.example/x" },
    ],
    why: "proto",
    off: { page: "http://h.example/off", post: "http://h.example/post" },
  };
  const frame = {
    letter,
    locale: "cs",
    t: mailWords("cs"),
    greeting: "Dobrý den,",
    origin: "http://h.example",
  } as const;
  const html = toHtml(frame);
  expect(html).not.toMatch(/<script|<b>/);
  expect(html).toContain("&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; &#39;y&#39;");
  expect(html).toContain('href="http://h.example/?a=1&amp;b=2"');
  expect(html).not.toMatch(/https?:\/\/(?!h\.example)/);
  const text = toText(frame);
  for (const part of [`<script>alert("x")</script> & 'y'`, "Praha\n-----", "- jedna\n  http://h.example/?a=1&b=2"])
    expect(text).toContain(part);
  expect(text).toContain("Otevřít:\nhttp://h.example/x");
  expect(text).toContain("Tyto e-maily vypnout: http://h.example/off");
});

test("the settings of mail: a server needs a sender, and a sender is one address", () => {
  const base = {
    DATABASE_URL: "postgres://a@b/c",
    HLIDKA_KEY: "0".repeat(64),
    NEXTAUTH_SECRET: "s".repeat(32),
    NEXTAUTH_URL: "https://h.example",
  };
  const SMTP_URL = "smtps://user:p%40ss@mail.example:465";
  expect(() => parseEnv({ ...base, SMTP_URL })).toThrow(/MAIL_FROM/);
  expect(() => parseEnv({ ...base, SMTP_URL: "http://mail.example", MAIL_FROM: "a@b.example" })).toThrow(/SMTP_URL/);
  for (const MAIL_FROM of ["a@b.example", "Hlídka <a@b.example>"])
    expect(parseEnv({ ...base, SMTP_URL, MAIL_FROM }).MAIL_FROM).toBe(MAIL_FROM);
  for (const MAIL_FROM of [
    "a@b.example, c@d.example",
    "a",
    "Hlídka <a@b.example>\r\nBcc: c@d.example",
    "<a@b.example>",
  ])
    expect(() => parseEnv({ ...base, SMTP_URL, MAIL_FROM }), MAIL_FROM).toThrow(/MAIL_FROM/);
  expect(parseEnv(base)).toMatchObject({ SMTP_TLS: "required" });
});
