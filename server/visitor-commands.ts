import { answerFeedback, openFeedback } from "@/db/mutations/feedback";
import { changePracticeByLink, sendPracticeByLink } from "@/db/mutations/practices";
import {
  addMember,
  askMember,
  beginTeam,
  changeMember,
  confirmTeam,
  exchangeMembers,
  pasteMembers,
  replaceMember,
  withdrawMember,
  withdrawTeam,
} from "@/db/mutations/registration-teams";
import {
  askChange,
  changeRegistration,
  confirmRegistration,
  correctSent,
  declineSeat,
  returnToQueue,
  sendRegistration,
  withdrawRegistration,
} from "@/db/mutations/registrations";
import { objectInvitation } from "@/db/mutations/round-invitations";
import type { Command } from "@/db/verb";

/** What anybody may send without an account; the gate carries them out for pages without scripts (server/visitor-form.ts). */
export const visitorCommands: Record<string, Command> = {
  "registration.send": sendRegistration,
  "registration.correct-sent": correctSent,
  "registration.confirm": confirmRegistration,
  "registration.change": changeRegistration,
  "registration.withdraw": withdrawRegistration,
  "seat.decline": declineSeat,
  "seat.return": returnToQueue,
  "feedback.open": openFeedback,
  "feedback.answer": answerFeedback,
  "practice.send-by-link": sendPracticeByLink,
  "practice.change-by-link": changePracticeByLink,
  "registration.ask": askChange,
  "invitation.object": objectInvitation,
  "team.begin": beginTeam,
  "team.confirm": confirmTeam,
  "team.withdraw": withdrawTeam,
  "member.add": addMember,
  "member.paste": pasteMembers,
  "member.change": changeMember,
  "member.replace": replaceMember,
  "member.exchange": exchangeMembers,
  "member.withdraw": withdrawMember,
  "member.ask": askMember,
};
