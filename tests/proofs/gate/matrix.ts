import type { Role } from "@/lib/domain/actor";

/**
 * Every address of the product, and what it should answer to whom. An address without a row fails the proof.
 * names: what the address names; a person who may not see that project, or whose record is not there, gets 404.
 * answers: "page" sends nobody away to sign in, "api" answers 401, "open" answers everybody 200 (or `status`), but for a
 * record that it names and that is another's.
 * only: who of those that see the project gets in; the others get `refused` (404 unless told).
 */
export type Row = {
  names:
    | "nothing"
    | "project"
    | "activity"
    | "indicator"
    | "evidence"
    | "expense"
    | "assistant"
    | "mail"
    | "person"
    | "organisation"
    | "meeting"
    | "registration"
    | "practice";
  answers: "page" | "api" | "open";
  only?: readonly Role[];
  refused?: number;
  /** What those get who are let in; 200 unless told. */
  status?: number;
  /** What everybody who is signed in gets instead. */
  signedIn?: number;
  /** The demo's accounts stand on it for everybody. */
  showsAccounts?: boolean;
  /** Whose slug the address has, where it is not that of what it names. */
  slug?: string;
  /** Where the address goes on; `$project` and `$activity` are filled like the parts of the path. */
  query?: string;
  /** A POST with this body of this type instead of a GET. */
  post?: { body: string; type: string };
};

const logs = ["mentor", "manager"] as const;
const spends = ["finance", "manager"] as const;
const csv = { body: "nonsense", type: "text/csv" };
const page = (names: Row["names"], more: Partial<Row> = {}): Row => ({ names, answers: "page", ...more });
const api = (names: Row["names"], more: Partial<Row> = {}): Row => ({ names, answers: "api", ...more });
const open = (more: Partial<Row> = {}): Row => ({ names: "nothing", answers: "open", ...more });
const organises = ["organiser"] as const;
const seesMeetings = [...organises, "auditor", "admin"] as const;

