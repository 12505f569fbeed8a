import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Actor } from "@/lib/domain/actor";
import { codesOf, oneTime, purpose } from "../accounts/second-factor";
import { openSecret } from "../accounts/secret-box";
import type { Tx } from "../gate";

const own = z.object({
  confirmedAt: z.string().nullable(),
  batch: z.uuid().nullable(),
  secret: z.hex().nullable(),
  codesLeft: z.number(),
});

/** One's own second factor as the account shows it. */
export type OwnFactor = {
  state: "off" | "started" | "on";
  confirmedAt: string | null;
  codesLeft: number;
  /** While it is being set up: the secret to type, and the address that stands in the picture. */
  secret: string | null;
  address: string | null;
  /** Recovery codes while they are shown; empty once they were put away. */
  codes: string[];
};

/** What is set up for whoever asks, a person in a browser. */
export async function findOwnFactor(tx: Tx, me: Actor): Promise<OwnFactor> {
  const [row] = await tx.execute<{ own: unknown }>(sql`select sec.own_factor() as own`);
  const found = own.nullable().parse(row?.own ?? null);
  if (!found) return { state: "off", confirmedAt: null, codesLeft: 0, secret: null, address: null, codes: [] };
  const secret = found.secret ? openSecret(purpose, me.userId ?? "", Buffer.from(found.secret, "hex")) : null;
  return {
    state: found.confirmedAt ? "on" : "started",
    confirmedAt: found.confirmedAt,
    codesLeft: found.codesLeft,
    secret,
    address: secret && oneTime(secret, me.email).toString(),
    codes: found.batch ? codesOf(found.batch) : [],
  };
}
