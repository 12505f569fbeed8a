import type { Readable } from "node:stream";
import { readAllocation } from "@/lib/domain/allocation/input";
import { explain, type Reason } from "@/lib/domain/allocation/reason";
import { DomainError } from "@/lib/domain/error";
import { doubtSentence, errorSentence, reasonSentence } from "@/lib/words";
import { allocate } from "@/server/allocation/allocate";
import { Refusal, readFile, readInput } from "./given";

const help = `Použití: npm run -s hlidka -- allocate FILE
         npm run -s hlidka -- allocate -               (standardní vstup)

Rozdělí lidi na místa setkání a na standardní výstup vypíše jeden objekt JSON. Vstup (nejvýše 25 MB):
{ "sites": [{ "code", "capacity" }],
  "people": [{ "id", "city", "role", "preferred": kód nebo null, "canOther": true nebo false,
               "registeredAt": okamžik s posunem, "pin"?: { "must"?: kód, "not"?: [kódy] } }],
  "weights"?: { "roles"?: { role: váha }, "preference"?: váha, "split"?: váha } }
Postupně hledá nejvíc umístěných, nejvyšší váhu rolí, nejvíc splněných přání bez rozdělených obcí a nejmenší součet pořadí;
při shodě nejméně rozdělených obcí. Nehledá, co je nejlepší pro toho, kdo dopadl nejhůř.
Návratový kód 0: výsledek; 2: vstup není takovým zadáním nebo mu nelze vyhovět.
`;
const maxBytes = 25_000_000;
const tooLarge = () => new Refusal("Obsah je příliš velký: zadání má nejvýše 25 MB.");

/** Allocates the people of a file or the standard input and prints where they stand. Exit code 0, or 2 with one sentence. */
export async function run(args: string[], input: Readable = process.stdin): Promise<number> {
  if (args.includes("--help") || args.includes("-h")) {
    process.stdout.write(help);
    return 0;
  }
  const [file, ...more] = args;
  try {
    if (file === undefined || more.length > 0)
      throw new Refusal("Zadejte jeden soubor, nebo „-“ pro standardní vstup.");
    const bytes =
      file === "-"
        ? await readInput(input, (length) => length > maxBytes, tooLarge)
        : readFile(file, maxBytes, tooLarge);
    process.stdout.write(`${JSON.stringify(await resultOf(bytes), null, 2)}\n`);
    return 0;
  } catch (error) {
    const refusal = error instanceof DomainError ? errorSentence("cs", error) : null;
    if (refusal === null && !(error instanceof Refusal)) throw error;
    process.stderr.write(`${refusal ?? (error instanceof Refusal ? error.message : "")}\n`);
    return 2;
  }
}

/** The object that is printed; a fallback is told beside it. */
async function resultOf(bytes: Uint8Array) {
  const allocation = readAllocation(parsed(bytes));
  const { placement, objective, method, doubt, inputHash } = await allocate(allocation);
  if (doubt) process.stderr.write(`${doubtSentence("cs", doubt)}\n`);
  const { placed, waiting } = explain(allocation, placement);
  const inWords = <T extends { reason: Reason }>(people: T[]) =>
    people.map((person) => ({ ...person, reason: reasonSentence("cs", person.reason) }));
  return { placed: inWords(placed), waiting: inWords(waiting), objective, method, inputHash };
}

function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    throw new Refusal("Obsah není JSON v kódování UTF-8.");
  }
}
