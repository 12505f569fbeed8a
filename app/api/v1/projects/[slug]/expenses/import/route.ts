import { z } from "zod";
import { DomainError } from "@/lib/domain/error";
import { wordIssues } from "@/lib/domain/input";
import { takenOf } from "@/lib/import/asked";
import { importLimits } from "@/lib/import/table";
import { bodyBytes, json, requestCredential, withProblems } from "@/server/answer";
import { requestLocale } from "@/server/i18n";
import { importExpenseFile } from "@/server/views/expense-import";

const query = z.strictObject({
  commandId: z.uuid(),
  name: z.string().trim().min(1).max(200),
  skip: z.enum(["0", "1"]).default("0"),
  take: z.string().max(100).default(""),
});

/** Imports the file in the body. Its rows and its hash are read here, so no command takes them from outside. */
export async function POST(request: Request, { params }: { params: Promise<{ slug: string }> }): Promise<Response> {
  return withProblems(async () => {
    const address = new URL(request.url).searchParams;
    const asked = query.safeParse(Object.fromEntries(address), { reportInput: true });
    if (!asked.success) throw new DomainError("invalidInput", 422, {}, wordIssues(asked.error));
    const { commandId, name, skip } = asked.data;
    const [{ slug }, credential, locale] = await Promise.all([params, requestCredential(), requestLocale()]);
    const bytes = await bodyBytes(request, importLimits.bytes, "importTooBig");
    const options = { commandId, name, skipExisting: skip === "1", taken: takenOf(address) };
    const result = await importExpenseFile(credential, slug, bytes, options, locale, request.signal);
    return json({ commandId, result });
  });
}
