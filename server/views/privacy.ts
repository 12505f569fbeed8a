import type { Tx } from "@/db/gate";
import { findPeople, findPerson, listErasures, listMentions, retentionClock } from "@/db/queries/privacy";
import { listSettings } from "@/db/queries/settings";
import type { PersonKind } from "@/lib/domain/privacy";

/** What is held of one person and where a word (his name unless another is asked) is mentioned; null when he is not there. */
export async function readHeld(tx: Tx, kind: PersonKind, id: string, word: string | undefined, today: string) {
  const [person, settings] = await Promise.all([findPerson(tx, kind, id), listSettings(tx)]);
  if (!person) return null;
  const mentions = await listMentions(tx, person, word ?? person.name);
  const years = settings.find((row) => row.key === "retention.years" && row.validFrom <= today)?.value;
  return { person, mentions, years: typeof years === "number" ? years : 10 };
}

/** What is removed when, what was erased, and the people who fit a query, if one is asked. */
export async function readPrivacy(tx: Tx, query: string | undefined) {
  const [people, clock, erasures] = await Promise.all([
    query ? findPeople(tx, query) : null,
    retentionClock(tx),
    listErasures(tx),
  ]);
  return { people, clock, erasures };
}
