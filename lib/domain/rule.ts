import { shortestPassword } from "./account";
import { maxUploadBytes } from "./evidence";
import { maxImportRows } from "./expense";
import { fewestAnswers, longestWave } from "./feedback";
import { forecastBasis, forecastReach } from "./forecast";
import { invitationHours, mailTries, resetMinutes } from "./mail";
import { maxHalere } from "./money";
import { fullDay } from "./month-sheet";
import { maxEmblemBytes } from "./organisation";
import { outlierLeast, outlierTimes } from "./outlier";
import { confirmHours, keptMonths, mostMailsADay, mostMembers, needsDays } from "./registration";
import { gapDays, gapLeast } from "./rhythm";
import { recoveryCodeCount } from "./second-factor";
import { type SettingKey, settingKeys } from "./setting";
import { longestShift, longestWork, mostPlaces, shortestRest, usualBreak } from "./shift";
import { mostRows } from "./timesheet";
import { longestDelegation } from "./user";

export const ruleGroups = [
  "records",
  "money",
  "indicators",
  "deadlines",
  "people",
  "meetings",
  "files",
  "accounts",
  "privacy",
] as const;
export type RuleGroup = (typeof ruleGroups)[number];

/** A rule of the product: its words are under `rules.rule.<id>`; settings hold the numbers that an office may change. */
export type Rule = {
  id: string;
  group: RuleGroup;
  /** law: an act says so; paper: a published document or a decision; own: the product's own choice. */
  origin: "law" | "paper" | "own";
  /** Whether the source was read in its own words. */
  verified: boolean;
  settings: readonly SettingKey[];
};

/** Numbers of the code that rules name, as their sentences take them; a test holds that none is left out. */
export const ruleConstants = {
  longestShift: longestShift / 60,
  mostPlaces,
  outlierLeast,
  outlierTimes,
  mostRows,
  gapLeast,
  gapDays,
  fullDay: fullDay / 60,
  longestWork: longestWork / 60,
  shortestRest: shortestRest / 60,
  usualBreak: usualBreak(480),
  maxImportRows,
  maxUploadBytes: maxUploadBytes / 1024 / 1024,
  forecastBasis,
  forecastReach,
  shortestPassword,
  invitationHours,
  recoveryCodeCount,
  resetMinutes,
  mailTries,
  longestDelegation,
  maxEmblemBytes: maxEmblemBytes / 1000,
  maxHalere: maxHalere / 100_000_000,
  confirmHours,
  mostMailsADay,
  needsDays,
  keptMonths,
  fewestAnswers,
  longestWave,
  mostMembers,
} as const;

const own = <Id extends string>(id: Id, group: RuleGroup, ...settings: SettingKey[]) =>
  ({ id, group, origin: "own", verified: true, settings }) as const;
const paper = <Id extends string>(id: Id, group: RuleGroup, verified: boolean, ...settings: SettingKey[]) =>
  ({ id, group, origin: "paper", verified, settings }) as const;
const law = <Id extends string>(id: Id, group: RuleGroup, verified: boolean, ...settings: SettingKey[]) =>
  ({ id, group, origin: "law", verified, settings }) as const;

/** Every rule that the product applies, in the order in which the page tells them. */
export const rules = [
  own("fourEyes", "records"),
  own("noSilence", "records"),
  own("returned", "records"),
  own("approvedOnly", "records"),
  law("shift", "records", true),
  own("counts", "records"),
  own("asOf", "records"),
  own("closed", "records"),
  own("versions", "records"),
  own("auditChain", "records"),
  own("onceOnly", "records", "retention.command_months"),
  own("noActivity", "records", "warning.days_without_activity"),
  own("today", "records", "demo.today"),

  paper("halere", "money", true),
  paper("split", "money", true, "warning.source_difference_halere"),
  paper("budgetTree", "money", true),
  own("paidDays", "money"),
  own("claimed", "money"),
  own("import", "money"),
  own("deviation", "money", "warning.drawdown_deviation_percent"),
  own("forecast", "money"),
  paper("flatRate", "money", true, "budget.flat_rate_percent"),
  paper("transfer", "money", false, "budget.transfer_percent"),
  paper("advance", "money", false, "claim.advance_percent"),

  own("indicatorPath", "indicators"),
  own("indicatorRules", "indicators"),
  paper("improved", "indicators", true, "assessment.gain_points", "assessment.areas_needed"),
  paper("smallSupport", "indicators", true, "support.threshold_hours"),
  own("usualMonth", "indicators"),

  own("months", "deadlines"),
  paper("periods", "deadlines", false, "period.months", "period.report_due_days", "period.final_report_due_days"),
  law("payment", "deadlines", true, "claim.payment_days"),
  own("dueSoon", "deadlines", "warning.due_soon_days"),
  own("lastDay", "deadlines"),
  law("holidays", "deadlines", true, "holiday.fixed", "holiday.easter"),
  own("risk", "deadlines"),

  own("posts", "people"),
  paper("workReport", "people", true),
  own("vacancy", "people", "warning.vacancy_days"),
  own("shares", "people"),
  paper("trainingDue", "people", false, "training.due_months"),
  law("servedTowns", "people", true),
  own("meetingHours", "people"),

  own("registering", "meetings", "registration.network_hour", "registration.meeting_ten_minutes"),
  own("confirming", "meetings"),
  own("registrationsKept", "meetings"),
  own("feedback", "meetings"),
  own("teams", "meetings"),
  paper(
    "allocation",
    "meetings",
    true,
    "allocation.weight_assistant",
    "allocation.weight_mentor",
    "allocation.weight_supervisor",
    "allocation.weight_municipal_police",
    "allocation.weight_project",
    "allocation.weight_police",
    "allocation.weight_other",
  ),
  own("meetingMail", "meetings", "meeting.mails_wait_minutes", "meeting.mails_per_minute", "meeting.reminder_days"),

  own("uploads", "files", "upload.max_bytes"),
  own("proved", "files"),
  law("organisation", "files", true),
  law("publicity", "files", true),

  own("password", "accounts"),
  own("sessions", "accounts"),
  own("guesses", "accounts"),
  paper("secondFactor", "accounts", false, "sign_in.second_factor"),
  own("singleSignOn", "accounts"),
  own("invitation", "accounts"),
  own("delegation", "accounts"),
  own("border", "accounts"),
  own("mail", "accounts"),

  paper("retention", "privacy", false, "retention.years", "retention.payroll_years"),
  own("accessLog", "privacy", "retention.access_log_months"),
  own("tidying", "privacy", "retention.mail_months", "retention.job_days"),
] as const satisfies readonly Rule[];

export type RuleId = (typeof rules)[number]["id"];

/** Settings that no rule names; none, a test says. */
export const unnamedSettings = (): SettingKey[] => {
  const named = new Set<string>(rules.flatMap(({ settings }) => settings));
  return settingKeys.filter((key) => !named.has(key));
};
