import { randomUUID } from "node:crypto";
import { type SQL, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/postgres-js";
import { connect } from "@/db/connection";
import type { Tx } from "@/db/gate";
import { env } from "@/lib/env";

/** Does in one transaction what nobody may at run time. */
export async function asSuperuser<T>(run: (tx: Tx) => Promise<T>): Promise<T> {
  const superuser = connect(process.env.HLIDKA_TEST_SUPERUSER_URL ?? "", 1);
  return drizzle(superuser)
    .transaction(run)
    .finally(() => superuser.end());
}

/** One statement past every policy and guard, which the log knows as the operator's doing: it holds afterwards. */
export const asSuperOperator = (statement: SQL) =>
  asSuperuser(async (tx) => {
    await tx.execute(sql`select sec.enter_machine('operator', ${env().HLIDKA_KEY}, null, ${randomUUID()}, 'test.raw')`);
    return tx.execute(statement);
  });