export const matrix: Readonly<Record<string, Row | readonly Row[]>> = {
  "/": page("nothing"),
  "/sign-in": open({ signedIn: 307, showsAccounts: true }),
  "/sign-in/code": open({ status: 307 }),
  "/forgotten-password": open(),
  "/reset/[link]": open(),
  "/developers": open(),
  "/account": page("nothing"),
  "/people": [page("nothing"), page("nothing", { query: "q=an" })],
  "/admin/people": page("nothing", { only: ["manager", "admin"] }),
  "/admin/people/[id]": page("person", { only: ["manager", "admin"] }),
  "/invitation/[link]": open(),
  "/admin/mail": page("nothing", { only: ["admin"] }),
  "/admin/mail/[id]": page("mail", { only: ["admin"] }),
  "/admin/mail/[id]/eml": api("mail", { only: ["admin"] }),
  "/admin/settings": page("nothing", { only: ["admin"] }),
  "/admin/rules": page("nothing"),
  "/account/second-factor": page("nothing"),
  "/admin/organisation": page("nothing", { only: ["manager", "admin"] }),
  "/admin/access": page("nothing", { only: ["dpo", "admin"] }),
  "/admin/access/export": [
    api("nothing", { query: "format=csv", only: ["dpo", "admin"], refused: 403 }),
    api("nothing", { query: "format=xlsx", only: ["dpo", "admin"], refused: 403 }),
  ],
  "/admin/privacy": [
    page("nothing", { only: ["dpo", "admin"] }),
    page("nothing", { query: "q=an", only: ["dpo", "admin"] }),
    page("nothing", { query: "kind=user&id=$fresh", only: [] }),
  ],
  "/admin/privacy/export": api("nothing", {
    query: "kind=user&id=$fresh&format=json",
    only: ["dpo", "admin"],
    refused: 403,
    status: 404,
  }),
  "/practice": [page("nothing"), page("nothing", { query: "q=skola&topic=school" })],
  "/practice/new": page("nothing"),
  "/practice/[id]": page("practice", { only: [] }),
  "/practice/export": [api("nothing", { query: "format=csv" }), api("nothing", { query: "format=xlsx" })],
  "/projects/new": page("nothing", { only: ["manager", "admin"] }),
  "/projects": page("nothing"),
  "/portfolio/choices": api("nothing", { query: "q=a" }),
  "/portfolio/export": [api("nothing", { query: "format=csv" }), api("nothing", { query: "format=xlsx" })],
  "/projects/[slug]": [page("project"), page("project", { query: "k=2024-06-30" })],
  "/projects/[slug]/activity": [page("project"), page("project", { query: "month=2024-06" })],
  "/projects/[slug]/activity/new": page("project", { only: logs }),
  "/projects/[slug]/activity/[id]": page("activity"),
  "/projects/[slug]/activity/[id]/edit": page("activity", { only: logs }),
  "/projects/[slug]/audit/export": [
    api("project", { query: "format=csv" }),
    api("project", { query: "format=xlsx&op=update" }),
  ],
  "/projects/[slug]/activity/export": [
    api("project", { query: "format=csv" }),
    api("project", { query: "format=xlsx&state=submitted" }),
  ],
  "/projects/[slug]/activity/rhythm": [page("project"), page("project", { query: "months=12" })],
  "/projects/[slug]/activity/sheets": [page("project"), page("project", { query: "month=2024-06" })],
  "/projects/[slug]/activity/sheets/export": [
    api("project", { query: "format=csv" }),
    api("project", { query: "format=xlsx&month=2024-06" }),
  ],
  "/projects/[slug]/activity/plan": [page("project"), page("project", { query: "week=2024-06-10" })],
  "/projects/[slug]/budget": page("project"),
  "/projects/[slug]/budget/edit": page("project", { only: [...spends, "admin"] }),
  "/projects/[slug]/budget/expenses": page("project"),
  "/projects/[slug]/budget/expenses/[id]": page("expense"),
  "/projects/[slug]/budget/expenses/export": [
    api("project", { query: "format=csv" }),
    api("project", { query: "format=xlsx" }),
  ],
  "/projects/[slug]/budget/import": page("project", { only: spends }),
  "/projects/[slug]/budget/import/template": [
    api("project", { query: "format=csv" }),
    api("project", { query: "format=xlsx" }),
  ],
  "/projects/[slug]/indicators": page("project"),
  "/projects/[slug]/indicators/[code]": page("indicator"),
  "/projects/[slug]/audit": page("project"),
  "/projects/[slug]/settings": page("project"),
  "/projects/[slug]/team": page("project"),
  "/projects/[slug]/team/[id]": page("assistant"),
  "/projects/[slug]/team/mentor": page("project"),
  "/projects/[slug]/team/selection": page("project"),
  "/projects/[slug]/team/vacancies": page("project"),
  "/projects/[slug]/team/training": page("project", { only: logs }),
  "/meetings": page("nothing", { only: seesMeetings }),
  "/meetings/new": page("nothing", { only: organises }),
  "/meetings/[slug]": page("meeting", { only: seesMeetings }),
  // A draft is of its city; the ministry's meeting is open to everybody, and shows nothing else of the ministry.
  "/meetings/[slug]/feedback": page("meeting", { only: [] }),
  "/meetings/[slug]/registrations": page("meeting", { only: seesMeetings }),
  "/meetings/[slug]/allocation": page("meeting", { only: organises }),
  "/meetings/[slug]/seats": page("meeting", { only: seesMeetings }),
  "/meetings/[slug]/registrations/[id]": page("registration", { only: organises }),
  "/meetings/[slug]/registrations/export": api("meeting", { only: organises, refused: 403, query: "format=csv" }),
  "/meetings/[slug]/mail": page("meeting", { only: organises }),
  "/meetings/[slug]/papers": page("meeting", { only: organises }),
  "/meetings/[slug]/papers/certificates": page("meeting", { only: organises, query: "site=proof" }),
  "/meetings/[slug]/papers/export": api("meeting", {
    only: organises,
    refused: 403,
    query: "kind=rooms&site=proof&format=csv",
  }),
  "/m/[slug]/certificate/[code]": open({ slug: "setkani-apk-2025", status: 404 }),
  "/m/[slug]/r/[link]/certificate": open({ slug: "setkani-apk-2025", status: 404 }),
  "/meetings/[slug]/attendance": page("meeting", { only: organises }),
  "/check-in/[slug]": page("meeting", { only: organises, query: "site=proof" }),
  "/check-in/[slug]/list": api("meeting", { only: organises, query: "site=proof" }),
  // It chooses among what the phone keeps and says nothing of its own.
  "/log": open(),
  "/log/[slug]": page("project", { only: logs }),
  "/log/[slug]/lists": api("project", { only: logs }),
  "/log/[slug]/shift": api("activity", { only: logs, query: "id=$id" }),
  "/m/[slug]/register": open({ slug: "setkani-apk-2025" }),
  "/m/[slug]/register/sent": open({ slug: "setkani-apk-2025" }),
  "/meetings/[slug]/invitations": page("meeting", { only: organises }),
  "/m/[slug]/no-invitations/[link]": open({ slug: "setkani-apk-2025", status: 404 }),
  "/m/[slug]/team": open({ slug: "setkani-apk-2025" }),
  "/m/[slug]/t/[link]": open({ slug: "setkani-apk-2025", status: 404 }),
  "/m/[slug]/t/[link]/[member]": open({ slug: "setkani-apk-2025", status: 404 }),
  "/m/[slug]/r/[link]": open({ slug: "setkani-apk-2025", status: 404 }),
  "/m/[slug]/r/[link]/feedback": open({ slug: "setkani-apk-2025", status: 404 }),
  "/m/[slug]/feedback/[ticket]": open({ slug: "setkani-apk-2025", status: 404 }),
  "/m/[slug]/feedback/thanks": open({ slug: "setkani-apk-2025" }),
  "/m/[slug]/r/[link]/practice": open({ slug: "setkani-apk-2025", status: 404 }),
  "/m/[slug]": [open({ names: "meeting" }), open({ slug: "setkani-apk-2025" })],
  "/digest-off/[token]": open({ status: 404 }),
  "/digest-off/done": open(),
  "/api/auth/[...nextauth]": open(),
  "/api/calendar/[file]": open({ status: 404 }),
  "/api/sso/[provider]": open({ status: 404 }),
  "/api/health/live": open(),
  "/api/health/ready": open(),
  "/api/mail/off/[token]": open({ status: 303 }),
  "/api/metrics": open({ status: 404 }),
  "/api/preferences": open({ status: 303 }),
  "/api/uploads": api("activity", {
    query: "projectId=$project&activityId=$id&bytes=8",
    post: { body: "nonsense", type: "application/pdf" },
    only: logs,
    refused: 403,
    status: 415,
  }),
  "/api/uploads/[id]": api("evidence"),
  "/api/emblems": api("nothing", {
    query: "organisationId=$fresh&bytes=8",
    post: { body: "nonsense", type: "application/octet-stream" },
    only: ["manager", "admin"],
    refused: 403,
    status: 404,
  }),
  "/api/emblems/[id]": api("organisation", { status: 404 }),
  "/api/municipalities": open({ query: "q=sokolov" }),
  "/api/v1/openapi.json": open(),
  "/api/v1/intake": api("nothing", {
    post: { body: "nonsense", type: "text/plain" },
    only: ["manager", "admin"],
    refused: 403,
    status: 422,
  }),
  "/api/v1/commands/[name]": open({ post: { body: "{}", type: "application/json" }, status: 422 }),
  "/api/v1/projects": [api("nothing"), api("nothing", { query: "limit=200" })],
  "/api/v1/projects/[slug]": api("project"),
  "/api/v1/projects/[slug]/activities": [api("project"), api("project", { query: "limit=200" })],
  "/api/v1/projects/[slug]/drawdown": api("project"),
  "/api/v1/projects/[slug]/expenses": [api("project"), api("project", { query: "limit=200" })],
  "/api/v1/projects/[slug]/indicators": api("project"),
  "/api/v1/projects/[slug]/expenses/preview": api("project", { post: csv, only: spends, refused: 403, status: 422 }),
  "/api/v1/projects/[slug]/expenses/import": api("project", {
    query: "commandId=$fresh&name=proof.csv",
    post: csv,
    only: spends,
    refused: 403,
    status: 422,
  }),
};
