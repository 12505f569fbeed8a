import { brokenSign, decodeBytes } from "@/lib/import/code-pages";

/** The longest page that is read, in bytes. A published project page has a few kilobytes. */
export const maxPageBytes = 1_048_576;

/**
 * The text of a file of bytes in any code page that Czech offices use (`decodeBytes`). Null when the bytes are more than
 * `maxPageBytes` or are no text.
 */
export function decodePage(bytes: Uint8Array): string | null {
  if (bytes.length > maxPageBytes) return null;
  const text = decodeBytes(bytes)?.text ?? null;
  return text !== null && isText(text) ? text : null;
}

/** Whether a decoded text is one: no signs of a binary file, hardly any that could not be read. */
export function isText(text: string): boolean {
  if (text.startsWith("%PDF-") || text.startsWith("{\\rtf")) return false;
  let odd = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 0) return false;
    if ((code < 0x20 && code !== 9 && code !== 10 && code !== 13 && code !== 12) || text.charAt(i) === brokenSign)
      odd++;
  }
  return odd <= 2 + text.length / 200;
}
