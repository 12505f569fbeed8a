// After random lives of shifts and expenses (every verb that touches a counted row, by people and by whoever mends by hand, in several
// sessions at once, with connections that are killed in between, while others fold and make the sums anew) the kept sums
// are what their rows say, at every look, and so are figures as of random days. The control switches one of the triggers
// off: then a look must see it. --full lives 20 000 of them.
import { randomInt } from "node:crypto";
import type { Sql } from "postgres";
import { connect } from "@/db/connection";
import { withActor } from "@/db/gate";
import { foldRollups, rebuildRollups } from "@/db/mutations/rollups";
import { allDifferences } from "@/db/queries/rollups";
import { plusDays } from "@/lib/domain/day";
import { makeCast } from "../support/cast";
import { moneyDifferencesAsOf } from "../support/money-sums";
import { differencesAsOf } from "../support/rollups";
import { type Finding, type ProofOptions, prove, type Stand } from "../support/stand";
import { billHistory, till } from "./rollups/bills";
import { eraseOne, history, type Tally, type Town, town } from "./rollups/histories";

const lanes = 4;
/** Seconds of the whole run after which a quick one begins no other life, but for the least that says something. */
const quickSeconds = 42;
const leastHistories = 60;
const operator = { kind: "operator" } as const;
/** What the sums hang on, of which the control switches one off. */
const triggers = [
  ["activities", "sums_update"],
  ["activity_assistants", "sums_insert"],
  ["activity_counts", "sums_insert"],
  ["activity_counts", "sums_update"],
  ["activity_decisions", "sums_insert"],
  ["activity_decisions", "sums_update"],
  ["evidence", "sums_insert"],
  ["evidence", "money_insert"],
  ["expenses", "money_insert"],
  ["expenses", "money_update"],
  ["claims", "money_update"],
  ["claim_items", "money_insert"],
] as const;

await prove("rollups", () => ({}), rollups);

async function rollups(stand: Stand, { full, sabotage }: ProofOptions): Promise<Finding> {
  Object.assign(process.env, stand.env);
  const sql = connect(stand.superuserUrl, 2);
  const tally: Tally = { done: 0, refused: 0, lost: 0, broken: [] };
  const seen = { histories: 0, looks: 0, folded: 0, rebuilt: 0, killed: 0 };
  const broken: string[] = [];
  try {
    const place = await town(await makeCast());
    const money = await till(place);
    if (sabotage) {
      const [table, trigger] = triggers[randomInt(triggers.length)] ?? triggers[0];
      await sql.unsafe(`alter table ${table} disable trigger ${trigger}`);
      console.log(`switched off: ${trigger} of ${table}`);
    }
    const most = full ? 20_000 : 500;
    const goesOn = () => full || sabotage || seen.histories < leastHistories || process.uptime() < quickSeconds;
    const lane = async () => {
      while (seen.histories < most && broken.length === 0 && goesOn()) {
        seen.histories += 1;
        await between(sql, place, seen.histories, tally, seen);
        await history(place, tally);
        await billHistory(money, tally);
        await look(place, seen, broken);
      }
    };
    await Promise.all(Array.from({ length: lanes }, lane));
    const [whole] =
      await sql`select (select count(*) from sec.verify_rollups())::int + (select count(*) from sec.verify_money())::int as n`;
    if (whole?.n > 0) broken.push(`${whole?.n} differences in the end`);
    const [chains] = await sql`select count(*)::int as n from sec.verify()`;
    if (chains?.n > 0 && !sabotage) broken.push(`the log does not hold: ${chains?.n}`);
    const [locks] = await sql`select deadlocks::int as n from pg_stat_database where datname = current_database()`;
    if (locks?.n > 0) broken.push(`${locks?.n} deadlocks`);
    const [size] = await sql`
      select count(*)::int as sums, (select count(*)::int from activities where project_id = ${place.city.projectId}) as shifts
      from activity_sums where project_id = ${place.city.projectId}`;
    broken.push(...tally.broken);
    return {
      held: broken.length === 0,
      broken,
      figures: {
        ...seen,
        shifts: size?.shifts,
        "rows of sums": size?.sums,
        done: tally.done,
        refused: tally.refused,
        "lost with their connection": tally.lost,
        deadlocks: locks?.n,
        broken: broken.length,
      },
    };
  } finally {
    await sql.end();
  }
}

/** What happens beside the lives of shifts. */
async function between(sql: Sql, place: Town, at: number, tally: Tally, seen: Record<string, number>) {
  if (at === 100) await eraseOne(place, tally);
  if (at % 7 === 0)
    seen.folded = (seen.folded ?? 0) + (await patiently(() => withActor({ kind: "worker" }, "write", foldRollups)));
  if (at % 25 === 0) {
    await patiently(() => withActor(operator, "write", rebuildRollups));
    seen.rebuilt = (seen.rebuilt ?? 0) + 1;
  }
  if (at % 40 === 0) {
    const gone =
      await sql`select pg_terminate_backend(pid) from pg_stat_activity where usename = 'hlidka_app' and state <> 'idle'`;
    seen.killed = (seen.killed ?? 0) + gone.length;
  }
}

/** Once more after a connection was killed. */
function patiently<T>(work: () => Promise<T>): Promise<T> {
  return work().catch(work);
}

/** Looks at the sums as they are, and as of any day. */
async function look(place: Town, seen: Record<string, number>, broken: string[]) {
  const found = await patiently(() =>
    withActor(operator, "read", async (tx) => {
      const now = await allDifferences(tx, place.city.id);
      const day = plusDays("2023-03-25", randomInt(800));
      const past = await differencesAsOf(tx, place.city.projectId, day);
      const paid = await moneyDifferencesAsOf(tx, place.city.projectId, day);
      return [...now, ...[...past, ...paid].map((one) => ({ day, one }))];
    }),
  );
  seen.looks = (seen.looks ?? 0) + 1;
  if (found.length > 0) broken.push(`${found.length} differences: ${JSON.stringify(found[0])}`);
}
