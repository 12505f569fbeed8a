import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { resolve } from "node:path";
import type { Readable } from "node:stream";
import { DomainError } from "@/lib/domain/error";
import { maxPageBytes } from "@/lib/intake/decode";
import { opensList, readBytes } from "@/lib/intake/read-bytes";
import { maxListBytes } from "@/lib/intake/reading-schema";
import { errorSentence } from "@/lib/words";

const help = `Použití: npm run -s hlidka -- intake FILE
         npm run -s hlidka -- intake -                 (standardní vstup)
         npm run -s hlidka -- intake FILE --search "SLOVA"

Přečte text zveřejněné stránky projektu (nejvýše 1 MB) a na standardní výstup vypíše jeden objekt JSON.
Přečte i zveřejněný seznam projektů (Seznam operací, Kohesio) jako CSV, text nebo XLSX (nejvýše 25 MB): z jednoho projektu,
nebo z jediného, který má všechna hledaná slova, je týž objekt; jinak vypíše { "list": … } s počty a prvními nalezenými.
Návratový kód 0: výsledek; 2: text není stránkou ani seznamem projektů nebo jej nelze přečíst.
`;

/** Why a file is not read, as one sentence for the person. */
class Refusal extends Error {}

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
    const result = resultOf(file === "-" ? await readInput(input) : readFile(file), query);
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

function readFile(file: string): Uint8Array {
  const handle = open(file);
  try {
    const info = fstatSync(handle);
    if (info.isDirectory()) throw new Refusal(`„${file}“ je složka, ne soubor.`);
    if (info.size > maxListBytes) throw tooLarge();
    const bytes = Buffer.alloc((info.isFile() ? info.size : maxListBytes) + 1);
    let length = 0;
    for (let read = -1; read !== 0 && length < bytes.length; length += read) {
      read = readSync(handle, bytes, length, bytes.length - length, null);
    }
    if (length > maxListBytes) throw tooLarge();
    return bytes.subarray(0, length);
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal(`Soubor „${file}“ nelze přečíst.`);
  } finally {
    closeSync(handle);
  }
}

/** npm runs scripts in the folder of the package; a relative path is meant from where the person stands. */
function open(file: string): number {
  const from = [process.env.INIT_CWD, process.cwd()].filter((folder) => folder !== undefined);
  for (const folder of from) {
    try {
      return openSync(resolve(folder, file), "r");
    } catch {
      // the next folder, or the refusal below
    }
  }
  throw new Refusal(`Soubor „${file}“ neexistuje nebo jej nelze otevřít.`);
}

async function readInput(input: Readable): Promise<Uint8Array> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of input) {
    const bytes = Buffer.from(part);
    length += bytes.length;
    const longerThanPage = length > maxPageBytes && length - bytes.length <= maxPageBytes;
    if (length > maxListBytes || (longerThanPage && !opensList(Buffer.concat([...parts, bytes])))) {
      input.destroy();
      throw tooLarge();
    }
    parts.push(bytes);
  }
  return Buffer.concat(parts);
}

function tooLarge(): Refusal {
  return new Refusal("Obsah je příliš velký: seznam projektů má nejvýše 25 MB, stránka 1 MB.");
}
