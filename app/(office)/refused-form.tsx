import { getLocale } from "next-intl/server";
import { Alert } from "@/components/ui/alert";
import { one } from "@/lib/page";
import { errorSentence } from "@/lib/words";

/** Why a form sent without scripts was refused, as the address says it (`?error=key&field=path:key`). */
export async function RefusedForm({ search }: { search: Record<string, string | string[] | undefined> }) {
  const error = one(search.error);
  if (!error) return null;
  const locale = await getLocale();
  const keys = [search.field ?? []].flat().map((field) => field.slice(field.indexOf(":") + 1));
  return (
    <Alert className="mb-6" live title={errorSentence(locale, { key: error })} tone="bad">
      {keys.length > 0 && (
        <ul className="list-disc pl-5">
          {[...new Set(keys)].slice(0, 20).map((key) => (
            <li key={key}>{errorSentence(locale, { key })}</li>
          ))}
        </ul>
      )}
    </Alert>
  );
}
