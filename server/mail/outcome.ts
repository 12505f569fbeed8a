import type { MailOutcome } from "@/db/mutations/outbox";
import type { MailFault } from "@/lib/domain/mail";

/** What an error of the driver tells; only codes are read, for its text may hold an address. */
function partsOf(error: unknown) {
  const get = (name: string): unknown =>
    typeof error === "object" && error !== null ? Reflect.get(error, name) : null;
  const [code, command, status, response] = ["code", "command", "responseCode", "response"].map(get);
  return {
    code: typeof code === "string" ? code : "",
    command: typeof command === "string" ? command : "",
    status: typeof status === "number" ? status : 0,
    extended: typeof response === "string" ? (/^\d{3}[ -](\d\.\d{1,3}\.\d{1,3})\b/.exec(response)?.[1] ?? "") : "",
  };
}

/**
 * What a failed sending means: refused for good (a 5xx about this recipient or this mail: it bounced and is not tried
 * again), or to be tried later. `serverDown` when it would have met every other mail too. A mail that is not wanted for
 * what it is says nothing about the address: 5.7.x, by the sender's standing or the text, and any 5xx to the text itself.
 */
export function outcomeOf(error: unknown): MailOutcome & { serverDown?: boolean } {
  const { code, command, status, extended } = partsOf(error);
  const say = (fault: MailFault) => [fault, status || "", extended].filter(Boolean).join(" ");
  if (code === "EAUTH") return { kind: "later", fault: say("login"), serverDown: true };
  if (code === "ETLS") return { kind: "later", fault: "insecure", serverDown: true };
  const aboutMail = code === "EENVELOPE" || code === "EMESSAGE";
  if (aboutMail && status === 0) return { kind: "failed", fault: say("address") };
  if (aboutMail && command.startsWith("MAIL"))
    return { kind: "later", fault: say("sender"), serverDown: status >= 500 };
  if (aboutMail && status >= 500) {
    const unwanted = extended ? extended.startsWith("5.7.") : code === "EMESSAGE";
    return { kind: "failed", fault: say(unwanted ? "unwanted" : "refused") };
  }
  // 421: the server is closing; every other mail would meet the same.
  if (aboutMail) return { kind: "later", fault: say("deferred"), serverDown: status === 421 };
  return { kind: "later", fault: say("unreachable"), serverDown: true };
}
