import { takenOf } from "@/lib/import/asked";
import { importLimits } from "@/lib/import/table";
import { bodyBytes, json, requestCredential, withProblems } from "@/server/answer";
import { requestLocale } from "@/server/i18n";
import { previewExpenses } from "@/server/views/expense-import";

/** What the import of this file (the body, CSV or XLSX) would do; nothing is written. */
export async function POST(request: Request, { params }: { params: Promise<{ slug: string }> }): Promise<Response> {
  return withProblems(async () => {
    const [{ slug }, credential, locale] = await Promise.all([params, requestCredential(), requestLocale()]);
    const bytes = await bodyBytes(request, importLimits.bytes, "importTooBig");
    const taken = takenOf(new URL(request.url).searchParams);
    return json(await previewExpenses(credential, slug, bytes, locale, taken, request.signal));
  });
}
