import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Actor } from "@/lib/domain/actor";
import { fieldError, notFound } from "@/lib/domain/error";
import { organisationKinds, rolesOfKind } from "@/lib/domain/organisation";
import { authorize } from "@/lib/domain/permission";
import type { addUserInput } from "@/lib/domain/user";
import type { Tx } from "../gate";
import { newKey } from "../password";

const found = z.object({ id: z.uuid(), kind: z.enum(organisationKinds) });

/**
 * Adds a person with a role from today on and with a first password, which nobody but the caller is told. Throws 404
 * for an unknown organisation, 422 for a role of another kind of organisation and for a taken e-mail.
 */
export async function addUser(
  tx: Tx,
  me: Actor,
  { organisation, email, name, role, password }: z.output<typeof addUserInput> & { password: string },
): Promise<{ userId: string }> {
  authorize(me, "user.add");
  const [row] = await tx.execute(sql`select id, kind from organisations where slug = ${organisation}`);
  if (!row) throw notFound();
  const home = found.parse(row);
  if (!rolesOfKind[home.kind].includes(role)) throw fieldError("role", "roleOfAnother");
  const [made] = await tx.execute<{ id: string }>(sql`
    insert into users (organisation_id, email, name) values (${home.id}, ${email}, ${name})
    on conflict (email) do nothing returning id`);
  if (!made) throw fieldError("email", "emailTaken");
  await tx.execute(sql`
    insert into role_assignments (organisation_id, user_id, role, valid_from)
    values (${home.id}, ${made.id}, ${role}, current_date)`);
  const { salt, cost, blockSize, parallelization, key } = await newKey(password);
  await tx.execute(
    sql`select sec.set_password(${made.id}, ${salt}, ${cost}, ${blockSize}, ${parallelization}, ${key})`,
  );
  return { userId: made.id };
}
