import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import type { Actor } from "@/lib/domain/actor";
import { DomainError, fieldError, notFound } from "@/lib/domain/error";
import {
  addOrganisationInput,
  changeOrganisationInput,
  removeEmblemInput,
  setEmblemInput,
} from "@/lib/domain/organisation";
import { authorize } from "@/lib/domain/permission";
import { assertVersion } from "@/lib/domain/version";
import type { Tx } from "../gate";
import { standardStatements } from "../reference/fill";
import { verb } from "../verb";
import { rowVersion } from "../version";

/**
 * Adds a city, the ministry or the operator; returns its id. The operator comes first, once, and brings the standard
 * catalogues. Throws 409 otherwise, 422 for an unknown municipality; a taken slug is the database's refusal.
 */
export const addOrganisation = verb(addOrganisationInput, async (tx, me, input) => {
  authorize(me, "organisation.add");
  const { kind, slug, name, ico = null, municipalityCode = null } = input;
  const [operator] = await tx.execute(sql`select id from organisations where kind = 'operator'`);
  if (kind === "operator" && operator) throw new DomainError("operatorThere", 409);
  if (kind !== "operator" && !operator) throw new DomainError("operatorFirst", 409);
  const [place] = await tx.execute(sql`select code from municipalities where code = ${municipalityCode}`);
  if (municipalityCode && !place) throw fieldError("municipalityCode", "municipalityUnknown");
  // Not read back: an organisation is seen from the next transaction on.
  const id = randomUUID();
  await tx.execute(sql`
    insert into organisations (id, kind, slug, name, ico, municipality_code)
    values (${id}, ${kind}, ${slug}, ${name}, ${ico}, ${municipalityCode})`);
  if (kind === "operator") for (const statement of standardStatements(id)) await tx.execute(statement);
  return { organisationId: id };
});

const whole = (organisationId: string) => ({ organisationId, projectId: null });

/** Changes what an organisation says of itself. Throws 404, 403, 409 changedMeanwhile, 422 for an unknown municipality. */
export const changeOrganisation = verb(changeOrganisationInput, async (tx, me, input) => {
  authorize(me, "organisation.edit");
  const [row] = await tx.execute<{ version: string }>(
    sql`select ${rowVersion("o")} as version from organisations o where o.id = ${input.organisationId}`,
  );
  if (!row) throw notFound();
  authorize(me, "organisation.edit", whole(input.organisationId));
  assertVersion(row.version, input.version);
  if (input.municipalityCode) {
    const [place] = await tx.execute(sql`select code from municipalities where code = ${input.municipalityCode}`);
    if (!place) throw fieldError("municipalityCode", "municipalityUnknown");
  }
  await tx.execute(sql`
    select sec.change_organisation(${input.organisationId}, ${input.name}, ${input.ico}, ${input.municipalityCode},
      ${input.officeName}, ${input.officeAddress}, ${input.officePhone}, ${input.officeEmail})`);
  return { organisationId: input.organisationId };
});

/** Whether the actor may set the emblem; asked before a byte is read. Throws 403, 404. */
export async function assertKeeps(tx: Tx, me: Actor, organisationId: string): Promise<void> {
  authorize(me, "organisation.edit");
  const [row] = await tx.execute(sql`select 1 from organisations o where o.id = ${organisationId}`);
  if (!row) throw notFound();
  authorize(me, "organisation.edit", whole(organisationId));
}

/** Sets the emblem of an organisation, a file that was stored; without one it is taken away. Throws 403, 404. */
export const setEmblem = verb(setEmblemInput, async (tx, me, { organisationId, emblem }) => {
  await assertKeeps(tx, me, organisationId);
  await tx.execute(
    sql`select sec.set_emblem(${organisationId}, ${emblem?.sha256 ?? null}, ${emblem?.mediaType ?? null})`,
  );
  return { organisationId };
});

/** Takes the emblem away; the header shows the product's mark again. */
export const removeEmblem = verb(removeEmblemInput, (tx, me, { organisationId }) =>
  setEmblem(tx, me, { organisationId, emblem: null }),
);
