import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import type { z } from "zod";
import type { Actor } from "@/lib/domain/actor";
import { DomainError, fieldError } from "@/lib/domain/error";
import type { addOrganisationInput } from "@/lib/domain/organisation";
import { authorize } from "@/lib/domain/permission";
import type { Tx } from "../gate";
import { standardFrom, standardKinds, standardSettings } from "../reference/catalogue";

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
  if (kind === "operator") await fillCatalogues(tx, id);
  return { organisationId: id };
}

async function fillCatalogues(tx: Tx, organisationId: string): Promise<void> {
  for (const [index, [code, cs, en, contact, source]] of standardKinds.entries())
    await tx.execute(sql`
      insert into activity_kinds (organisation_id, code, name_cs, name_en, contact, position, source, verified, valid_from)
      values (${organisationId}, ${code}, ${cs}, ${en}, ${contact}, ${index + 1}, ${source}, true, ${standardFrom})`);
  for (const [key, value, source, verified] of standardSettings)
    await tx.execute(sql`
      insert into settings (organisation_id, key, value, source, verified, valid_from)
      values (${organisationId}, ${key}, ${JSON.stringify(value)}::text::jsonb, ${source}, ${verified}, ${standardFrom})`);
}
