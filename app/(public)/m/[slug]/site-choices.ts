import type { Locale } from "@/lib/domain/preference";
import { keptUntil, needsUntil } from "@/lib/domain/registration";
import * as format from "@/lib/format";

type Site = { code: string; name: string; startsOn: string; endsOn: string };

/** Sites as a form offers them: name and days. */
export const siteChoices = (sites: readonly Site[], locale: Locale) =>
  sites.map(({ code, name, startsOn, endsOn }) => ({ code, name, days: format.dayRange(startsOn, endsOn, locale) }));

/** Until when wishes and the rest are kept, counted from the last day at any site; from today while there is no site. */
export function consentDays({ sites }: { sites: readonly Site[] }, today: string, locale: Locale) {
  const last = sites.reduce((latest, { endsOn }) => (endsOn > latest ? endsOn : latest), sites[0]?.endsOn ?? today);
  return { needs: format.day(needsUntil(last), locale), kept: format.day(keptUntil(last), locale) };
}
