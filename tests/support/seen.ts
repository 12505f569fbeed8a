import { sql } from "drizzle-orm";
import { withActor } from "@/db/gate";
import { recordVersion, rowsVersion, rowVersion } from "@/db/version";

const record = (table: string, id: string, part?: Parameters<typeof recordVersion>[1]) => ({
  id,
  from: sql`${sql.identifier(table)} p`,
  version: part ? recordVersion("p", part) : rowVersion("p"),
});
const whole = (table: Parameters<typeof rowsVersion>[0]) => ({
  id: "projectId",
  from: sql`projects p`,
  version: rowsVersion(table),
});
const activity = record("activities", "activityId", "activity_id");
const expense = record("expenses", "expenseId", "expense_id");
const line = record("budget_lines", "budgetLineId");
const project = record("projects", "projectId");
const milestone = record("milestones", "milestoneId");
const meeting = record("meetings", "meetingId");
const wholeMeeting = record("meetings", "meetingId", "meeting_id");
const site = record("meeting_sites", "siteId");
const block = record("meeting_blocks", "blockId");
const round = record("meeting_rounds", "roundId");
const practice = record("practices", "practiceId");
const area = record("training_areas", "areaId");

/** What each command that names a version is about. */
const subjects: Record<string, ReturnType<typeof record>> = {
  "activity.log": activity,
  "activity.submit": activity,
  "activity.withdraw": activity,
  "activity.return": activity,
  "activity.approve": activity,
  "activity.return-several": activity,
  "activity.delete": activity,
  "expense.change": expense,
  "expense.delete": expense,
  "measurement.verify": record("indicator_measurements", "measurementId", "measurement_id"),
  "budget-line.change": line,
  "budget-line.remove": line,
  "plan.change": whole("plan_months"),
  "source.change": whole("funding_sources"),
  "project.change": project,
  "project.close": project,
  "regime.change": project,
  "office.change": project,
  "project.reopen": project,
  "goal.change": record("goals", "goalId"),
  "key-activity.change": record("key_activities", "keyActivityId"),
  "locality.change": record("localities", "localityId"),
  "period.change": record("monitoring_periods", "periodId"),
  "milestone.change": milestone,
  "milestone.remove": milestone,
  "training-area.change": area,
  "training-area.remove": area,
  "indicator.change": record("indicators", "indicatorId"),
  "post.change": record("posts", "postId"),
  "occupancy.end": record("post_occupancies", "occupancyId"),
  "occupancy.change": record("post_occupancies", "occupancyId"),
  "development.change": record("development_goals", "developmentGoalId"),
  "evaluation.change": record("assistant_evaluations", "evaluationId"),
  "lesson.remove": record("mentor_lessons", "lessonId"),
  "mentor-contract.change": record("mentor_contracts", "mentorContractId"),
  "training.change": record("trainings", "trainingId"),
  "training.remove": record("trainings", "trainingId"),
  "planned-shift.change": record("planned_shifts", "plannedShiftId"),
  "planned-shift.remove": record("planned_shifts", "plannedShiftId"),
  "selection.decide": record("selection_rounds", "selectionId"),
  "leave.change": record("assistant_leaves", "leaveId"),
  "leave.remove": record("assistant_leaves", "leaveId"),
  "assessment.change": record("assessments", "assessmentId", "assessment_id"),
  "meeting.change": meeting,
  "meeting.reword": meeting,
  "allocation.weigh": meeting,
  "meeting.remove": wholeMeeting,
  "meeting.open": wholeMeeting,
  "meeting.close": wholeMeeting,
  "meeting.reopen": wholeMeeting,
  "publication.publish": meeting,
  "meeting.discard": wholeMeeting,
  "meeting.publish": wholeMeeting,
  "site.change": site,
  "site.remove": site,
  "block.change": block,
  "block.remove": block,
  "round.change": round,
  "round.remove": round,
  "round.open": round,
  "round.close": round,
  "feedback.move": record("feedback_waves", "waveId"),
  "practice.change": practice,
  "practice.change-by-link": practice,
  "practice.publish": practice,
  "practice.return": practice,
  "organisation.change": record("organisations", "organisationId"),
};

type Input = Record<string, unknown>;
const isInput = (value: unknown): value is Input =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * A command's input as somebody sends it who has just looked at what it is about: with the version that it has now, also
 * in each item of a list. What names a version, undefined too, stays as it is; of what is not there any word will do.
 */
export async function asSeen(name: string, input: unknown): Promise<unknown> {
  const subject = subjects[name];
  if (!subject || !isInput(input)) return input;
  if (Array.isArray(input.activities))
    return { ...input, activities: await Promise.all(input.activities.map((item) => asSeen(name, item))) };
  const id = input[subject.id];
  if ("version" in input || typeof id !== "string") return input;
  const [found] = uuid.test(id)
    ? await withActor({ kind: "operator" }, "read", (tx) =>
        tx.execute<{ version: string }>(
          sql`select ${subject.version} as version from ${subject.from} where p.id = ${id}`,
        ),
      )
    : [];
  if (!found && name === "activity.log") return input;
  return { ...input, version: found?.version ?? "none" };
}
