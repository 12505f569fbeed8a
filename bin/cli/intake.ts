import type { Readable } from "node:stream";
import { DomainError } from "@/lib/domain/error";
import { maxPageBytes } from "@/lib/intake/decode";
import { opensList, readBytes } from "@/lib/intake/read-bytes";
import { maxListBytes } from "@/lib/intake/reading-schema";
import { errorSentence } from "@/lib/words";
import { Refusal, readFile, readInput } from "./given";

const help = `Použití: npm run -s hlidka -- intake FILE
         npm run -s hlidka -- intake -                 (standardní vstup)
         npm run -s hlidka -- intake FILE --search "SLOVA"

Přečte text zveřejněné stránky projektu (nejvýše 1 MB) a na standardní výstup vypíše jeden objekt JSON.
Přečte i zveřejněný seznam projektů (Seznam operací, Kohesio) jako CSV, text nebo XLSX (nejvýše 25 MB): z jednoho projektu,
nebo z jediného, který má všechna hledaná slova, je týž objekt; jinak vypíše { "list": … } s počty a prvními nalezenými.
Návratový kód 0: výsledek; 2: text není stránkou ani seznamem projektů nebo jej nelze přečíst.
`;

/** Reads one page from a file or the standard input and prints what it says as JSON. Exit code 0, or 2 with one sentence. */
export async function run(args: string[], input: Readable = process.stdin): Promise<number> {
  if (args.includes("--help") || args.includes("-h")) {
    process.stdout.write(help);
    return 0;
  }
  const [file, option, query = "", ...more] = args;
  try {
    if (file === undefined || more.length > 0 || (option !== undefined && (option !== "--search" || query === "")))
      throw new Refusal("Zadejte jeden soubor, nebo „-“ pro standardní vstup.");
    const result = resultOf(
      file === "-" ? await readStandardInput(input) : readFile(file, maxListBytes, tooLarge),
      query,
    );
    process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
    return 0;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 2;
  }
}

/** The object that is printed: a project, or the list of several without their places. */
function resultOf(bytes: Uint8Array, query: string) {
  try {
    const reading = readBytes(bytes, query);
    if (reading === null)
      throw new Refusal("Obsah není text zveřejněné stránky projektu ani seznam projektů: chybí v něm jejich údaje.");
    if (!("list" in reading)) return reading.result;
    const projects = reading.list.projects.map(({ result }) => result);
    const [only] = projects;
    return query && only && projects.length === 1 ? only : { list: { ...reading.list, projects } };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    throw new Refusal(errorSentence("cs", { key: error.key, values: error.values }));
  }
}

const readStandardInput = (input: Readable) =>
  readInput(
    input,
    (length, last, bytes) => {
      const longerThanPage = length > maxPageBytes && length - last <= maxPageBytes;
      return length > maxListBytes || (longerThanPage && !opensList(bytes()));
    },
    tooLarge,
  );

function tooLarge(): Refusal {
  return new Refusal("Obsah je příliš velký: seznam projektů má nejvýše 25 MB, stránka 1 MB.");
}
