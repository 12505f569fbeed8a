import type { Sql } from "postgres";
import type { Stand } from "../../support/stand";
import { signInAs } from "../crash/load";
import { makePerson, type Person, type Racer, racersOf } from "../revoke/people";
import { race, type Tally } from "../revoke/race";

type Means = {
  name: string;
  by(person: Person, manager: Racer): Racer;
  command: string;
  input(person: Person): unknown;
};

const means: readonly Means[] = [
  {
    name: "role ended",
    by: (_, manager) => manager,
    command: "role.end",
    input: ({ assignmentId }) => ({ roleAssignmentId: assignmentId }),
  },
  {
    name: "access taken away",
    by: (_, manager) => manager,
    command: "user.deactivate",
    input: ({ id }) => ({ userId: id }),
  },
  { name: "signed out everywhere", by: ({ other }) => other, command: "session.revoke-all", input: () => ({}) },
];

/** Rights that are taken away while replicas have not heard of it: as proof `revoke`, behind the same proxy. */
export async function revokeRights(url: string, stand: Stand, superuser: Sql, rounds: number, broken: string[]) {
  const manager = { cookie: await signInAs(url, "manager@sokolov.example", stand.password) };
  const tally: Tally = { requests: 0, before: 0, after: 0, broken };
  for (let round = 0; round < rounds; round += 1) {
    const way = means[round % means.length];
    if (!way) break;
    const person = await makePerson(superuser, stand, "role");
    const by = way.by(person, manager);
    const racers = racersOf(person, by === manager);
    await race(url, way.name, racers, { by, command: way.command, input: way.input(person) }, tally);
  }
  return { "rights taken away": rounds, "served before": tally.before, "refused after": tally.after };
}
