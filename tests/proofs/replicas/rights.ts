import type { Sql } from "postgres";
import type { Stand } from "../../support/stand";
import { signInAs } from "../crash/load";
import { meansOf } from "../revoke/means";
import { makePerson, racersOf } from "../revoke/people";
import { race, type Tally } from "../revoke/race";

/** Rights that are taken away while replicas have not heard of it: the rounds of the proof `revoke`, behind the proxy. */
export async function revokeRights(
  url: string,
  stand: Stand,
  superuser: Sql,
  { rounds, enough }: { rounds: number; enough(): boolean },
  broken: string[],
) {
  const manager = { cookie: await signInAs(url, "manager@sokolov.example", stand.password) };
  const means = meansOf(manager);
  const tally: Tally = { requests: 0, before: 0, after: 0, broken };
  let round = 0;
  for (; round < rounds && !(round > 0 && enough()); round += 1) {
    const way = means[round % means.length];
    if (!way) break;
    const person = await makePerson(superuser, stand, way.rights);
    const by = way.by(person);
    const racers = racersOf(person, by === manager && way.rights === "role");
    await race(url, way.name, racers, { by, command: way.command, input: way.input(person) }, tally);
  }
  return { "rights taken away": round, "served before": tally.before, "refused after": tally.after };
}
