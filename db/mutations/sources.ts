import { sql } from "drizzle-orm";
import { assertSources, changeSourcesInput } from "@/lib/domain/source";
import { verb } from "../verb";
import { assertRowsVersion, openProject } from "./project-frame";

/**
 * Sets rates (per 100 000) and amounts (haléře) of the sources; one that is left out is removed. An amount that did not
 * change keeps its origin. The sum need not be the total: the page shows by how much it differs.
 */
export const changeSources = verb(changeSourcesInput, async (tx, me, input) => {
  const project = await openProject(tx, me, "project.edit", input.projectId, "alone");
  await assertRowsVersion(tx, "funding_sources", project.id, input.version);
  assertSources(input);
  const kinds = sql.join(
    input.sources.map(({ kind }) => sql`${kind}`),
    sql`, `,
  );
  await tx.execute(sql`delete from funding_sources where project_id = ${project.id} and kind not in (${kinds})`);
  for (const { kind, ratePer100000, amountHalere, origin } of input.sources)
    await tx.execute(sql`
      insert into funding_sources (organisation_id, project_id, kind, rate_per_100000, amount_halere, origin)
      values (${project.organisationId}, ${project.id}, ${kind}, ${ratePer100000}, ${amountHalere}, ${origin})
      on conflict (project_id, kind) do update set rate_per_100000 = excluded.rate_per_100000,
        amount_halere = excluded.amount_halere,
        origin = case when funding_sources.amount_halere = excluded.amount_halere then funding_sources.origin
          else excluded.origin end`);
  return { projectId: project.id };
});
