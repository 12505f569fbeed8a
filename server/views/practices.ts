import type { Tx } from "@/db/gate";
import { municipalitiesCalled, municipalityOf } from "@/db/queries/organisations";
import { findPractice, listPractices, listTellable, listUnpublished, practiceDecisions } from "@/db/queries/practices";
import type { Actor } from "@/lib/domain/actor";
import { can } from "@/lib/domain/permission";
import type { PracticeFilter } from "@/lib/domain/practice";

/** What the exchange shows: a page of what is published, or all, and what waits for the one who looks or for his decision. */
export async function readPractices(tx: Tx, me: Actor, filter: PracticeFilter, whole = false) {
  if (!can(me, "practice.send")) return null;
  const [list, unpublished, meetings] = await Promise.all([
    listPractices(tx, filter, whole),
    whole ? [] : listUnpublished(tx),
    whole ? [] : listTellable(tx),
  ]);
  const decides = can(me, "practice.decide");
  return {
    list,
    meetings,
    decides,
    waiting: decides ? unpublished.filter(({ state }) => state === "sent") : [],
    own: unpublished.filter(({ own }) => own),
  };
}

/** What somebody begins a new text with: the meetings that he may choose from and the city that he is at home in. */
export async function readNewPractice(tx: Tx, me: Actor) {
  if (!can(me, "practice.send")) return null;
  const [meetings, code] = await Promise.all([listTellable(tx), municipalityOf(tx, me.organisationId)]);
  return { meetings, code: code ?? "", places: code ? await municipalitiesCalled(tx, code) : [] };
}

/** One text with what was decided on it, as far as that is for these eyes. Null when it is not there. */
export async function readPractice(tx: Tx, me: Actor, id: string) {
  const practice = can(me, "practice.send") ? await findPractice(tx, id) : null;
  if (!practice) return null;
  const changes = practice.own && practice.state !== "published";
  const [decisions, places] = await Promise.all([
    practiceDecisions(tx, practice.id),
    changes ? municipalitiesCalled(tx, practice.municipalityCode) : [],
  ]);
  return { practice, decisions, changes, places, decides: can(me, "practice.decide") };
}
