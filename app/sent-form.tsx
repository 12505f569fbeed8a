import { getLocale, getTranslations } from "next-intl/server";
import { Alert } from "@/components/ui/alert";
import { timeOfDay } from "@/lib/format";
import { errorSentence } from "@/lib/words";
import { firstValue } from "@/server/page";

/**
 * What became of a form sent without scripts, or before they ran, as the address says it: when it was saved
 * (`?saved=` in milliseconds of the epoch) or why it was refused (`?error=key&field=path:key`).
 */
export async function SentForm({ search }: { search: Record<string, string | string[] | undefined> }) {
  const [error, saved] = [firstValue(search.error), firstValue(search.saved)];
  const locale = await getLocale();
  if (!error) {
    if (!saved || !/^\d{13}$/.test(saved)) return null;
    const t = await getTranslations("common");
    return (
      <Alert className="mb-6 [.gap-6>&]:mb-0" live title={t("saved", { time: timeOfDay(Number(saved)) })} tone="good" />
    );
  }
  const keys = [search.field ?? []].flat().map((field) => field.slice(field.indexOf(":") + 1));
  return (
    <Alert className="mb-6 [.gap-6>&]:mb-0" live title={errorSentence(locale, { key: error })} tone="bad">
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
