import { renameSelf } from "@/db/mutations/account";
import {
  approveActivities,
  deleteActivity,
  logActivity,
  returnActivity,
  submitActivity,
} from "@/db/mutations/activities";
import { changeAssessment, recordAssessment } from "@/db/mutations/assessments";
import { addAssistant, renameAssistant } from "@/db/mutations/assistants";
import { verifyAudit } from "@/db/mutations/audit";
import { addBudgetLine, changeBudgetLine, removeBudgetLine } from "@/db/mutations/budget";
import { addItem, addKind, changeItem, changeKind, endItem, endKind } from "@/db/mutations/catalogue";
import { addDelegation, endDelegation } from "@/db/mutations/delegations";
import { removeEvidence } from "@/db/mutations/evidence";
import { importExpenses } from "@/db/mutations/expense-imports";
import { changeExpense, deleteExpense, recordExpense } from "@/db/mutations/expenses";
import { addGoal, changeGoal } from "@/db/mutations/goals";
import { addIndicator, changeIndicator, setTarget } from "@/db/mutations/indicators";
import { addKeyActivity, changeKeyActivity } from "@/db/mutations/key-activities";
import { addLocality, changeLocality } from "@/db/mutations/localities";
import { recordMeasurement, verifyMeasurement } from "@/db/mutations/measurements";
import { assignMentor, endMentor } from "@/db/mutations/mentors";
import { addMilestone, changeMilestone, removeMilestone } from "@/db/mutations/milestones";
import { endOccupancy, startOccupancy } from "@/db/mutations/occupancies";
import { changeOrganisation, removeEmblem } from "@/db/mutations/organisations";
import { resendMail, testMail } from "@/db/mutations/outbox";
import { addPeriod, changePeriod } from "@/db/mutations/periods";
import { changePlan } from "@/db/mutations/plan";
import { addPost, changePost } from "@/db/mutations/posts";
import { erasePerson } from "@/db/mutations/privacy";
import { changeProject, closeProject, reopenProject } from "@/db/mutations/project-changes";
import { createProject } from "@/db/mutations/projects";
import { changeSetting, withdrawSetting } from "@/db/mutations/settings";
import { changeSources } from "@/db/mutations/sources";
import { setCalendar, setDigest } from "@/db/mutations/subscriptions";
import { addTrainingArea, changeTrainingArea, removeTrainingArea } from "@/db/mutations/training-areas";
import { activateUser, deactivateUser, endRole, grantRole, inviteAgain, inviteUser } from "@/db/mutations/users";
import { renameSelfInput } from "@/lib/domain/account";
import { activityIdInput, approveActivitiesInput, logActivityInput, returnActivityInput } from "@/lib/domain/activity";
import { changeAssessmentInput, recordAssessmentInput } from "@/lib/domain/assessment";
import {
  addAssistantInput,
  endOccupancyInput,
  renameAssistantInput,
  startOccupancyInput,
} from "@/lib/domain/assistant";
import { verifyAuditInput } from "@/lib/domain/audit";
import { addBudgetLineInput, changeBudgetLineInput, changePlanInput, removeBudgetLineInput } from "@/lib/domain/budget";
import {
  addItemInput,
  addKindInput,
  changeItemInput,
  changeKindInput,
  endItemInput,
  endKindInput,
} from "@/lib/domain/catalogue";
import { removeEvidenceInput } from "@/lib/domain/evidence";
import { changeExpenseInput, deleteExpenseInput, importExpensesInput, recordExpenseInput } from "@/lib/domain/expense";
import { addGoalInput, changeGoalInput } from "@/lib/domain/goal";
import { addIndicatorInput, changeIndicatorInput, setTargetInput } from "@/lib/domain/indicator-input";
import { addKeyActivityInput, changeKeyActivityInput } from "@/lib/domain/key-activity";
import { addLocalityInput, changeLocalityInput } from "@/lib/domain/locality";
import { mailIdInput, testMailInput } from "@/lib/domain/mail";
import { recordMeasurementInput, verifyMeasurementInput } from "@/lib/domain/measurement";
import { assignMentorInput, endMentorInput } from "@/lib/domain/mentor";
import { addMilestoneInput, changeMilestoneInput, removeMilestoneInput } from "@/lib/domain/milestone";
import { changeOrganisationInput, removeEmblemInput } from "@/lib/domain/organisation";
import { addPeriodInput, changePeriodInput } from "@/lib/domain/period";
import { addPostInput, changePostInput } from "@/lib/domain/post";
import { erasePersonInput } from "@/lib/domain/privacy";
import { changeProjectInput, closeProjectInput, createProjectInput, reopenProjectInput } from "@/lib/domain/project";
import { changeSettingInput, withdrawSettingInput } from "@/lib/domain/setting";
import { changeSourcesInput } from "@/lib/domain/source";
import { setCalendarInput, setDigestInput } from "@/lib/domain/subscription";
import { addTrainingAreaInput, changeTrainingAreaInput, removeTrainingAreaInput } from "@/lib/domain/training-area";
import {
  addDelegationInput,
  endDelegationInput,
  endRoleInput,
  grantRoleInput,
  inviteUserInput,
  userIdInput,
} from "@/lib/domain/user";
import { type Command, command } from "./command";

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
  "budget-line.add": command(addBudgetLineInput, addBudgetLine),
  "budget-line.change": command(changeBudgetLineInput, changeBudgetLine),
  "budget-line.remove": command(removeBudgetLineInput, removeBudgetLine),
  "plan.change": command(changePlanInput, changePlan),
  "measurement.record": command(recordMeasurementInput, recordMeasurement),
  "measurement.verify": command(verifyMeasurementInput, verifyMeasurement),
  "project.create": command(createProjectInput, createProject),
  "project.change": command(changeProjectInput, changeProject),
  "project.close": command(closeProjectInput, closeProject),
  "project.reopen": command(reopenProjectInput, reopenProject),
  "source.change": command(changeSourcesInput, changeSources),
  "goal.add": command(addGoalInput, addGoal),
  "goal.change": command(changeGoalInput, changeGoal),
  "key-activity.add": command(addKeyActivityInput, addKeyActivity),
  "key-activity.change": command(changeKeyActivityInput, changeKeyActivity),
  "locality.add": command(addLocalityInput, addLocality),
  "locality.change": command(changeLocalityInput, changeLocality),
  "period.add": command(addPeriodInput, addPeriod),
  "period.change": command(changePeriodInput, changePeriod),
  "milestone.add": command(addMilestoneInput, addMilestone),
  "milestone.change": command(changeMilestoneInput, changeMilestone),
  "milestone.remove": command(removeMilestoneInput, removeMilestone),
  "training-area.add": command(addTrainingAreaInput, addTrainingArea),
  "training-area.change": command(changeTrainingAreaInput, changeTrainingArea),
  "training-area.remove": command(removeTrainingAreaInput, removeTrainingArea),
  "indicator.add": command(addIndicatorInput, addIndicator),
  "indicator.change": command(changeIndicatorInput, changeIndicator),
  "indicator-target.set": command(setTargetInput, setTarget),
  "mentor.assign": command(assignMentorInput, assignMentor),
  "mentor.end": command(endMentorInput, endMentor),
  "post.add": command(addPostInput, addPost),
  "post.change": command(changePostInput, changePost),
  "assistant.add": command(addAssistantInput, addAssistant),
  "assistant.rename": command(renameAssistantInput, renameAssistant),
  "occupancy.start": command(startOccupancyInput, startOccupancy),
  "occupancy.end": command(endOccupancyInput, endOccupancy),
  "assessment.record": command(recordAssessmentInput, recordAssessment),
  "assessment.change": command(changeAssessmentInput, changeAssessment),
  "audit.verify": command(verifyAuditInput, verifyAudit),
  "evidence.remove": command(removeEvidenceInput, removeEvidence),
  "user.invite": command(inviteUserInput, inviteUser),
  "user.invite-again": command(userIdInput, inviteAgain),
  "user.deactivate": command(userIdInput, deactivateUser),
  "user.activate": command(userIdInput, activateUser),
  "role.grant": command(grantRoleInput, grantRole),
  "role.end": command(endRoleInput, endRole),
  "delegation.add": command(addDelegationInput, addDelegation),
  "delegation.end": command(endDelegationInput, endDelegation),
  "account.rename": command(renameSelfInput, renameSelf),
  "account.digest": command(setDigestInput, setDigest),
  "account.calendar": command(setCalendarInput, setCalendar),
  "mail.resend": command(mailIdInput, resendMail),
  "mail.test": command(testMailInput, testMail),
  "organisation.change": command(changeOrganisationInput, changeOrganisation),
  "emblem.remove": command(removeEmblemInput, removeEmblem),
  "person.erase": command(erasePersonInput, erasePerson),
  "setting.change": command(changeSettingInput, changeSetting),
  "setting.withdraw": command(withdrawSettingInput, withdrawSetting),
  "activity-kind.add": command(addKindInput, addKind),
  "activity-kind.change": command(changeKindInput, changeKind),
  "activity-kind.end": command(endKindInput, endKind),
  "catalogue-item.add": command(addItemInput, addItem),
  "catalogue-item.change": command(changeItemInput, changeItem),
  "catalogue-item.end": command(endItemInput, endItem),
};
