import { drizzle } from "drizzle-orm/postgres-js";
import { connect } from "@/db/connection";
import type { Tx } from "@/db/gate";

/** Does in one transaction what nobody may at run time. */
export async function asSuperuser<T>(run: (tx: Tx) => Promise<T>): Promise<T> {
  const superuser = connect(process.env.HLIDKA_TEST_SUPERUSER_URL ?? "", 1);
  return drizzle(superuser)
    .transaction(run)
    .finally(() => superuser.end());
}
