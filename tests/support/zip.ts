import { crc32, deflateRawSync } from "node:zlib";

type Part = { name: string; content: string } | { name: string; packed: Buffer; size: number };

/** A ZIP written by hand, so that a test can lie in its headers: size is what the headers claim. */
export function zip(parts: Part[]): Buffer {
  const local: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const part of parts) {
    const packed = "packed" in part ? part.packed : deflateRawSync(Buffer.from(part.content));
    const size = "packed" in part ? part.size : Buffer.byteLength(part.content);
    const sum = "packed" in part ? 0 : crc32(part.content);
    const name = Buffer.from(part.name);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(sum, 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(size, 18);
    common.writeUInt16LE(name.length, 22);
    const head = Buffer.concat([Buffer.from("PK\u0003\u0004", "latin1"), common, name]);
    const tail = Buffer.alloc(16);
    tail.writeUInt32LE(at, 12);
    directory.push(
      Buffer.concat([
        Buffer.from("PK\u0001\u0002\u0014\u0000", "latin1"),
        common.subarray(0, 24),
        Buffer.alloc(2),
        tail.subarray(2),
        name,
      ]),
    );
    local.push(head, packed);
    at += head.length + packed.length;
  }
  const entries = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(parts.length, 4);
  end.writeUInt16LE(parts.length, 6);
  end.writeUInt32LE(entries.length, 8);
  end.writeUInt32LE(at, 12);
  return Buffer.concat([...local, entries, Buffer.from("PK\u0005\u0006", "latin1"), end]);
}
