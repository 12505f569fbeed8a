import { headers } from "next/headers";
import type { Tx } from "@/db/gate";
import { municipalitiesCalled } from "@/db/queries/organisations";
import { errorSentence } from "@/lib/words";
import { formFromHeader, formHeader } from "@/server/http/refused-form";
import { requestLocale } from "@/server/i18n";
import type { Typed } from "./registration-fields";

/** What a page without scripts was sent and refused with, in the reader's language; null when nothing was. */
export async function refusedForm(command: string): Promise<{
  typed: Typed;
  refused: { sentence: string; fields: Record<string, string> };
} | null> {
  const [asked, locale] = await Promise.all([headers(), requestLocale()]);
  const form = formFromHeader(asked.get(formHeader));
  if (!form || form.command !== command) return null;
  const fields = Object.entries(form.fields).map(([path, wording]) => [path, errorSentence(locale, wording)]);
  return {
    typed: form.typed,
    refused: { sentence: errorSentence(locale, form.failure), fields: Object.fromEntries(fields) },
  };
}

/** The municipalities of a name that was typed; none for nothing typed. */
export const placesOf = async (tx: Tx, typed: string | undefined) =>
  typed && typed.length <= 120 ? municipalitiesCalled(tx, typed) : [];
