import { z } from "zod";
import { auditFilter } from "@/lib/domain/audit-filter";
import { dayInput } from "@/lib/domain/day-input";
import { acceptedFiles, evidenceSubjects, maxUploadBytes } from "@/lib/domain/evidence";
import { emblemTypes, maxEmblemBytes } from "@/lib/domain/organisation";
import { listKinds, paperFormats } from "@/lib/domain/paper";
import { practiceKinds, practiceTopics } from "@/lib/domain/practice";
import { personKinds } from "@/lib/domain/privacy";
import { attendeeRoles, registrationStates } from "@/lib/domain/registration";
import { exportFormats } from "@/lib/export/sheet";
import { askReasons } from "@/lib/import/asked";
import { importLimits } from "@/lib/import/table";
import { importedSchema, intakeAnswerSchema, previewSchema, uploadedSchema } from "./schemas";

/** A route that takes or gives a file: what its address asks for, what its body is, what it answers. */
export type FileRoute = {
  /** The operation's name for programs that are made from the document. */
  id: string;
  path: string;
  method: "get" | "post";
  summary: string;
  /** Parameters of the address by name; those that are not optional are required. */
  query?: z.ZodObject;
  headers?: z.ZodObject;
  /** Media types of the body. */
  body?: readonly string[];
  status?: number;
  /** How else it refuses than every route that takes no body does. */
  refuses?: readonly ("403" | "422")[];
  /** JSON by this schema, or a file of these media types. */
  answer: z.ZodType | readonly string[];
};

