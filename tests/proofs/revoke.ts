// A right that was taken away is gone with the commit: requests that race the end of a role, of a person's access, of a
// delegation, a new password and a sign-out everywhere are never served under the old right once that was answered.
// The control is the same database whose entrance no longer asks whether a session was revoked or a role ended.
import { connect } from "@/db/connection";
import { type Finding, type ProofOptions, prove, type Stand } from "../support/stand";
import { signInAs } from "./crash/load";
import { meansOf } from "./revoke/means";
import { makePerson, racersOf } from "./revoke/people";
import { race, type Tally } from "./revoke/race";

await prove("revoke", () => ({}), revokeProof);

async function revokeProof(stand: Stand, { full, sabotage }: ProofOptions): Promise<Finding> {
  const url = await stand.serve();
  const superuser = connect(stand.superuserUrl, 2);
  const tally: Tally = { requests: 0, before: 0, after: 0, broken: [] };
  try {
    if (sabotage) await loosen(superuser);
    const manager = { cookie: await signInAs(url, "manager@sokolov.example", stand.password) };
    const means = meansOf(manager);
    for (let round = 0; enough(round, tally, full) === false; round += 1) {
      const way = means[round % means.length];
      if (!way) break;
      const person = await makePerson(superuser, stand, way.rights);
      // A token of the API is another door to the same right, but for what ends sessions alone.
      const racers = racersOf(person, way.by(person) === manager && way.rights === "role");
      await race(url, way.name, racers, { by: way.by(person), command: way.command, input: way.input(person) }, tally);
    }
    const figures = {
      revocations: tally.rounds ?? 0,
      requests: tally.requests,
      "served before": tally.before,
      "refused after": tally.after,
      broken: tally.broken.length,
    };
    return { held: tally.broken.length === 0, broken: tally.broken, figures };
  } finally {
    await superuser.end();
  }
}

function enough(round: number, tally: Tally, full: boolean): boolean {
  tally.rounds = round;
  return full ? round >= 200 && tally.requests >= 10_000 : round >= 20;
}

async function loosen(superuser: ReturnType<typeof connect>): Promise<void> {
  for (const [name, what] of [
    ["enter_session", "s.revoked_at is null"],
    ["enter_user", "a.ended_at is null"],
  ] as const) {
    const [found] = await superuser<{ text: string }[]>`
      select pg_get_functiondef(p.oid) as text from pg_proc p join pg_namespace n on n.oid = p.pronamespace
      where n.nspname = 'sec' and p.proname = ${name}`;
    if (!found?.text.includes(what)) throw new Error(`${name} does not say ${what}`);
    await superuser.unsafe(found.text.replaceAll(what, "true"));
  }
}
