import { createHash } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { crc32 } from "./crc32";

export type DemoFile = { content: Buffer; sha256: string; mediaType: string };

/** The few files that all evidence of the demo shares; their text says that they are samples. */
export const demoFiles = {
  invoice: pdf("UKAZKA - faktura", "Smysleny doklad: dodavatel, castka ani plneni neexistuji."),
  payroll: pdf("UKAZKA - rekapitulace mezd", "Smysleny doklad bez osobnich udaju."),
  attendance: pdf("UKAZKA - prezencni listina", "Smysleny doklad o skoleni nebo smene."),
  survey: pdf("UKAZKA - vyhodnoceni mereni", "Smyslene vysledky dotazniku a statistik."),
  assessment: pdf("UKAZKA - hodnoceni planu rozvoje", "Smysleny doklad bez osobnich udaju."),
  photo: png(96, 64),
};

/** Writes the files under their hashes: FOLDER/ab/abcdef…; writing the same file again changes nothing. */
export async function writeFiles(folder: string): Promise<void> {
  for (const { content, sha256 } of Object.values(demoFiles)) {
    const path = join(folder, sha256.slice(0, 2), sha256);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content);
  }
}

function file(content: Buffer, mediaType: string): DemoFile {
  return { content, mediaType, sha256: createHash("sha256").update(content).digest("hex") };
}

/** A one-page PDF with two lines of plain ASCII. */
function pdf(title: string, text: string): DemoFile {
  const stream = `BT /F1 20 Tf 60 760 Td (${title}) Tj /F1 12 Tf 0 -32 Td (${text}) Tj 0 -18 Td (Hlidka - demo) Tj ET`;
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
    `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
  ];
  let body = "%PDF-1.4\n";
  const offsets = objects.map((object, index) => {
    const at = body.length;
    body += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(at).padStart(10, "0")} 00000 n \n`;
  });
  const xref = body.length;
  body += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.join("")}`;
  body += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${xref}\n%%EOF\n`;
  return file(Buffer.from(body, "latin1"), "application/pdf");
}

/** A small picture: a sky over a street, in grey and blue. Not compressed, so that its bytes are the same everywhere. */
function png(width: number, height: number): DemoFile {
  const rows = Buffer.alloc((width * 3 + 1) * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = y * (width * 3 + 1) + 1 + x * 3;
      const house = y > 20 + ((x * 7) % 48 > 24 ? 8 : 0) && y < 50;
      const [red, green, blue] = y >= 50 ? [90, 94, 100] : house ? [150, 152 + (x % 12), 158] : [120 + y, 160 + y, 214];
      rows.set([red ?? 0, green ?? 0, blue ?? 0], at);
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);
  return file(
    Buffer.concat([signature, chunk("IHDR", header), chunk("IDAT", storedBlock(rows)), chunk("IEND", Buffer.alloc(0))]),
    "image/png",
  );
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}

/** A zlib stream of one stored block (at most 65 535 bytes). */
function storedBlock(data: Buffer): Buffer {
  const head = Buffer.from([0x78, 0x01, 0x01, 0, 0, 0, 0]);
  head.writeUInt16LE(data.length, 3);
  head.writeUInt16LE(~data.length & 0xffff, 5);
  let a = 1;
  let b = 0;
  for (const byte of data) {
    a = (a + byte) % 65521;
    b = (b + a) % 65521;
  }
  const check = Buffer.alloc(4);
  check.writeUInt32BE(((b << 16) | a) >>> 0);
  return Buffer.concat([head, data, check]);
}
