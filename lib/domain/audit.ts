import { z } from "zod";

/** Without an organisation: every chain that the actor may see. */
export const verifyAuditInput = z.strictObject({ organisationId: z.uuid().optional() });

/** What can be wrong with the log; the same words as sec.verify(). */
export const auditProblemKinds = [
  "entry-changed",
  "personal-changed",
  "entry-unlinked",
  "link-broken",
  "chain-broken",
  "entries-missing",
  "head-mismatch",
  "row-changed",
  "row-missing",
  "row-unlogged",
] as const;

/** How many broken places an answer names; the rest are only counted. */
export const namedProblems = 50;
