import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { resolve } from "node:path";
import type { Readable } from "node:stream";

/** Why a command does not take what it was given, as one sentence for the person. */
export class Refusal extends Error {}

/** The bytes of a file that a person named. Throws Refusal, also for one longer than the limit. */
export function readFile(file: string, limit: number, tooLarge: () => Refusal): Uint8Array {
  const handle = open(file);
  try {
    const info = fstatSync(handle);
    if (info.isDirectory()) throw new Refusal(`„${file}“ je složka, ne soubor.`);
    if (info.size > limit) throw tooLarge();
    const bytes = Buffer.alloc((info.isFile() ? info.size : limit) + 1);
    let length = 0;
    for (let read = -1; read !== 0 && length < bytes.length; length += read) {
      read = readSync(handle, bytes, length, bytes.length - length, null);
    }
    if (length > limit) throw tooLarge();
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

/**
 * The bytes of the standard input, read no further than they are taken: after each part the length so far, the part's own
 * and all bytes until then are asked about. Throws Refusal.
 */
export async function readInput(
  input: Readable,
  isTooLarge: (length: number, last: number, bytes: () => Buffer) => boolean,
  tooLarge: () => Refusal,
): Promise<Uint8Array> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of input) {
    const bytes = Buffer.from(part);
    parts.push(bytes);
    length += bytes.length;
    if (isTooLarge(length, bytes.length, () => Buffer.concat(parts))) {
      input.destroy();
      throw tooLarge();
    }
  }
  return Buffer.concat(parts);
}
