import { fileTypeFromBuffer } from "file-type";
import { z } from "zod";
import { type Credential, withActor } from "@/db/gate";
import { assertKeeps, setEmblem } from "@/db/mutations/organisations";
import { findEmblem } from "@/db/queries/organisations";
import { DomainError, notFound } from "@/lib/domain/error";
import { emblemTypes, maxEmblemBytes } from "@/lib/domain/organisation";
import { bodyBytes } from "../answer";
import { execute } from "../command";
import { openStored, receiveFile } from "./store";
import { keeping } from "./uploads";

const asked = z.object({ organisationId: z.uuid(), commandId: z.uuid() });

/**
 * Takes an emblem for an organisation: who it is and whether he may is asked before a byte is read. Throws DomainError
 * 401, 403, 404, 413 emblemTooLarge, 415 emblemType, 422.
 */
export async function storeEmblem(credential: Credential, request: Request): Promise<{ organisationId: string }> {
  if (credential.kind === "public") throw new DomainError("notSignedIn", 401);
  const parsed = asked.safeParse({
    organisationId: new URL(request.url).searchParams.get("organisationId"),
    commandId: request.headers.get("x-command-id"),
  });
  if (!parsed.success) throw new DomainError("invalidInput", 422);
  const { organisationId, commandId } = parsed.data;
  await withActor(credential, "read", (tx, me) => assertKeeps(tx, me, organisationId));
  const bytes = await bodyBytes(request, maxEmblemBytes, "emblemTooLarge");
  const type = await fileTypeFromBuffer(bytes).catch(() => undefined);
  const mediaType = emblemTypes.find((known) => known === type?.mime);
  if (!mediaType) throw new DomainError("emblemType", 415);
  // Not in the registry: only a picture whose bytes were seen here becomes an emblem.
  await receiveFile(oneChunk(bytes), bytes.byteLength, ({ sha256, keep }) =>
    execute(credential, keeping(setEmblem, keep), "emblem.set", commandId, {
      organisationId,
      emblem: { sha256, mediaType },
    }),
  );
  return { organisationId };
}

async function* oneChunk(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/** The picture of an organisation's emblem. Throws 401, 404. */
export async function readEmblem(credential: Credential, id: string) {
  if (credential.kind === "public") throw new DomainError("notSignedIn", 401);
  if (!z.uuid().safeParse(id).success) throw notFound();
  const row = await withActor(credential, "read", (tx) => findEmblem(tx, id));
  const bytes = row && (await openStored(row.sha256));
  if (!row || !bytes) throw notFound();
  return { ...row, ...bytes };
}
