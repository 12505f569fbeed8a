import { sql } from "drizzle-orm";
import { DomainError, notFound } from "@/lib/domain/error";
import { issueListInput } from "@/lib/domain/paper";
import { authorize } from "@/lib/domain/permission";
import { hashedLines, listGuests } from "../queries/papers";
import { verb } from "../verb";

/**
 * Gives out a list of a site as it is now, under the next number. Throws 403, 404, 409 listUnchanged when it says the same
 * as the last one.
 */
export const issueList = verb(issueListInput, async (tx, me, { siteId, kind }) => {
  authorize(me, "paper.issue");
  const [site] = await tx.execute<{ meetingId: string; organisationId: string }>(sql`
    select s.meeting_id as "meetingId", s.organisation_id as "organisationId" from meeting_sites s where s.id = ${siteId} for update`);
  if (!site) throw notFound();
  authorize(me, "paper.issue", { organisationId: site.organisationId, projectId: null });
  const lines = Object.fromEntries(hashedLines(siteId, kind, await listGuests(tx, site.meetingId, siteId)));
  const [row] = await tx.execute<{ number: number | null }>(
    sql`select sec.issue_list(${siteId}, ${kind}, ${JSON.stringify(lines)}::text::jsonb) as number`,
  );
  if (row?.number === 0) throw new DomainError("listUnchanged", 409);
  if (!row?.number) throw notFound();
  return { number: row.number };
});
