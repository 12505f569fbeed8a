#!/usr/bin/env bash
# What comes back about mail that was not delivered: nodemailer 10.6.0 (against smtp-server 3.21.6), and delivery reports
# (multipart/report) read by mailparser 3.14.2 and postal-mime 2.4.4. Valid input, invented addresses, loopback only.
# Installs the packages in a temporary folder; ends with 1 when something else is seen.
#
#   guessed before                                            seen
#   info.accepted and rejected have the addresses as given    a domain with diacritics comes back as xn--…; to find the person
#                                                             by the address fails
#   all refused, 550 first, then 451: the error says 550      451, in either order: the lasting refusal looks temporary
#   421 in the middle is a refusal of that address            ECONNECTION, nobody is refused; on a pooled connection in use
#                                                             the whole message is begun a second time before you hear of it
#   mailparser: message/delivery-status is an attachment      no: it is appended to text and to html, and nowhere else; but
#                                                             message/global-delivery-status is an attachment
#   postal-mime: the returned message is read one way in all  an attachment beside delivery-status, but inlined in text and
#   reports                                                   html beside global-delivery-status (forceRfc822Attachments)
#   the returned message has its bytes                        postal-mime: CRLF became LF (not if it came in base64), so a
#                                                             digest or signature of it is another one; mailparser keeps it
#
# So: keep the list of addresses in your own order and compare domains in their ASCII form; look at rejectedErrors one by
# one; read reports with postal-mime and
# forceRfc822Attachments; with mailparser the report's lines are at the end of the text.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund nodemailer@10.6.0 smtp-server@3.21.6 mailparser@3.14.2 postal-mime@2.4.4
node --input-type=module <<'JS'
import assert from "node:assert/strict";
import { once } from "node:events";
import { createRequire } from "node:module";
const require = createRequire(`${process.cwd()}/package.json`);
const nodemailer = require("nodemailer");
const { SMTPServer } = require("smtp-server");
const { simpleParser } = require("mailparser");
const PostalMime = (await import(require.resolve("postal-mime"))).default;

/** Refuses the addresses that begin with a code, by that code. */
let begun = 0;
const server = new SMTPServer({
  disabledCommands: ["AUTH", "STARTTLS"],
  onMailFrom: (_address, _session, done) => {
    begun++;
    done();
  },
  onRcptTo: ({ address }, _session, done) => {
    const code = Number.parseInt(address, 10);
    done(code ? Object.assign(new Error("refused"), { responseCode: code }) : undefined);
  },
  onData: (stream, _session, done) => stream.on("end", () => done()).resume(),
});
server.listen(0, "127.0.0.1");
await once(server.server, "listening");
const { port } = server.server.address();

async function send(to, pool = false) {
  const transport = nodemailer.createTransport({ host: "127.0.0.1", port, ignoreTLS: true, pool, maxConnections: 1 });
  const message = { from: "office@example.org", to, subject: "Invitation", text: "…" };
  if (pool) await transport.sendMail({ ...message, to: "a@example.org" }); // its connection stays open for the next
  begun = 0;
  const result = await transport.sendMail(message).then(
    ({ accepted, rejected }) => ({ accepted, rejected }),
    ({ code, responseCode, rejected }) => ({ code, responseCode, rejected }),
  );
  transport.close();
  return { ...result, begun };
}
const sent = {
  diacritics: await send(["a@háčky.example", "550@háčky.example"]),
  "550, 451": await send(["550@example.org", "451@example.org"]),
  "451, 550": await send(["451@example.org", "550@example.org"]),
  421: await send(["a@example.org", "421@example.org"]),
  "421, pool": await send(["a@example.org", "421@example.org"], true),
};
server.close();

const returned = "From: office@example.org\r\nTo: a@example.org\r\nSubject: Invitation\r\nContent-Type: text/plain\r\n\r\nCome.\r\n";
const status = ["Reporting-MTA: dns; mx.example.org", "", "Final-Recipient: rfc822; a@example.org", "Action: failed", "Status: 5.1.1"];
function report({ kind = "delivery-status", encoding = "7bit", message = returned } = {}) {
  return [
    "From: MAILER-DAEMON@mx.example.org",
    "To: office@example.org",
    "Subject: Undelivered",
    "MIME-Version: 1.0",
    "Content-Type: multipart/report; report-type=delivery-status; boundary=b",
    "",
    "--b\r\nContent-Type: multipart/alternative; boundary=c",
    "",
    "--c\r\nContent-Type: text/plain\r\n\r\nNot delivered.",
    "--c\r\nContent-Type: text/html\r\n\r\n<p>Not delivered.</p>",
    "--c--",
    `--b\r\nContent-Type: message/${kind}\r\n`,
    ...status,
    "",
    `--b\r\nContent-Type: message/rfc822\r\nContent-Transfer-Encoding: ${encoding}\r\n`,
    message,
    "--b--",
    "",
  ].join("\r\n");
}
const types = (attachments, key) => attachments.map((one) => one[key].replace("message/", "")).join(", ");
const parts = (mail, words) => ["text", "html"].filter((part) => mail[part].includes(words)).join(", ");
async function read(raw, options) {
  const one = await simpleParser(raw);
  const other = await PostalMime.parse(raw, options);
  const [mine, theirs] = [one.attachments, other.attachments].map((list) => Buffer.from(list.at(-1).content).toString());
  return {
    mailparser: { reportIn: parts(one, "5.1.1"), messageIn: parts(one, "Come."), attachments: types(one.attachments, "contentType"), lines: mine.includes("\r\n") ? "CRLF" : "LF" },
    postalMime: { reportIn: parts(other, "5.1.1"), messageIn: parts(other, "Come."), attachments: types(other.attachments, "mimeType"), lines: theirs.includes("\r\n") ? "CRLF" : "LF" },
  };
}
const reports = {
  usual: await read(report()),
  global: await read(report({ kind: "global-delivery-status" })),
  "global, forced": await read(report({ kind: "global-delivery-status" }), { forceRfc822Attachments: true }),
  base64: await read(report({ encoding: "base64", message: Buffer.from(returned).toString("base64") })),
};
console.log(sent);
console.dir(reports, { depth: 4 });
const xn = "xn--hky-ela4t.example";
assert.deepEqual(sent, {
  421: { code: "ECONNECTION", responseCode: 421, rejected: undefined, begun: 1 },
  diacritics: { accepted: [`a@${xn}`], rejected: [`550@${xn}`], begun: 1 },
  "550, 451": { code: "EENVELOPE", responseCode: 451, rejected: ["550@example.org", "451@example.org"], begun: 1 },
  "451, 550": { code: "EENVELOPE", responseCode: 451, rejected: ["451@example.org", "550@example.org"], begun: 1 },
  "421, pool": { code: "ECONNECTION", responseCode: 421, rejected: undefined, begun: 2 },
});
const apart = (kind, lines) => ({ reportIn: "", messageIn: "", attachments: `${kind}, rfc822`, lines });
const within = { reportIn: "text, html", messageIn: "", attachments: "rfc822", lines: "CRLF" };
const global = "global-delivery-status";
assert.deepEqual(reports, {
  usual: { mailparser: within, postalMime: apart("delivery-status", "LF") },
  global: {
    mailparser: apart(global, "CRLF"),
    postalMime: { reportIn: "", messageIn: "text, html", attachments: global, lines: "LF" },
  },
  "global, forced": { mailparser: apart(global, "CRLF"), postalMime: apart(global, "LF") },
  base64: { mailparser: within, postalMime: apart("delivery-status", "CRLF") },
});
JS
