import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { type Tx, withActor } from "@/db/gate";
import { changeSetting } from "@/db/mutations/settings";
import { addSettings } from "@/db/reference/settings";
import { roleWeights } from "@/lib/domain/seat";
import { makeCast } from "../support/cast";

const undo = new Error("undo");
/** Does something as somebody, of which nothing stays. */
const undone = (run: (tx: Tx) => Promise<void>) =>
  withActor(
    { kind: "operator" },
    "write",
    async (tx) => {
      await run(tx);
      throw undo;
    },
    { id: randomUUID(), name: "step.9" },
  ).catch((error: unknown) => {
    if (error !== undo) throw error;
  });

test("an installation that lacks settings of meetings gets them once, and what somebody changed stays", async () => {
  await makeCast();
  const seen: unknown[] = [];
  const missing = [
    "meeting.mails_wait_minutes",
    "meeting.mails_per_minute",
    "meeting.reminder_days",
    "allocation.weight_mentor",
  ];
  await undone(async (tx) => {
    const keys = sql.join(
      missing.map((key) => sql`${key}`),
      sql`, `,
    );
    await tx.execute(sql`delete from settings where key in (${keys})`);
    await tx.execute(sql`update settings set value = '77' where key = 'registration.network_hour'`);
    const count = async () => {
      const [row] = await tx.execute<{ n: number; kept: number }>(sql`
        select count(*)::int as n, (select (value #>> '{}')::int from settings where key = 'registration.network_hour') as kept
        from settings where key in (${keys})`);
      return row;
    };
    seen.push(await count(), await addSettings(tx), await count(), await addSettings(tx), await count());
  });
  const whole = { n: missing.length, kept: 77 };
  expect(seen).toEqual([{ n: 0, kept: 77 }, [], whole, [], whole]);
});

test("a role weighs what its setting says from its day on, else what the letter suggests", async () => {
  const cast = await makeCast();
  const seen: unknown[] = [];
  const weights = async (tx: Tx) =>
    (await tx.execute<{ roles: Record<string, number> | null }>(sql`select sec.role_weights() as roles`))[0]?.roles;
  await withActor(cast.admin.credential, "write", async (tx, me) => {
    seen.push(await weights(tx));
    const key = "allocation.weight_municipal_police";
    await changeSetting(tx, me, { key, number: 9, validFrom: me.today, source: "Porada 12. 2.", verified: false });
    seen.push(await weights(tx));
    throw undo;
  }).catch((error: unknown) => {
    if (error !== undo) throw error;
  });
  expect(seen).toEqual([roleWeights, { ...roleWeights, "municipal-police": 9 }]);
});
