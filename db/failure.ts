import { z } from "zod";
import { DomainError, type ErrorValues } from "@/lib/domain/error";

const refusal = z.object({
  code: z.string(),
  message: z.string(),
  detail: z.string().optional(),
  constraint_name: z.string().optional(),
  column_name: z.string().optional(),
});

/** Constraint → the input field it belongs to and the key of its sentence; what is not listed gets the general one. */
const constraints: Record<string, [field: string, key: string]> = {
  projects_slug_unique: ["slug", "slugTaken"],
  projects_registration_number: ["registrationNumber", "registrationNumberTaken"],
  projects_dates: ["endsOn", "endBeforeStart"],
  expenses_document: ["documentNumber", "documentTaken"],
  not_itemised: ["budgetLineId", "lineIsFlat"],
  expense_imports_file: ["file", "fileImported"],
  budget_lines_code: ["code", "codeTaken"],
  goals_number: ["number", "numberTaken"],
  key_activities_code: ["code", "codeTaken"],
  key_activities_dates: ["endsOn", "endBeforeStart"],
  localities_name: ["name", "localityTaken"],
  indicators_code: ["code", "codeTaken"],
  project_mentors_once: ["userId", "mentorTwice"],
  posts_dates: ["endsOn", "endBeforeStart"],
  monitoring_periods_dates: ["endsOn", "endBeforeStart"],
  monitoring_periods_due: ["reportDueOn", "dueBeforeEnd"],
  monitoring_periods_no_overlap: ["startsOn", "periodsOverlap"],
  post_shares: ["startsOn", "postTaken"],
  person_shares: ["assistantId", "assistantTaken"],
  outside_post_days: ["startsOn", "outsidePostDays"],
  assistant_leaves_once: ["startsOn", "awayAlready"],
  development_reviews_once: ["reviewedOn", "reviewedAlready"],
  assistant_evaluations_once: ["month", "evaluatedAlready"],
  assessments_once: ["phase", "assessedAlready"],
  indicator_measurements_day: ["measuredOn", "measuredAlready"],
  users_email: ["email", "emailTaken"],
  role_assignments_once: ["role", "roleTwice"],
  role_assignments_dates: ["validTo", "endBeforeStart"],
  delegations_dates: ["validTo", "delegationDates"],
  delegations_nothing: ["principalId", "delegationNothing"],
  activity_kinds_code_unique: ["code", "codeTaken"],
  catalogue_items_code: ["code", "codeTaken"],
  meetings_slug_unique: ["slug", "meetingSlugTaken"],
  meetings_reference_number: ["referenceNumber", "referenceNumberTaken"],
  meeting_sites_code: ["code", "codeTaken"],
  seats_within_capacity: ["capacity", "capacityBelowSeats"],
  registrations_once: ["email", "registrationTwice"],
  meeting_blocks_number: ["number", "blockNumberTaken"],
  organisations_slug_unique: ["slug", "organisationSlugTaken"],
  shift_spans_hours: ["startsAt", "hourMissing"],
};

const servedOnce = "shift_spans_once";

/** The SQLSTATE, constraint and words of a refusal by the database, wherever in the chain of causes it stands. */
export function sqlState(
  error: unknown,
): { code: string; message: string; detail?: string; constraint?: string; column?: string } | null {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    const found = refusal.safeParse(at);
    if (found.success)
      return {
        code: found.data.code,
        message: found.data.message,
        detail: found.data.detail,
        constraint: found.data.constraint_name,
        column: found.data.column_name,
      };
  }
  return null;
}

/**
 * Whether the same transaction may simply be tried again: not committed, serialisation failure, deadlock, or a shift that
 * was approved at the same moment and lies over this one, which the command then finds and names.
 */
export function isRetryable(error: unknown): boolean {
  const state = sqlState(error);
  return ["40000", "40001", "40P01"].includes(state?.code ?? "") || state?.constraint === servedOnce;
}

/** Whether a commit was answered by something else (db/connection.ts): something before it failed. */
export const isNotCommitted = (error: unknown) => sqlState(error)?.code === "40000";

const lost = /^(CONNECTION_|CONNECT_TIMEOUT|ECONN|EPIPE|ETIMEDOUT|08|57P0)/;

/** Whether a connection broke: by its code, or by how the driver stumbles over it (postgres 3.4.9, its issue 1154). */
export const isConnectionLost = (error: unknown) =>
  lost.test(sqlState(error)?.code ?? "") ||
  (error instanceof TypeError && error.message.includes("null (reading 'write')"));

const unavailable = /^(08|28|3D|53|57P|57014|55P03|CONN|ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH)/;

/** Whether the database has no room left to write. */
export const isFull = (error: unknown) => sqlState(error)?.code === "53100";

/** Whether the database cannot be had at the moment: it is down, full, or does not let us in. */
export const isUnavailable = (error: unknown) =>
  isConnectionLost(error) || unavailable.test(sqlState(error)?.code ?? "");

/** On which day a post or a person would hold more than a whole, and how much (sec.hold_shares). */
function overShare({ constraint, detail }: { constraint?: string; detail?: string }): ErrorValues {
  if (constraint !== "post_shares" && constraint !== "person_shares") return {};
  const [day = "", percent = ""] = (detail ?? "").split(" ");
  return { day, percent };
}

/** What the database refused, as an expected failure; null when it is none of the known refusals. */
export function toDomainError(error: unknown): DomainError | null {
  const state = sqlState(error);
  if (!state) return null;
  const known = state.constraint ? constraints[state.constraint] : undefined;
  if (known) {
    const status = state.code === "23514" ? 422 : 409;
    const values = overShare(state);
    return new DomainError(status === 422 ? "invalidInput" : known[1], status, values, {
      [known[0]]: { key: known[1], values },
    });
  }
  if (state.constraint === "four_eyes") return new DomainError("ownRecord", 403);
  if (state.constraint === servedOnce) return new DomainError("shiftsOverlap", 409);
  if (state.constraint === "publications_left") return new DomainError("publicationLeft", 409);
  if (state.constraint === "last_admin") return new DomainError("lastAdmin", 409);
  if (state.constraint === "retention_duty") return new DomainError("retentionDuty", 409);
  if (state.constraint === "outside_project_days") return new DomainError("outsideProjectDays", 422);
  if (state.code === "23505") return new DomainError("alreadyThere", 409);
  if (state.code === "23P01") return new DomainError("overlaps", 409);
  if (state.code === "23514" || state.code === "23502")
    return new DomainError("refusedByRule", 422, { rule: state.constraint ?? state.column ?? "?" });
  if (state.code === "23503") return new DomainError("referenceMissing", 422);
  if (state.code === "42501") return new DomainError("notFound", 404);
  if (state.code.startsWith("22")) return new DomainError("invalidInput", 422);
  if (isFull(error)) return new DomainError("diskFull", 507);
  if (isRetryable(error) || unavailable.test(state.code)) return new DomainError("unavailable", 503);
  return null;
}
