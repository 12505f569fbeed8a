import { z } from "zod";
import type { Command } from "@/db/verb";
import { overruleInput } from "@/lib/domain/guarded";
import { guarded } from "@/lib/domain/guarded-fields";
import { activitiesQuery, asOfQuery, listQuery } from "@/server/api";
import { commands } from "@/server/commands";
import { type FileRoute, fileRoutes } from "./files";
import * as answers from "./schemas";

type Operation = { operationId: string; summary: string; [key: string]: unknown };
type Read = { id: string; path: string; summary: string; query: z.ZodType; answer: z.ZodType };

/** The reads of the API. */
export const reads: readonly Read[] = [
  {
    id: "listProjects",
    path: "/api/v1/projects",
    summary: "Projects you may see",
    query: listQuery,
    answer: answers.projectsSchema,
  },
  {
    id: "readProject",
    path: "/api/v1/projects/{slug}",
    summary: "One project as of a day",
    query: asOfQuery,
    answer: answers.projectSchema,
  },
  {
    id: "readDrawdown",
    path: "/api/v1/projects/{slug}/drawdown",
    summary: "Cumulative plan, payments, claims and forecast by month",
    query: asOfQuery,
    answer: answers.drawdownSchema,
  },
  {
    id: "listIndicators",
    path: "/api/v1/projects/{slug}/indicators",
    summary: "Indicators with their values as of a day",
    query: asOfQuery,
    answer: answers.indicatorsSchema,
  },
  {
    id: "listActivities",
    path: "/api/v1/projects/{slug}/activities",
    summary:
      "Activities, newest first, those of a kind, state (as it is now), locality, assistant or span of days alone",
    query: activitiesQuery,
    answer: answers.activitiesSchema,
  },
  {
    id: "listExpenses",
    path: "/api/v1/projects/{slug}/expenses",
    summary: "Expenses, newest first",
    query: listQuery,
    answer: answers.expensesSchema,
  },
];

const schemaOf = (schema: z.ZodType) => {
  const { $schema, ...rest } = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });
  return rest;
};

const problem = (description: string) => ({
  description,
  content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
});

const refusals = {
  "400": problem("The query cannot be read"),
  "401": problem("No credential, or one that opens nothing"),
  "404": problem("Not there, or not for you"),
  "503": problem("The database is away for a moment; Retry-After says when to try again"),
};

const moreRefusals = {
  "403": problem("Your role does not allow this"),
  "422": problem("The file or the values are not right; fields says which"),
};

function parametersOf({ path, query, headers }: { path: string; query?: z.ZodType; headers?: z.ZodType }) {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: "path",
    required: true,
    schema: { type: "string" },
  }));
  const parametersAt = (of: z.ZodType | undefined, place: "query" | "header") =>
    Object.entries(of instanceof z.ZodObject ? of.shape : {}).map(([name, schema]) => ({
      name,
      in: place,
      required: schema instanceof z.ZodType && !schema.safeParse(undefined).success,
      schema: schema instanceof z.ZodType ? schemaOf(schema) : {},
    }));
  return [...inPath, ...parametersAt(query, "query"), ...parametersAt(headers, "header")];
}

const readOperation = (read: Read) => ({
  get: {
    operationId: read.id,
    summary: read.summary,
    parameters: parametersOf(read),
    responses: {
      "200": { description: "OK", content: { "application/json": { schema: schemaOf(read.answer) } } },
      ...refusals,
    },
  },
});

const binary = (types: readonly string[]) =>
  Object.fromEntries(types.map((type) => [type, { schema: { type: "string", format: "binary" } }]));

