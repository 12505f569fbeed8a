const mentor = "mentor@sokolov.example";
const manager = "manager@sokolov.example";
const finance = "finance@sokolov.example";
const auditor = "auditor@mv.example";
const admin = "admin@hlidka.example";
const officer = "dpo@sokolov.example";
const organiser = "organiser@mv.example";
const project = "/projects/sokolov";
const meeting = "/meetings/setkani-apk-2025";
const held = "/meetings/setkani-apk-2024";

/**
 * Every page of the product as the demo shows it, with the forms that an address opens: drawn by `npm run screenshots`,
 * looked over by tests/e2e/pages.test.ts. `{…}` is a record, found by `findRecords`.
 * @type {{ name: string, path: string, email: string | null, status?: number }[]}
 */
export const pages = [
  { name: "sign-in", path: "/sign-in", email: null },
  { name: "sign-in-refused", path: "/sign-in?error=signInWrong", email: null },
  { name: "forgotten-password", path: "/forgotten-password", email: null },
  { name: "forgotten-password-sent", path: "/forgotten-password?sent=1", email: null },
  { name: "reset-over", path: "/reset/over", email: null },
  { name: "home-mentor", path: "/", email: mentor },
  { name: "home-manager", path: "/", email: manager },
  { name: "home-finance", path: "/", email: finance },
  { name: "home-auditor", path: "/", email: auditor },
  { name: "home-organiser", path: "/", email: organiser },
  { name: "home-admin", path: "/", email: "admin@hlidka.example" },
  { name: "projects", path: "/projects", email: auditor },
  { name: "new-project", path: "/projects/new", email: manager },
  { name: "overview", path: project, email: manager },
  { name: "overview-past", path: `${project}?k=2024-06-30`, email: auditor },
  { name: "overview-troubled", path: "/projects/ukazkov", email: auditor },
  { name: "budget", path: `${project}/budget`, email: finance },
  { name: "budget-edit", path: `${project}/budget/edit`, email: finance },
  { name: "expenses", path: `${project}/budget/expenses`, email: finance },
  { name: "expense", path: "{expense}", email: finance },
  { name: "expense-files", path: "{expense}?tab=files", email: finance },
  { name: "expense-history", path: "{expense}?tab=history", email: auditor },
  { name: "import", path: `${project}/budget/import`, email: finance },
  { name: "indicators", path: `${project}/indicators`, email: auditor },
  { name: "indicator-measured", path: `${project}/indicators/C2`, email: mentor },
  { name: "indicator-counted", path: `${project}/indicators/V1`, email: auditor },
  { name: "activity", path: `${project}/activity`, email: mentor },
  { name: "shift-plan", path: `${project}/activity/plan`, email: mentor },
  { name: "shift-plan-form", path: `${project}/activity/plan?week=2025-02-17&edit=add:2025-02-19`, email: mentor },
  { name: "shift-plan-copy", path: `${project}/activity/plan?week=2025-02-24&edit=copy`, email: mentor },
  { name: "rhythm", path: `${project}/activity/rhythm`, email: mentor },
  { name: "rhythm-gaps", path: "/projects/ukazkov/activity/rhythm?months=12", email: auditor },
  { name: "month-sheet", path: `${project}/activity/sheets`, email: manager },
  { name: "log", path: `${project}/activity/new`, email: mentor },
  { name: "shift", path: "{activity}", email: manager },
  { name: "shift-mended", path: "{mended}", email: mentor },
  { name: "team", path: `${project}/team`, email: manager },
  { name: "team-person", path: "{assistant}", email: manager },
  { name: "team-person-form", path: "{assistant}?edit=goal:new", email: manager },
  { name: "people-found", path: "/people?q=an", email: mentor },
  { name: "team-vacancies", path: `${project}/team/vacancies`, email: auditor },
  { name: "team-mentor", path: `${project}/team/mentor`, email: manager },
  { name: "team-selection", path: `${project}/team/selection`, email: mentor },
  { name: "team-training", path: `${project}/team/training`, email: manager },
  { name: "team-training-form", path: `${project}/team?edit=teach:new`, email: mentor },
  { name: "team-form", path: `${project}/team?edit=add:person`, email: manager },
  { name: "audit", path: `${project}/audit`, email: auditor },
  { name: "settings", path: `${project}/settings`, email: manager },
  { name: "settings-saved", path: `${project}/settings?saved=1767225600000`, email: manager },
  {
    name: "settings-refused",
    path: `${project}/settings?error=invalidInput&field=totalHalere:wrongType`,
    email: manager,
  },
  { name: "settings-form", path: `${project}/settings?edit=milestones:new`, email: manager },
  { name: "settings-read", path: `${project}/settings`, email: auditor },
  { name: "account", path: "/account", email: mentor },
  { name: "people", path: "/admin/people", email: manager },
  { name: "people-invite", path: "/admin/people?invite=1", email: "admin@hlidka.example" },
  { name: "people-person", path: "{colleague}", email: manager },
  { name: "invitation-gone", path: "/invitation/nothing", email: null },
  { name: "mail", path: "/admin/mail", email: "admin@hlidka.example" },
  { name: "admin-organisation", path: "/admin/organisation", email: manager },
  { name: "admin-settings", path: "/admin/settings", email: admin },
  { name: "admin-settings-form", path: "/admin/settings?edit=warnings:warning.vacancy_days", email: admin },
  { name: "admin-access", path: "/admin/access", email: officer },
  { name: "admin-privacy", path: "/admin/privacy?q=an", email: officer },
  { name: "admin-person", path: "{person}", email: officer },
  { name: "admin-rules", path: "/admin/rules", email: mentor },
  { name: "meeting-feedback", path: `${meeting}/feedback`, email: organiser },
  { name: "practice", path: "/practice", email: mentor },
  { name: "practice-waiting", path: "/practice", email: organiser },
  { name: "practice-new", path: "/practice/new", email: mentor },
  { name: "practice-none", path: "/practice?q=nic+takového", email: auditor },
  { name: "meetings", path: "/meetings", email: organiser },
  { name: "meeting-new", path: "/meetings/new", email: organiser },
  { name: "meeting-copy", path: "/meetings/new?from=setkani-apk-2025", email: organiser },
  { name: "meeting", path: meeting, email: organiser },
  { name: "attendance", path: `${meeting}/attendance`, email: organiser },
  { name: "check-in", path: "/check-in/setkani-apk-2025?site=kutna-hora", email: organiser },
  { name: "meeting-read", path: meeting, email: auditor },
  { name: "meeting-basics-form", path: `${meeting}?edit=basics:form`, email: organiser },
  { name: "meeting-texts-form", path: `${meeting}?edit=texts:form`, email: organiser },
  { name: "meeting-sites", path: `${meeting}?tab=sites`, email: organiser },
  { name: "meeting-site-form", path: `${meeting}?tab=sites&edit=sites:new`, email: organiser },
  { name: "meeting-programme", path: `${meeting}?tab=programme`, email: organiser },
  { name: "meeting-block-form", path: `${meeting}?tab=programme&edit=programme:new`, email: organiser },
  { name: "meeting-history", path: `${meeting}?tab=history`, email: organiser },
  { name: "invitation-page", path: "/m/setkani-apk-2025", email: null },
  { name: "register", path: "/m/setkani-apk-2025/register", email: null },
  { name: "register-team", path: "/m/setkani-apk-2025/team", email: null },
  { name: "meeting-mail", path: `${meeting}/mail`, email: organiser },
  { name: "meeting-invitations", path: `${meeting}/invitations`, email: organiser },
  { name: "seats-held", path: `${held}/seats`, email: organiser },
  { name: "allocation-held", path: `${held}/allocation`, email: organiser },
  { name: "attendance-held", path: `${held}/attendance`, email: organiser },
  { name: "papers-held", path: `${held}/papers`, email: organiser },
  { name: "certificates-held", path: `${held}/papers/certificates?site=cervena`, email: organiser },
  { name: "feedback-held", path: `${held}/feedback`, email: organiser },
  { name: "register-sent", path: "/m/setkani-apk-2025/register/sent", email: null },
  { name: "papers", path: `${meeting}/papers`, email: organiser },
  { name: "certificates", path: `${meeting}/papers/certificates?site=cervena`, email: organiser },
  { name: "registrations", path: `${meeting}/registrations`, email: organiser },
  { name: "registrations-counts", path: `${meeting}/registrations`, email: auditor },
  { name: "allocation", path: `${meeting}/allocation`, email: organiser },
  { name: "registration", path: "{registration}", email: organiser },
  { name: "digest-off", path: "/digest-off/done", email: null },
  { name: "second-factor", path: "/account/second-factor", email: mentor },
  { name: "developers", path: "/developers", email: null },
  { name: "not-found", path: "/projects/nowhere", email: manager, status: 404 },
];

