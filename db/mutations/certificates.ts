import { sql } from "drizzle-orm";
import { assertIssued, type IssueAnswer, issueCertificatesInput } from "@/lib/domain/certificate";
import { authorize } from "@/lib/domain/permission";
import { verb } from "../verb";

/**
 * Gives out the certificates of a site that are new or that say something else by now: the same number, the next issue.
 * Throws 403, 404, 409 certificateEarly, blockLengthMissing.
 */
export const issueCertificates = verb(issueCertificatesInput, async (tx, me, { siteId, attendeeId }) => {
  authorize(me, "paper.issue");
  const [row] = await tx.execute<{ said: IssueAnswer | null }>(
    sql`select sec.issue_certificates(${siteId}, ${attendeeId}) as said`,
  );
  const { issued, ended } = assertIssued(row?.said);
  return { issued, ended };
});