const fileOperation = (route: FileRoute) => ({
  [route.method]: {
    operationId: route.id,
    summary: route.summary,
    parameters: parametersOf(route),
    ...(route.body && { requestBody: { required: true, content: binary(route.body) } }),
    responses: {
      [route.status ?? 200]: {
        description: "OK",
        content:
          route.answer instanceof z.ZodType
            ? { "application/json": { schema: schemaOf(route.answer) } }
            : binary(route.answer),
      },
      ...refusals,
      ...(route.refuses && Object.fromEntries(route.refuses.map((status) => [status, moreRefusals[status]]))),
      ...(route.body && {
        ...moreRefusals,
        "409": problem("The state does not allow this, or the commandId was used for something else"),
        "413": problem("The file is too large"),
        "415": problem("Such a file is not taken"),
      }),
    },
  },
});

const commandOperation = (name: string, { input, visitor }: Command) => ({
  post: {
    ...(visitor && { security: [] }),
    operationId: name.replace(/[.-](.)/g, (_, letter) => letter.toUpperCase()),
    summary: `Command ${name}`,
    description: visitor
      ? "For everybody. Carried out once: the same commandId with the same input returns the stored answer."
      : "Carried out once: the same commandId with the same input returns the stored answer, with another input 409.",
    requestBody: {
      required: true,
      content: {
        "application/json": {
          schema: {
            type: "object",
            required: ["commandId", "input"],
            additionalProperties: false,
            properties: {
              commandId: { type: "string", format: "uuid" },
              userId: {
                type: "string",
                format: "uuid",
                description: "Whose command it is: refused with 409 commandOtherUser for anybody else who is signed in",
              },
              ...(Object.hasOwn(guarded, name) && {
                overrule: {
                  ...schemaOf(overruleInput),
                  description:
                    "Why a text that looks like a person's data is sent nevertheless; asked for by 422 personalFound",
                },
              }),
              input: schemaOf(input),
            },
          },
        },
      },
    },
    responses: {
      "200": {
        description: "Done",
        content: {
          "application/json": {
            schema: { type: "object", properties: { commandId: { type: "string", format: "uuid" }, result: {} } },
          },
        },
      },
      ...refusals,
      ...moreRefusals,
      "409": problem("The state does not allow this, or the commandId was used for something else"),
      ...(visitor && { "429": problem("Too many from your network for now; Retry-After says when to try again") }),
    },
  },
});

let made: ReturnType<typeof makeDocument> | undefined;

/** The API as OpenAPI 3.1, made from the schemas that the routes themselves use; once, since it takes 20 ms. */
export function openApiDocument() {
  made ??= makeDocument();
  return made;
}

function makeDocument() {
  const paths: Record<string, Record<string, Operation>> = Object.fromEntries([
    ...reads.map((read) => [read.path, readOperation(read)] as const),
    ...fileRoutes.map((route) => [route.path, fileOperation(route)] as const),
    ...Object.entries(commands).map(
      ([name, command]) => [`/api/v1/commands/${name}`, commandOperation(name, command)] as const,
    ),
    [
      "/api/health/live",
      {
        get: {
          operationId: "isAlive",
          summary: "The process answers",
          security: [],
          responses: { "200": { description: "OK" } },
        },
      },
    ] as const,
    [
      "/api/health/ready",
      {
        get: {
          operationId: "isReady",
          summary: "Ready for work",
          security: [],
          responses: { "200": { description: "Ready" }, "503": { description: "Not ready" } },
        },
      },
    ] as const,
  ]);
  return {
    openapi: "3.1.0",
    info: {
      title: "Hlídka",
      version: "1",
      license: { name: "EUPL-1.2", identifier: "EUPL-1.2" },
      description: "Amounts are whole haléře, days are YYYY-MM-DD, ?k= asks as of a day.",
    },
    servers: [{ url: "/", description: "The installation that this document was read from" }],
    security: [{ bearer: [] }],
    paths,
    components: {
      securitySchemes: {
        bearer: {
          type: "http",
          scheme: "bearer",
          description: "Made with: npm run -s hlidka -- token create --user EMAIL --name NAME",
        },
      },
      schemas: { Problem: schemaOf(answers.problemSchema) },
    },
  };
}
