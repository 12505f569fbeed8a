import { sqlState } from "@/db/failure";
import { withActor } from "@/db/gate";
import { type MailOutcome, settleMail } from "@/db/mutations/outbox";
import { type MailOrder, takeMail } from "@/db/queries/outbox";
import { openTransport, type Transport } from "./transport";
import { writeMail } from "./write";

/** Milliseconds of rest when the mail server itself did not take a mail. */
const restAfterFailure = 30_000;
let restUntil = 0;

/**
 * Sends every mail that is due. One that cannot be sent does not stop the next, but a server that does not work does:
 * it is left alone for half a minute. Resolves with how many were settled.
 */
export async function sendDueMail(signal: AbortSignal): Promise<number> {
  if (Date.now() < restUntil) return 0;
  const transport = openTransport();
  let settled = 0;
  try {
    while (!signal.aborted) {
      const outcome = await sendOne(transport);
      if (!outcome) break;
      settled += 1;
      if (outcome.serverDown) {
        restUntil = Date.now() + restAfterFailure;
        break;
      }
    }
  } finally {
    transport.close();
  }
  return settled;
}

/**
 * Takes one mail, sends it and notes how that ended, in one transaction; null when none is due. It is noted only after
 * the server has taken it: who dies in between leaves the row as it was, so the mail is sent again under the same
 * Message-ID, and none is ever lost. The lock of the row keeps other workers off it meanwhile.
 */
export function sendOne(transport: Transport): Promise<(MailOutcome & { serverDown?: boolean }) | null> {
  return withActor({ kind: "worker" }, "write", async (tx) => {
    const mail = await takeMail(tx);
    if (!mail) return null;
    const outcome = await tryMail(mail, transport);
    await settleMail(tx, mail, outcome);
    return outcome;
  });
}

/** Writes a mail and hands it over. */
export async function tryMail(mail: MailOrder, transport: Transport): Promise<MailOutcome & { serverDown?: boolean }> {
  try {
    const written = await writeMail(mail);
    if (typeof written === "string") return { kind: "dropped", fault: written };
    const { email, name } = mail.recipient ?? { email: "", name: "" };
    if (!sendable.test(email)) return { kind: "failed", fault: "address" };
    return await transport.deliver(written, { name, address: email });
  } catch (error) {
    // A fault of ours: the code of a failed query, else what kind of error; its text may hold personal data.
    const word = sqlState(error)?.code ?? (error instanceof Error ? error.name : "failure");
    return { kind: "later", fault: `fault ${word}` };
  }
}

/** One address and nothing else: no list, no comment, no route, no blank. */
const sendable = /^[^\s\p{Cc}<>()[\]\\,;:@"]+@[^\s\p{Cc}<>()[\]\\,;:@"]+$/u;
