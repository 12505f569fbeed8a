// One visitor in a process of his own, whose clock and zone the proof has set: registers, and changes what he was given
// the link of. Prints what he was told, as JSON.
import { randomUUID } from "node:crypto";
import { withActor } from "@/db/gate";
import { findLinked } from "@/db/queries/registrations";
import { DomainError } from "@/lib/domain/error";
import { execute } from "@/server/command";
import { visitorCommands } from "@/server/visitor-commands";

const [slug = "", link = ""] = process.argv.slice(2);
const visitor = { kind: "public", address: "" } as const;

async function told(name: string, input: object): Promise<string> {
  const of = visitorCommands[name];
  if (!of) throw new Error(`no command ${name}`);
  try {
    await execute(visitor, of, name, randomUUID(), input);
    return "accepted";
  } catch (error) {
    if (error instanceof DomainError) return error.key;
    throw error;
  }
}

const answers = { name: "Zkouška Uzávěrky", role: "other", municipality: "560286", site: "any" };
const email = `${randomUUID()}@proof.example`;
const sent = await told("registration.send", { slug, locale: "cs", email, consent: true, ...answers });
const own = await withActor(visitor, "read", (tx) => findLinked(tx, slug, link));
const changed = await told("registration.change", { slug, link, version: own?.version ?? "", ...answers });
console.log(JSON.stringify({ sent, changed, offered: own?.changes ?? null }));
process.exit(0);
