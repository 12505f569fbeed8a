// The control: a worker that notes a mail as sent before it sends it, so that a kill in between loses it.
import { setTimeout as sleep } from "node:timers/promises";
import { withActor } from "@/db/gate";
import { settleMail } from "@/db/mutations/outbox";
import { holdMail, nextMail } from "@/db/queries/outbox";
import { deliver, prepareMail } from "@/server/mail/send";
import { openTransport } from "@/server/mail/transport";

for (const end of ["SIGTERM", "disconnect"]) process.on(end, () => process.exit(0));
const transport = openTransport();
for (;;) {
  const mail = await withActor({ kind: "worker" }, "write", async (tx) => {
    const next = await nextMail(tx);
    if (!next || !(await holdMail(tx, next))) return null;
    await settleMail(tx, next, { kind: "sent", delivered: "smtp" });
    return next;
  });
  const letter = mail && (await prepareMail(mail));
  if (mail && letter && !("kind" in letter)) await deliver(mail, letter, transport);
  else await sleep(200);
}