/**
 * The addresses of the records that pages name, read from the lists as their people see them.
 * @param {(path: string, email: string) => Promise<string>} read the HTML of a page
 * @returns {Promise<Record<string, string>>}
 */
export async function findRecords(read) {
  const [shifts, home, expenses, persons, people, registrations, team] = await Promise.all([
    read(`${project}/activity`, manager),
    read("/", mentor),
    read(`${project}/budget/expenses?file=some`, finance),
    read("/admin/privacy?q=an", officer),
    read("/admin/people", manager),
    read(`${meeting}/registrations`, organiser),
    read(`${project}/team`, manager),
  ]);
  const first = (/** @type {string} */ html, /** @type {RegExp} */ pattern) => pattern.exec(html)?.[1] ?? "";
  return {
    activity: first(shifts, /href="(\/projects\/sokolov\/activity\/[0-9a-f-]{36})"/),
    assistant: first(team, /href="(\/projects\/sokolov\/team\/[0-9a-f-]{36})"/),
    mended: first(home, /href="(\/projects\/sokolov\/activity\/[0-9a-f-]{36}\/edit)"/),
    person: first(persons, /href="(\/admin\/privacy\?kind=assistant&amp;id=[0-9a-f-]{36})"/).replace("&amp;", "&"),
    colleague: first(people, /href="(\/admin\/people\/[0-9a-f-]{36})"/),
    registration: first(registrations, /href="(\/meetings\/setkani-apk-2025\/registrations\/[0-9a-f-]{36})"/),
    expense: first(expenses, /href="(\/projects\/sokolov\/budget\/expenses\/[0-9a-f-]{36})"/),
  };
}

/** @param {string} path @param {Record<string, string>} records */
export const addressOf = (path, records) => path.replace(/\{(\w+)\}/g, (_, name) => records[name] ?? "");
