import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { fileNameInput } from "@/lib/domain/evidence";
import { mediaTypeOf } from "@/server/files/media-type";
import { html } from "../support/sample-files";

const fixtures = "tests/fixtures/uploads";
const folder = mkdtempSync(join(tmpdir(), "hlidka-types-"));
afterAll(() => rmSync(folder, { recursive: true }));
const typeOf = (bytes: string | Buffer) => {
  const path = join(folder, "file");
  writeFileSync(path, bytes);
  return mediaTypeOf(path);
};

test.each(readdirSync(fixtures))("%s is taken for what its ending says", async (name) => {
  expect(await mediaTypeOf(join(fixtures, name))).toBe(name.endsWith(".pdf") ? "application/pdf" : "image/heic");
});

const isdoc = 'xmlns="http://isdoc.cz/namespace/2013" version="6.0.1"';
const zfo = (content: string) =>
  Buffer.concat([
    Buffer.from([0x30, 0x82, 0x10, 0x00, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x02]),
    Buffer.from(content),
  ]);
const invoice = "application/x-isdoc";
const message = "application/vnd.software602.filler.form-xml-zip";

test.each<[string, string | Buffer, string | undefined]>([
  ["an invoice", `<?xml version="1.0" encoding="utf-8"?>\n<Invoice ${isdoc}><ID>1</ID></Invoice>`, invoice],
  [
    "one with a mark, a comment and a prefix",
    `\ufeff<!-- x -->\n<i:Invoice ${isdoc.replace("xmlns", "xmlns:i")}/>`,
    invoice,
  ],
  ["a data message", zfo('<q:MessageDownloadResponse xmlns:q="http://isds.czechpoint.cz/v20">'), message],
  ["another signed message", zfo("nothing of ours"), undefined],
  ["another XML", '<?xml version="1.0"?><Invoice xmlns="urn:other"/>', undefined],
  ["an invoice inside something else", `<a><Invoice ${isdoc}/></a>`, undefined],
  ["a PDF that begins after a kilobyte", `${"x".repeat(1_100)}%PDF-1.4`, undefined],
  ["a page", html, undefined],
])("%s", async (_, bytes, type) => {
  expect(await typeOf(bytes)).toBe(type);
});

test.each([
  ["FA 12/2024.pdf", "FA 12-2024.pdf"],
  ["C:\\Dokumenty\\sken.pdf", "sken.pdf"],
  ["\\\\server\\sdílené\\sken.pdf", "sken.pdf"],
  ["../../etc/passwd", "etc-passwd"],
])("the name %s is kept as %s", (given, kept) => expect(fileNameInput.parse(given)).toBe(kept));
