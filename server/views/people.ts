import type { Tx } from "@/db/gate";
import { delegationsOf, endedRolesOf, findPerson, keptPlaces, listPeople, rightsDay } from "@/db/queries/people";

/** The people whom the actor keeps and the places he keeps them in; null when he keeps none. */
export async function readPeople(tx: Tx) {
  const [people, places, today] = await Promise.all([listPeople(tx), keptPlaces(tx), rightsDay(tx)]);
  return places.length > 0 ? { people, places, today } : null;
}

/** One person with roles given and ended and who stands in for whom; null when the actor does not keep that person. */
export async function readPerson(tx: Tx, id: string) {
  const [person, places, delegations, today, ended] = await Promise.all([
    findPerson(tx, id),
    keptPlaces(tx),
    delegationsOf(tx, id),
    rightsDay(tx),
    endedRolesOf(tx, id),
  ]);
  return person && { person, places, delegations, today, ended };
}
