/** The longest page that is read, in bytes. A published project page has a few kilobytes. */
export const maxPageBytes = 1_048_576;

/**
 * The text of a file of bytes: UTF-8 (with or without a byte order mark), UTF-16 with a mark, else Windows-1250 or
 * ISO 8859-2. Null when the bytes are more than `maxPageBytes` or are no text.
 */
export function decodePage(bytes: Uint8Array): string | null {
  if (bytes.length > maxPageBytes) return null;
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return asText(new TextDecoder("utf-16le").decode(bytes));
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return asText(new TextDecoder("utf-16be").decode(bytes));
  if (bytes.includes(0)) return null;
  try {
    return asText(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return asText(new TextDecoder(isLatin2(bytes) ? "iso-8859-2" : "windows-1250").decode(bytes));
  }
}

/** š, ž and ť stand elsewhere in ISO 8859-2, and its 0x80–0x9f hold nothing. */
function isLatin2(bytes: Uint8Array): boolean {
  let letters = 0;
  for (const byte of bytes) {
    if (byte >= 0x80 && byte <= 0x9f) return false;
    if (byte === 0xb9 || byte === 0xbe || byte === 0xbb || byte === 0xa9 || byte === 0xae) letters++;
  }
  return letters > 0;
}

function asText(text: string): string | null {
  if (text.startsWith("%PDF-") || text.startsWith("{\\rtf")) return null;
  let odd = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 0) return null;
    if ((code < 0x20 && code !== 9 && code !== 10 && code !== 13 && code !== 12) || code === 0xfffd) odd++;
  }
  return odd > 2 + text.length / 200 ? null : text;
}
