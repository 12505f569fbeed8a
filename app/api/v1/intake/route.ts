import { withActor } from "@/db/gate";
import { DomainError } from "@/lib/domain/error";
import { authorize } from "@/lib/domain/permission";
import { decodePage, maxPageBytes } from "@/lib/intake/decode";
import { readForReview } from "@/lib/intake/excerpts";
import { inEnglish } from "@/lib/intake/warning-words";
import { json, requestCredential, withProblems } from "@/server/answer";
import { requestLocale } from "@/server/i18n";

/** Reads the text of a published project page (the body, at most 1 MB): fields, their places, warnings. Stores nothing. */
export async function POST(request: Request): Promise<Response> {
  return withProblems(async () => {
    const credential = await requestCredential();
    if (credential.kind === "public") throw new DomainError("notSignedIn", 401);
    await withActor(credential, "read", async (_, me) => authorize(me, "project.create"));
    const bytes = new Uint8Array(await request.arrayBuffer());
    if (bytes.length > maxPageBytes) throw new DomainError("tooLarge", 413);
    const text = decodePage(bytes);
    const reading = text === null ? null : readForReview(text);
    if (!reading) throw new DomainError("notProjectPage", 422);
    const { warnings } = reading.result;
    const worded =
      (await requestLocale()) === "en" ? warnings.map((one) => ({ ...one, message: inEnglish(one) })) : warnings;
    return json({ ...reading, result: { ...reading.result, warnings: worded } });
  });
}
