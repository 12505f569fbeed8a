import { sqlState } from "@/db/failure";
import { withActor } from "@/db/gate";
import { type MailOutcome, numberEvent, settleMail } from "@/db/mutations/outbox";
import { holdMail, type MailOrder, nextMail } from "@/db/queries/outbox";
import { inviteSchema } from "@/lib/export/invite";
import { openTransport, type Transport } from "./transport";
import { type Written, writeMail } from "./write";

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
      if (outcome.kind !== "elsewhere") settled += 1;
      if ("serverDown" in outcome && outcome.serverDown) {
        restUntil = Date.now() + restAfterFailure;
        break;
      }
    }
  } finally {
    transport.close();
  }
  return settled;
}

type Outcome = MailOutcome & { serverDown?: boolean };

/**
 * Sends the next mail and notes how that ended, in the transaction that holds its row; null when none is due. It is noted
 * only after the server has taken it: who dies in between leaves the row as it was, so the mail is sent again under the
 * same Message-ID, and none is ever lost. The lock of the row keeps other workers off it meanwhile. What it says is
 * written before, since it may be read with somebody else's eyes, in a transaction of its own.
 */
export async function sendOne(transport: Transport): Promise<Outcome | { kind: "elsewhere" } | null> {
  const mail = await withActor({ kind: "worker" }, "write", nextMail);
  if (!mail) return null;
  const letter = await withEvent(mail, await prepareMail(mail));
  return withActor({ kind: "worker" }, "write", async (tx) => {
    // Another worker was faster.
    if (!(await holdMail(tx, mail))) return { kind: "elsewhere" };
    const outcome = "kind" in letter ? letter : await deliver(mail, letter, transport);
    await settleMail(tx, mail, outcome);
    return outcome;
  });
}

/**
 * The mail with its event, numbered and kept before it is handed over: should this try end in the dark, no other mail to
 * the same person takes the number.
 */
async function withEvent(mail: MailOrder, letter: Written | MailOutcome): Promise<Written | MailOutcome> {
  if ("kind" in letter || !letter.event) return letter;
  const { event } = letter;
  const kept = await withActor({ kind: "worker" }, "write", (tx) => numberEvent(tx, mail.id, event));
  return kept ? { ...letter, invite: inviteSchema.parse(kept) } : letter;
}

/** A mail as it is to be sent, or why it is not. */
export async function prepareMail(mail: MailOrder): Promise<Written | MailOutcome> {
  try {
    const written = await writeMail(mail);
    if (typeof written === "string") return { kind: "dropped", fault: written };
    return sendable.test(mail.recipient?.email ?? "") ? written : { kind: "failed", fault: "address" };
  } catch (error) {
    return ourFault(error);
  }
}

/** Hands a mail over. */
export async function deliver(mail: MailOrder, letter: Written, transport: Transport): Promise<Outcome> {
  const { email, name } = mail.recipient ?? { email: "", name: "" };
  return transport.deliver(letter, { name, address: email }).catch(ourFault);
}

/** The code of a failed query, else what kind of error it was: its text may hold personal data. */
const ourFault = (error: unknown): MailOutcome => ({
  kind: "later",
  fault: `fault ${sqlState(error)?.code ?? (error instanceof Error ? error.name : "failure")}`,
});

/** One address and nothing else: no list, no comment, no route, no blank. */
const sendable = /^[^\s\p{Cc}<>()[\]\\,;:@"]+@[^\s\p{Cc}<>()[\]\\,;:@"]+$/u;
