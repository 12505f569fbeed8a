import { typesetAll } from "@/lib/format";
import access from "./cs/access.json";
import account from "./cs/account.json";
import activity from "./cs/activity.json";
import admin from "./cs/admin.json";
import adminSettings from "./cs/admin-settings.json";
import allocation from "./cs/allocation.json";
import api from "./cs/api.json";
import approve from "./cs/approve.json";
import attendance from "./cs/attendance.json";
import audit from "./cs/audit.json";
import auth from "./cs/auth.json";
import budget from "./cs/budget.json";
import calendar from "./cs/calendar.json";
import charts from "./cs/charts.json";
import checkIn from "./cs/check-in.json";
import cityTeam from "./cs/city-team.json";
import common from "./cs/common.json";
import demo from "./cs/demo.json";
import digestOff from "./cs/digest-off.json";
import errors from "./cs/errors.json";
import evidence from "./cs/evidence.json";
import expenses from "./cs/expenses.json";
import feedback from "./cs/feedback.json";
import frame from "./cs/frame.json";
import gate from "./cs/gate.json";
import history from "./cs/history.json";
import home from "./cs/home.json";
import indicators from "./cs/indicators.json";
import intake from "./cs/intake.json";
import invitation from "./cs/invitation.json";
import log from "./cs/log.json";
import mail from "./cs/mail.json";
import mailbox from "./cs/mailbox.json";
import meetingMail from "./cs/meeting-mail.json";
import meetingPage from "./cs/meeting-page.json";
import meetings from "./cs/meetings.json";
import organisation from "./cs/organisation.json";
import outbox from "./cs/outbox.json";
import overview from "./cs/overview.json";
import papers from "./cs/papers.json";
import people from "./cs/people.json";
import plan from "./cs/plan.json";
import practice from "./cs/practice.json";
import privacy from "./cs/privacy.json";
import projectTabs from "./cs/project-tabs.json";
import projects from "./cs/projects.json";
import regime from "./cs/regime.json";
import registration from "./cs/registration.json";
import rhythm from "./cs/rhythm.json";
import roles from "./cs/roles.json";
import rules from "./cs/rules.json";
import seats from "./cs/seats.json";
import settings from "./cs/settings.json";
import sheets from "./cs/sheets.json";
import table from "./cs/table.json";
import team from "./cs/team.json";
import units from "./cs/units.json";
import upload from "./cs/upload.json";

/** Every sentence in Czech, the source of the other languages; a file a namespace. */
const cs = {
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

// Once for all who read them: pages, mails, papers, the build having made pieces of the sentences or not.
typesetAll(cs);

export default cs;
