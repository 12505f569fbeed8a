import { sql } from "drizzle-orm";
import { fieldError, notFound } from "@/lib/domain/error";
import { assertDecided, decideSelectionInput, openSelectionInput } from "@/lib/domain/selection";
import { verb } from "../verb";
import { openProject, projectOfPart } from "./project-frame";

/** Opens a round of selection with the next number; throws 422 for days out of order or outside the project. */
export const openSelection = verb(openSelectionInput, async (tx, me, input) => {
  const project = await openProject(tx, me, "team.edit", input.projectId);
  if (input.closesOn < input.announcedOn) throw fieldError("closesOn", "endBeforeStart");
  if (input.closesOn > project.endsOn) throw fieldError("closesOn", "outsideProjectDays");
  const [row] = await tx.execute<{ id: string; number: number }>(sql`
    insert into selection_rounds (organisation_id, project_id, number, wanted, announced_on, closes_on, motivation)
    select ${project.organisationId}::uuid, ${project.id}::uuid, coalesce(max(number), 0) + 1, ${input.wanted}::int,
      ${input.announcedOn}::date, ${input.closesOn}::date, ${input.motivation}
    from selection_rounds where project_id = ${project.id} returning id, number`);
  return { selectionId: row?.id ?? null, number: row?.number ?? null };
});

/** Says how a round ended, or corrects it; refusals as in assertDecided. */
export const decideSelection = verb(decideSelectionInput, async (tx, me, input) => {
  const { selectionId, version } = input;
  await projectOfPart(tx, me, "team.edit", "selection_rounds", selectionId, { version });
  const [round] = await tx.execute<{ announcedOn: string; wanted: number }>(
    sql`select announced_on as "announcedOn", wanted from selection_rounds where id = ${selectionId}`,
  );
  if (!round) throw notFound();
  assertDecided(round, input, me.today);
  await tx.execute(sql`
    update selection_rounds set candidates = ${input.candidates}, invited = ${input.invited}, chosen = ${input.chosen},
      decided_on = ${input.decidedOn}, outcome = ${input.outcome}, motivation = ${input.motivation}, note = ${input.note}
    where id = ${selectionId}`);
  return { selectionId };
});
