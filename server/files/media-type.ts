import { open } from "node:fs/promises";
import { fileTypeFromFile } from "file-type";

/** HEIC as telephones call it: a picture or a series of them, by one of several names. */
const heic = new Set(["image/heif", "image/heic-sequence", "image/heif-sequence"]);
/** A signed message in DER: the beginning of every data message that was saved. */
const signedData = Buffer.from([0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x02]);

/** The type of a file by its bytes; undefined when it is none that is known here. */
export async function mediaTypeOf(path: string): Promise<string | undefined> {
  const found = (await fileTypeFromFile(path).catch(() => undefined))?.mime;
  if (found !== undefined && heic.has(found)) return "image/heic";
  if (found !== undefined && found !== "application/xml") return found;
  const head = await headOf(path);
  // Readers of PDF take a header anywhere in the first kilobyte: what a mail or a scanner left before it does no harm.
  if (head.subarray(0, 1024).includes("%PDF-")) return "application/pdf";
  if (isInvoice(head)) return "application/x-isdoc";
  return isDataMessage(head) ? "application/vnd.software602.filler.form-xml-zip" : undefined;
}

async function headOf(path: string): Promise<Buffer> {
  const file = await open(path, "r");
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(8192), 0, 8192, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** An electronic invoice: XML whose first element is that of ISDOC. */
function isInvoice(head: Buffer): boolean {
  const text = head.toString("utf8").replace(/^\ufeff/, "");
  const root =
    /^\s*(?:<\?[^>]*>\s*|<!--(?:(?!-->).)*-->\s*){0,5}<(?:[\w-]+:)?(?:Invoice|CommonDocument)\s([^>]*)>/s.exec(text);
  return root !== null && /["']http:\/\/isdoc\.cz\/namespace\/\d{4}["']/.test(root[1] ?? "");
}

/** A message of the Czech data boxes. */
const isDataMessage = (head: Buffer) =>
  head[0] === 0x30 && head.subarray(0, 24).includes(signedData) && head.includes("://isds.czechpoint.cz/");
