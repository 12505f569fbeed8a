import { withActor } from "@/db/gate";
import { DomainError } from "@/lib/domain/error";
import { authorize } from "@/lib/domain/permission";
import { maxListBytes } from "@/lib/intake/reading-schema";
import type { IntakeResult } from "@/lib/intake/result";
import { inEnglish } from "@/lib/intake/warning-words";
import { json, requestCredential, withProblems } from "@/server/answer";
import { readPageApart } from "@/server/files/reader";
import { requestLocale } from "@/server/i18n";

/**
 * Reads a published project page (the body, at most 1 MB): fields, their places, warnings; or a published list of projects
 * (a text or an XLSX, at most 25 MB): those in which the words of `q` stand. Stores nothing.
 */
export async function POST(request: Request): Promise<Response> {
  return withProblems(async () => {
    const credential = await requestCredential();
    if (credential.kind === "public") throw new DomainError("notSignedIn", 401);
    await withActor(credential, "read", async (_, me) => authorize(me, "project.create"));
    const query = (new URL(request.url).searchParams.get("q") ?? "").slice(0, 200);
    const bytes = new Uint8Array(await request.arrayBuffer());
    if (bytes.length > maxListBytes) throw new DomainError("tooLarge", 413);
    const reading = await readPageApart(bytes, query, request.signal);
    if (!reading) throw new DomainError("notProjectPage", 422);
    const english = (await requestLocale()) === "en";
    const worded = <T extends { result: IntakeResult }>(one: T): T =>
      english
        ? {
            ...one,
            result: { ...one.result, warnings: one.result.warnings.map((w) => ({ ...w, message: inEnglish(w) })) },
          }
        : one;
    if ("list" in reading)
      return json({ list: { ...reading.list, projects: reading.list.projects.map((one) => worded(one)) } });
    return json(worded(reading));
  });
}
