import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import type { z } from "zod";
import type { Actor } from "@/lib/domain/actor";
import { DomainError, fieldError } from "@/lib/domain/error";
import type { addOrganisationInput } from "@/lib/domain/organisation";
import { authorize } from "@/lib/domain/permission";
import type { Tx } from "../gate";
import { standardStatements } from "../reference/fill";

/**
 * Adds a city, the ministry or the operator; returns its id. The operator comes first, once, and brings the standard
 * catalogues. Throws 409 otherwise, 422 for an unknown municipality; a taken slug is the database's refusal.
 */
export async function addOrganisation(
  tx: Tx,
  me: Actor,
  input: z.output<typeof addOrganisationInput>,
): Promise<{ organisationId: string }> {
  authorize(me, "organisation.add");
  const { kind, slug, name, ico = null, municipalityCode = null } = input;
  const [operator] = await tx.execute(sql`select id from organisations where kind = 'operator'`);
  if (kind === "operator" && operator) throw new DomainError("operatorThere", 409);
  if (kind !== "operator" && !operator) throw new DomainError("operatorFirst", 409);
  const [place] = await tx.execute(sql`select code from municipalities where code = ${municipalityCode}`);
  if (municipalityCode && !place) throw fieldError("municipalityCode", "referenceMissing");
  // Not read back: an organisation is seen from the next transaction on.
  const id = randomUUID();
  await tx.execute(sql`
    insert into organisations (id, kind, slug, name, ico, municipality_code)
    values (${id}, ${kind}, ${slug}, ${name}, ${ico}, ${municipalityCode})`);
  if (kind === "operator") for (const statement of standardStatements(id)) await tx.execute(statement);
  return { organisationId: id };
}
