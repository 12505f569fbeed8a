import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { resolve } from "node:path";
import type { Readable } from "node:stream";
import { decodePage, maxPageBytes } from "@/lib/intake/decode";
import { readProjectPage } from "@/lib/intake/read";

const help = `Použití: npm run -s hlidka -- intake FILE
         npm run -s hlidka -- intake -      (standardní vstup)

Přečte text zveřejněné stránky projektu (nejvýše 1 MB) a na standardní výstup vypíše jeden objekt JSON.
Návratový kód 0: výsledek; 2: text není stránkou projektu nebo jej nelze přečíst.
`;

/** Why a file is not read, as one sentence for the person. */
class Refusal extends Error {}

/** Reads one page from a file or the standard input and prints what it says as JSON. Exit code 0, or 2 with one sentence. */
export async function run(args: string[], input: Readable = process.stdin): Promise<number> {
  if (args.includes("--help") || args.includes("-h")) {
    process.stdout.write(help);
    return 0;
  }
  const [file, ...more] = args;
  try {
    if (file === undefined || more.length > 0)
      throw new Refusal("Zadejte jeden soubor, nebo „-“ pro standardní vstup.");
    const bytes = file === "-" ? await readInput(input) : readFile(file);
    const text = decodePage(bytes);
    if (text === null) throw new Refusal("Obsah není text stránky projektu (binární soubor).");
    const result = readProjectPage(text);
    if (result === null) throw new Refusal("Text není zveřejněnou stránkou projektu: chybí v něm její údaje.");
    process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
    return 0;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 2;
  }
}

function readFile(file: string): Uint8Array {
  const handle = open(file);
  try {
    const info = fstatSync(handle);
    if (info.isDirectory()) throw new Refusal(`„${file}“ je složka, ne soubor.`);
    if (info.size > maxPageBytes) throw tooLarge();
    const bytes = Buffer.alloc(maxPageBytes + 1);
    let length = 0;
    for (let read = -1; read !== 0 && length < bytes.length; length += read) {
      read = readSync(handle, bytes, length, bytes.length - length, null);
    }
    if (length > maxPageBytes) throw tooLarge();
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
    if (length > maxPageBytes) {
      input.destroy();
      throw tooLarge();
    }
    parts.push(bytes);
  }
  return Buffer.concat(parts);
}

function tooLarge(): Refusal {
  return new Refusal("Obsah je příliš velký: stránka projektu má nejvýše 1 MB.");
}
