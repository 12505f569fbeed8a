import { z } from "zod";
import { type Credential, withActor } from "@/db/gate";
import { noteAccess } from "@/db/mutations/access";
import { assertMayAttach, attachEvidence } from "@/db/mutations/evidence";
import { findEvidence, largestUpload } from "@/db/queries/evidence";
import type { Command } from "@/db/verb";
import { DomainError, notFound } from "@/lib/domain/error";
import { maxUploadBytes, mediaTypes, nameByType, uploadInput } from "@/lib/domain/evidence";
import { cleanInput, wordIssues } from "@/lib/domain/input";
import { execute } from "../command";
import { openStored, type ReceivedFile, receiveFile } from "./store";

const stored = z.object({ evidenceId: z.uuid() });

export type StoredUpload = ReceivedFile & { evidenceId: string };

/**
 * Takes one file for one record: who it is and whether he may is asked before a byte is read, the bytes are stored,
 * then the row is written. The same command id again answers the same. `asked` are the fields of the address, bytes is
 * the declared length. Throws DomainError 400, 401, 403, 404, 409, 413, 415, 422.
 */
export async function storeUpload(
  credential: Credential,
  commandId: string | null,
  asked: Record<string, unknown>,
  body: AsyncIterable<Uint8Array> | null,
): Promise<StoredUpload> {
  if (credential.kind === "public") throw new DomainError("notSignedIn", 401);
  const id = z.uuid().safeParse(commandId);
  if (!id.success) throw new DomainError("invalidInput", 422, {}, { commandId: { key: "badReference" } });
  if (Number(asked.bytes) > maxUploadBytes) throw new DomainError("uploadTooLarge", 413);
  const cleaned = cleanInput(asked);
  const parsed = uploadInput.safeParse(cleaned.value, { reportInput: true });
  if (!parsed.success || Object.keys(cleaned.fields).length > 0)
    throw new DomainError(
      "invalidInput",
      422,
      {},
      { ...(parsed.error && wordIssues(parsed.error)), ...cleaned.fields },
    );
  const upload = parsed.data;
  const most = await withActor(credential, "read", async (tx, me) => {
    await assertMayAttach(tx, me, upload);
    return largestUpload(tx, me.today);
  });
  if (upload.bytes > most) throw new DomainError("uploadOverSetting", 413, { size: Math.floor(most / 1_048_576) });
  return receiveFile(body ?? emptyBody(), upload.bytes, async ({ keep, ...file }) => {
    const fileName = nameByType(upload.fileName, file.mediaType);
    const input = { ...upload, fileName, sha256: file.sha256, mediaType: file.mediaType };
    // Not in the registry: only a file whose bytes were seen here gets a row.
    const result = await execute(credential, keeping(attachEvidence, keep), "evidence.attach", id.data, input);
    return { ...file, ...stored.parse(result) };
  });
}

/** A command that keeps a file when it has done its own: what is refused leaves no bytes, what is committed has them. */
export const keeping = (of: Command, keep: () => Promise<void>): Command => ({
  ...of,
  async prepare(input, sender) {
    const run = await of.prepare(input, sender);
    return async (tx, me, commandId) => {
      const result = await run(tx, me, commandId);
      await keep();
      return result;
    };
  },
});

async function* emptyBody(): AsyncGenerator<Uint8Array> {}

/**
 * A file for download by the id of its row. A file may hold personal data: who took it is committed to the access log
 * before the first byte leaves. Throws 401, 404 (for a stranger too), 404 fileMissing when the bytes are gone.
 */
export async function readUpload(credential: Credential, id: string) {
  if (credential.kind === "public") throw new DomainError("notSignedIn", 401);
  if (!z.uuid().safeParse(id).success) throw notFound();
  const row = await withActor(credential, "write", async (tx, me) => {
    const found = await findEvidence(tx, id);
    if (found) await noteAccess(tx, me, `/api/uploads/${id}`, "evidence", { organisationId: found.organisationId });
    return found;
  });
  if (!row) throw notFound();
  const bytes = await openStored(row.sha256);
  if (!bytes) throw new DomainError("fileMissing", 404);
  // Files of earlier days were named as they came.
  const type = mediaTypes.find((known) => known === row.mediaType);
  return { ...row, fileName: type ? nameByType(row.fileName, type) : row.fileName, ...bytes };
}
