import access from "./en/access.json";
import account from "./en/account.json";
import activity from "./en/activity.json";
import admin from "./en/admin.json";
import adminSettings from "./en/admin-settings.json";
import allocation from "./en/allocation.json";
import api from "./en/api.json";
import approve from "./en/approve.json";
import attendance from "./en/attendance.json";
import audit from "./en/audit.json";
import auth from "./en/auth.json";
import budget from "./en/budget.json";
import calendar from "./en/calendar.json";
import charts from "./en/charts.json";
import checkIn from "./en/check-in.json";
import cityTeam from "./en/city-team.json";
import common from "./en/common.json";
import demo from "./en/demo.json";
import digestOff from "./en/digest-off.json";
import errors from "./en/errors.json";
import evidence from "./en/evidence.json";
import expenses from "./en/expenses.json";
import feedback from "./en/feedback.json";
import frame from "./en/frame.json";
import gate from "./en/gate.json";
import history from "./en/history.json";
import home from "./en/home.json";
import indicators from "./en/indicators.json";
import intake from "./en/intake.json";
import invitation from "./en/invitation.json";
import log from "./en/log.json";
import mail from "./en/mail.json";
import mailbox from "./en/mailbox.json";
import meetingMail from "./en/meeting-mail.json";
import meetingPage from "./en/meeting-page.json";
import meetings from "./en/meetings.json";
import organisation from "./en/organisation.json";
import outbox from "./en/outbox.json";
import overview from "./en/overview.json";
import papers from "./en/papers.json";
import people from "./en/people.json";
import plan from "./en/plan.json";
import practice from "./en/practice.json";
import privacy from "./en/privacy.json";
import projectTabs from "./en/project-tabs.json";
import projects from "./en/projects.json";
import regime from "./en/regime.json";
import registration from "./en/registration.json";
import rhythm from "./en/rhythm.json";
import roles from "./en/roles.json";
import rules from "./en/rules.json";
import seats from "./en/seats.json";
import settings from "./en/settings.json";
import sheets from "./en/sheets.json";
import table from "./en/table.json";
import team from "./en/team.json";
import units from "./en/units.json";
import upload from "./en/upload.json";

/** Every sentence in English; a file a namespace. */
export default {
  access,
  account,
  activity,
  admin,
  adminSettings,
  allocation,
  api,
  approve,
  attendance,
  audit,
  auth,
  budget,
  calendar,
  charts,
  checkIn,
  cityTeam,
  common,
  demo,
  digestOff,
  errors,
  evidence,
  expenses,
  feedback,
  frame,
  gate,
  history,
  home,
  indicators,
  intake,
  invitation,
  log,
  mail,
  mailbox,
  meetingMail,
  meetingPage,
  meetings,
  organisation,
  outbox,
  overview,
  papers,
  people,
  plan,
  practice,
  privacy,
  projectTabs,
  projects,
  registration,
  rhythm,
  roles,
  regime,
  rules,
  seats,
  settings,
  sheets,
  table,
  team,
  units,
  upload,
};
