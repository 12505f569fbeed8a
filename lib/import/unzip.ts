import { inflateRawSync } from "node:zlib";
import { DomainError } from "@/lib/domain/error";

type Entry = { name: string; method: number; packed: number; size: number; at: number };

const badXlsx = () => new DomainError("importBadXlsx", 422);

/**
 * The entries of a ZIP by name, each unpacked when it is asked for: no more than the given bytes in all whatever the
 * headers claim, no encryption, no overlaps, no gaps that could hide an entry from one reader and show it to another.
 * Throws 422 importBadXlsx, 413 importBomb; so do the functions given back.
 */
export function openZip(bytes: Buffer, limit: number): Map<string, () => Buffer> {
  const { entries, directoryAt } = readDirectory(bytes);
  if (entries.reduce((total, entry) => total + entry.size, 0) > limit) throw new DomainError("importBomb", 413);
  const parts = new Map<string, () => Buffer>();
  let end = 0;
  for (const entry of entries) {
    if (parts.has(entry.name) || entry.at < end || entry.at - end > 24) throw badXlsx();
    const content = localContent(bytes, entry);
    end = content.end;
    parts.set(entry.name, () => unpack(content.packed, entry));
  }
  if (end > directoryAt || directoryAt - end > 24) throw badXlsx();
  return parts;
}

/** The entries by their place in the file, from the directory at its end. */
function readDirectory(bytes: Buffer): { entries: Entry[]; directoryAt: number } {
  const end = bytes.lastIndexOf(Buffer.from("PK\u0005\u0006", "latin1"));
  if (end < 0 || end + 22 > bytes.length) throw badXlsx();
  const count = bytes.readUInt16LE(end + 10);
  const directoryAt = bytes.readUInt32LE(end + 16);
  if (count === 0 || count > 500) throw badXlsx();
  const entries: Entry[] = [];
  let at = directoryAt;
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > end || bytes.readUInt32LE(at) !== 0x02014b50) throw badXlsx();
    const nameLength = bytes.readUInt16LE(at + 28);
    if (bytes.readUInt16LE(at + 8) & 1) throw badXlsx();
    entries.push({
      name: bytes.toString("utf8", at + 46, at + 46 + nameLength),
      method: bytes.readUInt16LE(at + 10),
      packed: bytes.readUInt32LE(at + 20),
      size: bytes.readUInt32LE(at + 24),
      at: bytes.readUInt32LE(at + 42),
    });
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return { entries: entries.sort((a, b) => a.at - b.at), directoryAt };
}

function localContent(bytes: Buffer, { name, packed, at }: Entry): { packed: Buffer; end: number } {
  if (at + 30 > bytes.length || bytes.readUInt32LE(at) !== 0x04034b50) throw badXlsx();
  const nameLength = bytes.readUInt16LE(at + 26);
  const start = at + 30 + nameLength + bytes.readUInt16LE(at + 28);
  if (bytes.toString("utf8", at + 30, at + 30 + nameLength) !== name || start + packed > bytes.length) throw badXlsx();
  return { packed: bytes.subarray(start, start + packed), end: start + packed };
}

function unpack(packed: Buffer, { method, size }: Entry): Buffer {
  if (method === 0 && packed.length === size) return packed;
  if (method !== 8) throw badXlsx();
  try {
    const content = inflateRawSync(packed, { maxOutputLength: Math.max(size, 1) });
    if (content.length !== size) throw badXlsx();
    return content;
  } catch {
    throw badXlsx();
  }
}