const tables = ["text/csv", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"];
const format = z.enum(exportFormats);
const asOf = z.object({ format, k: dayInput.optional() });
const take = z
  .string()
  .optional()
  .describe(`reasons whose rows are added too, separated by commas: ${askReasons.join(", ")}`);
const subject = z.uuid().optional();
const megabytes = (bytes: number) => `${Math.round(bytes / 1024 / 1024)} MB`;

/** Imports, exports, the reading of a published page and the files of evidence. */
export const fileRoutes: readonly FileRoute[] = [
  {
    id: "previewExpenses",
    path: "/api/v1/projects/{slug}/expenses/preview",
    method: "post",
    summary: `What the import of a file of expenses (at most ${megabytes(importLimits.bytes)}) would do; nothing is written`,
    query: z.object({ take }),
    body: tables,
    answer: previewSchema,
  },
  {
    id: "importExpenses",
    path: "/api/v1/projects/{slug}/expenses/import",
    method: "post",
    summary: "Imports a file of expenses, all of it or nothing, the same file once",
    query: z.object({
      commandId: z.uuid(),
      name: z.string().min(1).max(200),
      skip: z.enum(["0", "1"]).optional().describe("1 leaves out rows whose document is already on its line"),
      take,
    }),
    body: tables,
    answer: importedSchema,
  },
  {
    id: "readPage",
    path: "/api/v1/intake",
    method: "post",
    summary:
      "Reads the text of a published project page (at most 1 MB): fields, their places, warnings; or a published list of projects, as a text or XLSX (at most 25 MB); nothing is stored",
    query: z.object({
      q: z.string().max(200).optional().describe("words that a project of a list must have: number, name, town, text"),
    }),
    body: ["text/plain", "text/html", ...tables, "application/octet-stream"],
    answer: intakeAnswerSchema,
  },
  {
    id: "attachFile",
    path: "/api/uploads",
    method: "post",
    summary: `Attaches a file (${acceptedFiles}, at most ${megabytes(maxUploadBytes)}) to one record of ${Object.keys(evidenceSubjects).join(", ")}`,
    query: z.object({
      projectId: z.uuid(),
      bytes: z.int().min(1).max(maxUploadBytes).describe("length of the body"),
      activityId: subject,
      expenseId: subject,
      measurementId: subject,
      assessmentId: subject,
    }),
    headers: z.object({
      "x-file-name": z.string().describe("percent-encoded"),
      "x-command-id": z.uuid().describe("the same id again answers the same"),
    }),
    body: ["application/octet-stream"],
    status: 201,
    answer: uploadedSchema,
  },
  {
    id: "downloadFile",
    path: "/api/uploads/{id}",
    method: "get",
    summary: "A file of evidence, to be saved",
    answer: ["*/*"],
  },
  {
    id: "setEmblem",
    path: "/api/emblems",
    method: "post",
    summary: `Sets the emblem of an organisation: PNG or JPEG, at most ${maxEmblemBytes / 1000} kB`,
    query: z.object({ organisationId: z.uuid(), bytes: z.int().optional() }),
    headers: z.object({ "x-command-id": z.uuid().describe("the same id again answers the same") }),
    body: ["application/octet-stream"],
    status: 201,
    answer: z.object({ organisationId: z.uuid() }),
  },
  {
    id: "downloadEmblem",
    path: "/api/emblems/{id}",
    method: "get",
    summary: "The emblem of an organisation by its id",
    answer: emblemTypes,
  },
  {
    id: "findMunicipalities",
    path: "/api/municipalities",
    method: "get",
    summary: "Municipalities by a part of their name, thirty at most; for everybody",
    query: z.object({ q: z.string().min(2).max(60) }),
    refuses: ["422"],
    answer: z.object({
      municipalities: z.array(z.object({ code: z.string(), name: z.string(), district: z.string() })),
    }),
  },
  {
    id: "exportRegistrations",
    path: "/meetings/{slug}/registrations/export",
    method: "get",
    summary: "Who registered for a meeting, as a file; takes the filters of the page",
    query: z.object({ format, state: z.enum(registrationStates).optional(), role: z.enum(attendeeRoles).optional() }),
    refuses: ["403"],
    answer: tables,
  },
  {
    id: "exportPaper",
    path: "/meetings/{slug}/papers/export",
    method: "get",
    summary: "A list of the people of a site, or its certificates, to be printed or worked with",
    query: z.object({
      kind: z.enum([...listKinds, "certificates"]),
      site: z.string().describe("the code of the site"),
      format: z.enum(paperFormats).describe("badges and certificates: pdf alone; sign-in sheets: no csv"),
      only: z.literal("changes").optional().describe("badges that are new or otherwise since the last issue"),
      certificate: z.uuid().optional().describe("one certificate alone"),
    }),
    refuses: ["403", "422"],
    answer: [...tables, "application/pdf"],
  },
  {
    id: "exportPractice",
    path: "/practice/export",
    method: "get",
    summary: "The exchange of practice, as a file; takes the filters of the page",
    query: z.object({ format, kind: z.enum(practiceKinds).optional(), topic: z.enum(practiceTopics).optional() }),
    answer: tables,
  },
  {
    id: "exportAccessLog",
    path: "/admin/access/export",
    method: "get",
    summary: "Who looked at personal data, as a file; takes the filters of the page",
    query: z.object({ format, who: z.uuid().optional(), from: dayInput.optional(), to: dayInput.optional() }),
    refuses: ["403"],
    answer: tables,
  },
  {
    id: "exportPerson",
    path: "/admin/privacy/export",
    method: "get",
    summary: "Everything that is held of one person",
    query: z.object({ kind: z.enum(personKinds), id: z.uuid(), format: z.enum(["json", "xlsx"]) }),
    refuses: ["403"],
    answer: ["application/json", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"],
  },
  {
    id: "downloadMail",
    path: "/admin/mail/{id}/eml",
    method: "get",
    summary: "One mail as it is sent",
    answer: ["message/rfc822"],
  },
  {
    id: "readCalendar",
    path: "/api/calendar/{file}",
    method: "get",
    summary: "Deadlines as a calendar, by the secret address that somebody made for himself",
    answer: ["text/calendar"],
  },
  {
    id: "readMetrics",
    path: "/api/metrics",
    method: "get",
    summary: "Figures of the process for Prometheus, by the bearer token of the installation's setting",
    answer: ["text/plain"],
  },
  {
    id: "exportProjects",
    path: "/portfolio/export",
    method: "get",
    summary: "The list of projects as a file, the riskiest first",
    query: asOf.extend({ region: z.string().optional(), state: z.string().optional() }),
    answer: tables,
  },
  {
    id: "exportActivities",
    path: "/projects/{slug}/activity/export",
    method: "get",
    summary: "The list of shifts as a file; takes the filters of the page",
    query: asOf.extend({ month: z.string().optional() }),
    answer: tables,
  },
  {
    id: "exportShiftSheet",
    path: "/projects/{slug}/activity/sheets/export",
    method: "get",
    summary: "The sheet of a month from the log as a file, of the team or of one assistant",
    query: asOf.extend({ month: z.string().optional(), assistant: z.string().optional() }),
    answer: tables,
  },
  {
    id: "exportLog",
    path: "/projects/{slug}/audit/export",
    method: "get",
    summary: "The log of changes as a file, newest first; takes the filters of the page",
    query: auditFilter.omit({ before: true }).extend({ format }),
    answer: tables,
  },
  {
    id: "exportExpenses",
    path: "/projects/{slug}/budget/expenses/export",
    method: "get",
    summary: "The expenses as a file; takes the filters of the page",
    query: asOf,
    answer: tables,
  },
  {
    id: "downloadTemplate",
    path: "/projects/{slug}/budget/import/template",
    method: "get",
    summary: "An empty file of expenses to be filled in",
    query: z.object({ format }),
    answer: tables,
  },
];
