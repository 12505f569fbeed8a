import { toCsv } from "./csv";
import type { ExportFormat, Sheet } from "./sheet";
import { toXlsx } from "./xlsx";

const types = {
  csv: "text/csv; charset=utf-8",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
} satisfies Record<ExportFormat, string>;

/**
 * The answer to a request for a file: always an attachment, kept by no cache. name is the file's name without its
 * ending; factsTitle heads what says what was exported.
 */
export async function exportResponse(
  sheets: readonly [Sheet, ...Sheet[]],
  format: ExportFormat,
  name: string,
  factsTitle: string,
): Promise<Response> {
  const bytes = format === "csv" ? toCsv(sheets[0], factsTitle) : await toXlsx(sheets, factsTitle);
  return attachment(bytes, `${name}.${format}`, types[format]);
}

/** Bytes to be saved under a name; other names than plain ones are encoded (RFC 6266). */
export function attachment(bytes: Uint8Array, fileName: string, type: string): Response {
  const plain = fileName
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/[^A-Za-z0-9._-]+/g, "-");
  return new Response(new Uint8Array(bytes), {
    headers: {
      "content-type": type,
      "content-disposition": `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(fileName)}`,
      "content-length": String(bytes.byteLength),
      "cache-control": "private, no-store",
      "x-content-type-options": "nosniff",
    },
  });
}
