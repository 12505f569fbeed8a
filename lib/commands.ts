import {
  approveActivities,
  deleteActivity,
  logActivity,
  returnActivity,
  submitActivity,
} from "@/db/mutations/activities";
import { verifyAudit } from "@/db/mutations/audit";
import { removeEvidence } from "@/db/mutations/evidence";
import { importExpenses } from "@/db/mutations/expense-imports";
import { changeExpense, deleteExpense, recordExpense } from "@/db/mutations/expenses";
import { recordMeasurement, verifyMeasurement } from "@/db/mutations/measurements";
import { createProject } from "@/db/mutations/projects";
import { type Command, command } from "./command";
import { activityIdInput, approveActivitiesInput, logActivityInput, returnActivityInput } from "./domain/activity";
import { verifyAuditInput } from "./domain/audit";
import { removeEvidenceInput } from "./domain/evidence";
import { changeExpenseInput, deleteExpenseInput, importExpensesInput, recordExpenseInput } from "./domain/expense";
import { recordMeasurementInput, verifyMeasurementInput } from "./domain/measurement";
import { createProjectInput } from "./domain/project";

/** Every write of the product, one line each; served by POST /api/v1/commands/<noun.verb>. */
export const commands: Record<string, Command> = {
  "activity.log": command(logActivityInput, logActivity),
  "activity.submit": command(activityIdInput, submitActivity),
  "activity.return": command(returnActivityInput, returnActivity),
  "activity.approve": command(approveActivitiesInput, approveActivities),
  "activity.delete": command(activityIdInput, deleteActivity),
  "expense.record": command(recordExpenseInput, recordExpense),
  "expense.change": command(changeExpenseInput, changeExpense),
  "expense.delete": command(deleteExpenseInput, deleteExpense),
  "expense.import": command(importExpensesInput, importExpenses),
  "measurement.record": command(recordMeasurementInput, recordMeasurement),
  "measurement.verify": command(verifyMeasurementInput, verifyMeasurement),
  "project.create": command(createProjectInput, createProject),
  "audit.verify": command(verifyAuditInput, verifyAudit),
  "evidence.remove": command(removeEvidenceInput, removeEvidence),
};
