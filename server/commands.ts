import { renameSelf } from "@/db/mutations/account";
import {
  approveActivities,
  deleteActivity,
  logActivity,
  returnActivities,
  returnActivity,
  submitActivity,
  withdrawActivity,
} from "@/db/mutations/activities";
import { removePin, setPin } from "@/db/mutations/allocation-pins";
import { chooseAllocation, moveAllocation, publishMeeting } from "@/db/mutations/allocation-runs";
import { changeAssessment, recordAssessment } from "@/db/mutations/assessments";
import { addAssistant, renameAssistant } from "@/db/mutations/assistants";
import { addWalkIn, decideAttendance, sendAttendance, tickAttendance } from "@/db/mutations/attendances";
import { verifyAudit } from "@/db/mutations/audit";
import { addBudgetLine, changeBudgetLine, removeBudgetLine } from "@/db/mutations/budget";
import { addItem, addKind, changeItem, changeKind, endItem, endKind } from "@/db/mutations/catalogue";
import { issueCertificates } from "@/db/mutations/certificates";
import { addDelegation, endDelegation } from "@/db/mutations/delegations";
import {
  changeDevelopment,
  changeEvaluation,
  recordEvaluation,
  reviewDevelopment,
  setDevelopment,
} from "@/db/mutations/development";
import { removeEvidence } from "@/db/mutations/evidence";
import { changeExpense, deleteExpense, recordExpense } from "@/db/mutations/expenses";
import { beginFeedback, moveFeedback } from "@/db/mutations/feedback";
import { addGoal, changeGoal } from "@/db/mutations/goals";
import { addIndicator, changeIndicator, setTarget } from "@/db/mutations/indicators";
import { addKeyActivity, changeKeyActivity } from "@/db/mutations/key-activities";
import { changeLeave, removeLeave, startLeave } from "@/db/mutations/leaves";
import { addLocality, changeLocality } from "@/db/mutations/localities";
import { recordMeasurement, verifyMeasurement } from "@/db/mutations/measurements";
import { addBlock, changeBlock, removeBlock } from "@/db/mutations/meeting-blocks";
import { copyMeeting } from "@/db/mutations/meeting-copies";
import {
  resendMeetingMail,
  resumeMails,
  sendProgramme,
  sendReminder,
  stopMails,
  tryMeetingMail,
} from "@/db/mutations/meeting-mails";
import { addRound, changeRound, closeRound, openRound, removeRound } from "@/db/mutations/meeting-rounds";
import { addSite, changeSite, removeSite } from "@/db/mutations/meeting-sites";
import {
  changeMeeting,
  closeMeeting,
  createMeeting,
  discardAllocation,
  openMeeting,
  removeMeeting,
  reopenMeeting,
  rewordMeeting,
} from "@/db/mutations/meetings";
import { addContract, addLesson, assignMentor, changeContract, endMentor, removeLesson } from "@/db/mutations/mentors";
import { addMilestone, changeMilestone, removeMilestone } from "@/db/mutations/milestones";
import { changeOccupancy, endOccupancy, startOccupancy } from "@/db/mutations/occupancies";
import { addOrganisation, changeOrganisation, removeEmblem } from "@/db/mutations/organisations";
import { resendMail, testMail } from "@/db/mutations/outbox";
import { issueList } from "@/db/mutations/papers";
import { addPeriod, changePeriod } from "@/db/mutations/periods";
import { changePlan } from "@/db/mutations/plan";
import { addPost, changePost } from "@/db/mutations/posts";
import { changePractice, publishPractice, returnPractice, sendPractice } from "@/db/mutations/practices";
import { erasePerson } from "@/db/mutations/privacy";
import { changeProject, closeProject, reopenProject } from "@/db/mutations/project-changes";
import { createProject } from "@/db/mutations/projects";
import { changeOffice, changeRegime } from "@/db/mutations/regimes";
import { startTeam, takeOverTeam } from "@/db/mutations/registration-teams";
import { correctAddress, extendChanges } from "@/db/mutations/registrations";
import { weighRoles } from "@/db/mutations/role-weights";
import {
  gatherAddresses,
  pasteAddresses,
  remindInvited,
  removeAddress,
  sendInvitations,
} from "@/db/mutations/round-invitations";
import { moveSeats, publishSeats, removeSeat, undoPublication } from "@/db/mutations/seats";
import { decideSelection, openSelection } from "@/db/mutations/selections";
import { changeSetting, withdrawSetting } from "@/db/mutations/settings";
import {
  addPlannedShift,
  changePlannedDay,
  changePlannedShift,
  copyPlannedWeek,
  removePlannedShift,
} from "@/db/mutations/shift-plan";
import { changeSources } from "@/db/mutations/sources";
import { setCalendar, setDigest, setReturnedMail } from "@/db/mutations/subscriptions";
import { addTrainingArea, changeTrainingArea, removeTrainingArea } from "@/db/mutations/training-areas";
import {
  changeTraining,
  recordTraining,
  removeTraining,
  supportTraining,
  takeTraining,
  updateTraining,
} from "@/db/mutations/trainings";
import { activateUser, deactivateUser, endRole, grantRole, inviteAgain, inviteUser } from "@/db/mutations/users";
import type { Command } from "@/db/verb";
import { runAllocation, verifyingAllocation } from "./allocation/commands";
import { visitorCommands } from "./visitor-commands";

