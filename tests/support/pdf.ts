import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { prepareZXingModule, readBarcodes } from "zxing-wasm/reader";
import { findProgram } from "@/bin/check/debian.mjs";

function poppler(name: string): string {
  const program = findProgram(name, "poppler-utils", console.log);
  if (!program) throw new Error(`${name} is not there: install poppler-utils`);
  return program;
}

/** Does something with a PDF that lies in a folder of its own. */
function withFile<T>(bytes: Uint8Array, run: (file: string, folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), "hlidka-pdf-"));
  try {
    const file = join(folder, "paper.pdf");
    writeFileSync(file, bytes);
    return run(file, folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const said = (program: string, args: string[]) => execFileSync(poppler(program), args, { encoding: "utf8" });

/** The texts of a PDF's pages as poppler reads them, lines joined. */
export const pdfPages = (bytes: Uint8Array): string[] =>
  withFile(bytes, (file) => said("pdftotext", ["-layout", file, "-"]))
    .split("\f")
    .slice(0, -1);

/** All that a PDF says in the order in which it was written, without blanks, since lines break where they must. */
export const pdfText = (bytes: Uint8Array): string =>
  withFile(bytes, (file) => said("pdftotext", ["-raw", file, "-"])).replace(/\s+/g, "");

/** What a PDF says of itself: title, pages, whether it is tagged. */
export const pdfInfo = (bytes: Uint8Array): Record<string, string> =>
  Object.fromEntries(
    withFile(bytes, (file) => said("pdfinfo", [file]))
      .split("\n")
      .map((line) => line.split(/:\s+/, 2)),
  );

/** The structure of a tagged PDF with its texts, one line each. */
export const pdfStructure = (bytes: Uint8Array): string[] =>
  withFile(bytes, (file) => said("pdfinfo", ["-struct-text", file]))
    .split("\n")
    .map((line) => line.trim());

/** A page of a PDF as it comes from a printer of so many dots an inch. */
export const pdfPicture = (bytes: Uint8Array, page: number, dpi: number): Uint8Array =>
  withFile(bytes, (file, folder) => {
    const at = String(page);
    said("pdftoppm", ["-r", String(dpi), "-f", at, "-l", at, "-png", file, join(folder, "page")]);
    const name = readdirSync(folder).find((name) => name.endsWith(".png"));
    if (!name) throw new Error(`no page ${page}`);
    return new Uint8Array(readFileSync(join(folder, name)));
  });

/** The texts of all QR codes in a picture, by a decoder that knows nothing of who drew them. */
export async function codesIn(picture: Uint8Array): Promise<string[]> {
  const wasm = createRequire(import.meta.url).resolve("zxing-wasm/reader/zxing_reader.wasm");
  await prepareZXingModule({
    overrides: { wasmBinary: new Uint8Array(readFileSync(wasm)).buffer },
    fireImmediately: true,
  });
  const found = await readBarcodes(picture, { formats: ["QRCode"], maxNumberOfSymbols: 20 });
  return found.map(({ text }) => text).sort();
}
