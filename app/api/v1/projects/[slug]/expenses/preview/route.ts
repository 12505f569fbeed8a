import { previewExpenses } from "@/lib/expense-import";
import { answering, bodyBytes, json, requestCredential } from "@/lib/http";
import { requestLocale } from "@/lib/i18n";
import { importLimits } from "@/lib/import/table";

/** What the import of this file (the body, CSV or XLSX) would do; nothing is written. */
export async function POST(request: Request, { params }: { params: Promise<{ slug: string }> }): Promise<Response> {
  return answering(async () => {
    const [{ slug }, credential, locale] = await Promise.all([params, requestCredential(), requestLocale()]);
    const bytes = await bodyBytes(request, importLimits.bytes, "importTooBig");
    return json(await previewExpenses(credential, slug, bytes, locale));
  });
}