/** Every write of the product, one line each; served by POST /api/v1/commands/<noun.verb>. */
export const commands: Record<string, Command> = {
  "activity.log": logActivity,
  "activity.submit": submitActivity,
  "activity.withdraw": withdrawActivity,
  "activity.return": returnActivity,
  "activity.return-several": returnActivities,
  "activity.approve": approveActivities,
  "activity.delete": deleteActivity,
  "expense.record": recordExpense,
  "expense.change": changeExpense,
  "expense.delete": deleteExpense,
  "budget-line.add": addBudgetLine,
  "budget-line.change": changeBudgetLine,
  "budget-line.remove": removeBudgetLine,
  "plan.change": changePlan,
  "measurement.record": recordMeasurement,
  "measurement.verify": verifyMeasurement,
  "project.create": createProject,
  "project.change": changeProject,
  "project.close": closeProject,
  "project.reopen": reopenProject,
  "source.change": changeSources,
  "regime.change": changeRegime,
  "office.change": changeOffice,
  "goal.add": addGoal,
  "goal.change": changeGoal,
  "key-activity.add": addKeyActivity,
  "key-activity.change": changeKeyActivity,
  "locality.add": addLocality,
  "locality.change": changeLocality,
  "period.add": addPeriod,
  "period.change": changePeriod,
  "milestone.add": addMilestone,
  "milestone.change": changeMilestone,
  "milestone.remove": removeMilestone,
  "training.record": recordTraining,
  "training.change": changeTraining,
  "training.remove": removeTraining,
  "training.take": takeTraining,
  "training.update": updateTraining,
  "training.support": supportTraining,
  "training-area.add": addTrainingArea,
  "training-area.change": changeTrainingArea,
  "training-area.remove": removeTrainingArea,
  "indicator.add": addIndicator,
  "indicator.change": changeIndicator,
  "indicator-target.set": setTarget,
  "mentor.assign": assignMentor,
  "mentor.end": endMentor,
  "post.add": addPost,
  "post.change": changePost,
  "assistant.add": addAssistant,
  "assistant.rename": renameAssistant,
  "occupancy.start": startOccupancy,
  "occupancy.end": endOccupancy,
  "occupancy.change": changeOccupancy,
  "development.set": setDevelopment,
  "development.change": changeDevelopment,
  "development.review": reviewDevelopment,
  "evaluation.record": recordEvaluation,
  "evaluation.change": changeEvaluation,
  "lesson.add": addLesson,
  "lesson.remove": removeLesson,
  "mentor-contract.add": addContract,
  "mentor-contract.change": changeContract,
  "planned-shift.add": addPlannedShift,
  "planned-shift.change": changePlannedShift,
  "planned-shift.remove": removePlannedShift,
  "planned-day.change": changePlannedDay,
  "planned-week.copy": copyPlannedWeek,
  "selection.open": openSelection,
  "selection.decide": decideSelection,
  "leave.start": startLeave,
  "leave.change": changeLeave,
  "leave.remove": removeLeave,
  "assessment.record": recordAssessment,
  "assessment.change": changeAssessment,
  "audit.verify": verifyAudit,
  "evidence.remove": removeEvidence,
  "user.invite": inviteUser,
  "user.invite-again": inviteAgain,
  "user.deactivate": deactivateUser,
  "user.activate": activateUser,
  "role.grant": grantRole,
  "role.end": endRole,
  "delegation.add": addDelegation,
  "delegation.end": endDelegation,
  "account.rename": renameSelf,
  "account.digest": setDigest,
  "account.returned-mail": setReturnedMail,
  "account.calendar": setCalendar,
  "mail.resend": resendMail,
  "mail.test": testMail,
  "organisation.add": addOrganisation,
  "organisation.change": changeOrganisation,
  "emblem.remove": removeEmblem,
  "person.erase": erasePerson,
  "setting.change": changeSetting,
  "setting.withdraw": withdrawSetting,
  "activity-kind.add": addKind,
  "activity-kind.change": changeKind,
  "activity-kind.end": endKind,
  "catalogue-item.add": addItem,
  "catalogue-item.change": changeItem,
  "catalogue-item.end": endItem,
  "meeting.create": createMeeting,
  "meeting.copy": copyMeeting,
  "meeting.change": changeMeeting,
  "meeting.reword": rewordMeeting,
  "meeting.remove": removeMeeting,
  "meeting.open": openMeeting,
  "meeting.close": closeMeeting,
  "meeting.reopen": reopenMeeting,
  "site.add": addSite,
  "site.change": changeSite,
  "site.remove": removeSite,
  "block.add": addBlock,
  "block.change": changeBlock,
  "block.remove": removeBlock,
  "round.add": addRound,
  "round.change": changeRound,
  "round.remove": removeRound,
  "round.open": openRound,
  "round.close": closeRound,
  "registration.correct": correctAddress,
  "registration.extend": extendChanges,
  "meeting-mail.stop": stopMails,
  "meeting-mail.resume": resumeMails,
  "meeting-mail.programme": sendProgramme,
  "meeting-mail.remind": sendReminder,
  "meeting-mail.try": tryMeetingMail,
  "meeting-mail.resend": resendMeetingMail,
  "attendance.send": sendAttendance,
  "attendance.tick": tickAttendance,
  "attendance.add": addWalkIn,
  "attendance.decide": decideAttendance,
  "publication.publish": publishSeats,
  "publication.undo": undoPublication,
  "seat.move": moveSeats,
  "seat.remove": removeSeat,
  "certificate.issue": issueCertificates,
  "feedback.begin": beginFeedback,
  "feedback.move": moveFeedback,
  "practice.send": sendPractice,
  "practice.change": changePractice,
  "practice.publish": publishPractice,
  "practice.return": returnPractice,
  "list.issue": issueList,
  "meeting.discard": discardAllocation,
  "meeting.publish": publishMeeting,
  "pin.set": setPin,
  "pin.remove": removePin,
  "allocation.run": runAllocation,
  "allocation.choose": chooseAllocation,
  "allocation.weigh": weighRoles,
  "allocation.move": moveAllocation,
  "allocation.verify": verifyingAllocation(),
  "address.gather": gatherAddresses,
  "address.paste": pasteAddresses,
  "address.remove": removeAddress,
  "invitation.send": sendInvitations,
  "invitation.remind": remindInvited,
  "team.start": startTeam,
  "team.take-over": takeOverTeam,
  ...visitorCommands,
};
