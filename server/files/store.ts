import { createHash, randomUUID } from "node:crypto";
import { type FileHandle, mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { DomainError } from "@/lib/domain/error";
import { assertMediaType, type MediaType, maxUploadBytes } from "@/lib/domain/evidence";
import { asStorageFailure, filesFolder as folder } from "./disk";
import { mediaTypeOf } from "./media-type";

/** The rooms below the folder of files, and what lies in one of them. */
export const storedNames = (room: string) => readdir(join(folder(), room)).catch(() => []);
export const storedRooms = async () => (await storedNames(".")).filter((name) => /^[0-9a-f]{2}$/.test(name));
/** A place for what is taken aside, swept like an upload that was cut off. */
export const asidePath = () => join(folder(), "tmp", randomUUID());

/** The only module that knows where files lie: HLIDKA_DATA/files/<2 hex>/<sha256>, never by a name that came from outside. */
const place = (sha256: string) => join(folder(), sha256.slice(0, 2), sha256);

/** Where the bytes of a stored file lie: for backups, which copy them. */
export const storedPath = place;

export type ReceivedFile = { sha256: string; bytes: number; mediaType: MediaType };
/** keep: moves it into its place, as the last step of the transaction that names it; done once, however often it is asked. */
export type WaitingFile = ReceivedFile & { keep(): Promise<void> };

/**
 * Receives a stream of bytes for as long as `use` takes: written beside, hashed and counted on the way, checked, flushed
 * to the disk. Only what is kept stays. Throws what `use` throws, 413 uploadTooLarge, 400 uploadLength when it is not as long as was said, 415
 * uploadType for a type that is not stored, 507 diskFull. Nothing stays when it is refused.
 */
export async function receiveFile<T>(
  body: AsyncIterable<Uint8Array>,
  declared: number,
  use: (file: WaitingFile) => Promise<T>,
): Promise<T> {
  const temporary = asidePath();
  const file = await openNew(temporary).catch((error) => {
    throw asStorageFailure(error);
  });
  try {
    const { sha256, bytes } = await write(file, body, declared);
    const mediaType = assertMediaType(await mediaTypeOf(temporary));
    await file.sync();
    await file.close();
    let kept: Promise<void> | undefined;
    const keep = () => {
      kept ??= moveIntoPlace(temporary, place(sha256));
      return kept;
    };
    return await use({ sha256, bytes, mediaType, keep });
  } catch (error) {
    throw asStorageFailure(error);
  } finally {
    await file.close().catch(() => undefined);
    await rm(temporary, { force: true });
  }
}

async function moveIntoPlace(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  await rename(from, to);
  await flushFolder(dirname(to));
}

async function openNew(path: string): Promise<FileHandle> {
  await mkdir(dirname(path), { recursive: true });
  return open(path, "wx", 0o600);
}

async function write(file: FileHandle, body: AsyncIterable<Uint8Array>, declared: number) {
  const hash = createHash("sha256");
  let bytes = 0;
  for await (const chunk of receiveBody(body)) {
    bytes += chunk.byteLength;
    if (bytes > maxUploadBytes) throw new DomainError("uploadTooLarge", 413);
    if (bytes > declared) throw new DomainError("uploadLength", 400);
    hash.update(chunk);
    await file.writeFile(chunk);
  }
  if (bytes !== declared) throw new DomainError("uploadLength", 400);
  return { sha256: hash.digest("hex"), bytes };
}

/** Reads a body; a sender who hangs up in the middle is a refusal, not a failure of ours. */
async function* receiveBody(body: AsyncIterable<Uint8Array>) {
  try {
    yield* body;
  } catch {
    throw new DomainError("uploadLength", 400);
  }
}

/** A rename survives a crash only once its folder is on the disk. */
async function flushFolder(path: string) {
  const handle = await open(path, "r");
  await handle.sync().catch(() => undefined);
  await handle.close();
}

/** A stored file for reading, or null when the folder does not have it. It is opened at the first read. */
export async function openStored(sha256: string): Promise<{ size: number; stream: ReadableStream<Uint8Array> } | null> {
  const path = place(sha256);
  const found = await stat(path).catch(() => null);
  return found?.isFile() ? { size: found.size, stream: streamOf(path) } : null;
}

function streamOf(path: string): ReadableStream<Uint8Array> {
  let handle: FileHandle | undefined;
  return new ReadableStream(
    {
      async pull(controller) {
        handle ??= await open(path, "r");
        const { bytesRead, buffer } = await handle.read(new Uint8Array(65_536));
        if (bytesRead > 0) return controller.enqueue(buffer.subarray(0, bytesRead));
        await handle.close();
        controller.close();
      },
      cancel: () => handle?.close(),
    },
    { highWaterMark: 0 },
  );
}

/** Takes away what uploads cut off by a crash left behind: temporary files older than an hour. */
export async function sweepTemporary(): Promise<void> {
  const left = join(folder(), "tmp");
  for (const name of await readdir(left).catch(() => [])) {
    const found = await stat(join(left, name)).catch(() => null);
    if (found && found.mtimeMs < Date.now() - 3_600_000) await rm(join(left, name), { force: true });
  }
}
