import { randomUUID } from "node:crypto";
import { z } from "zod";
import { connect } from "@/db/connection";
import { withActor } from "@/db/gate";
import { ownSubscriptions } from "@/db/queries/subscriptions";
import { demoAccounts } from "@/lib/domain/demo";
import { openApiDocument } from "@/server/openapi/document";
import { png } from "./sample-files";
import { cookieOf, send, serverUrl } from "./server";

/** One of each role of the demo, where there is a city that of Sokolov; one of another city; and nobody. */
export const askers: readonly (string | null)[] = [
  ...demoAccounts.filter(({ main, role }) => main || role === "dpo").map(({ email }) => email),
  "mentor@jirkov.example",
  null,
];

const parameters = z.array(
  z.object({
    name: z.string(),
    in: z.enum(["path", "query", "header"]),
    required: z.boolean(),
    schema: z.object({ enum: z.array(z.string()).optional() }).loose(),
  }),
);
const operation = z.object({
  operationId: z.string(),
  parameters: parameters.default([]),
  responses: z.record(z.string(), z.object({ content: z.record(z.string(), z.looseObject({})).optional() })),
});
export type Documented = z.output<typeof operation> & { path: string };

/** The GETs of the OpenAPI document. */
export const documentedGets: readonly Documented[] = Object.entries(openApiDocument().paths).flatMap(
  ([path, { get }]) => (get ? [{ path, ...operation.parse(get) }] : []),
);

/** What stands in the place of `{id}` and `{file}`, by the operation, and whom an export of a person is about. */
export type Things = Record<"downloadFile" | "downloadEmblem" | "downloadMail" | "readCalendar" | "person", string> & {
  sha256: string;
};

/** Things of Sokolov; a mail is sent, its emblem and a calendar of its manager are made, and taken away by `end`. */
export async function makeThings(): Promise<{ things: Things; end: () => Promise<void> }> {
  const [email, admin] = ["manager@sokolov.example", "admin@hlidka.example"];
  await send("mail.test", {}, { email: admin });
  const sql = connect(process.env.HLIDKA_TEST_SUPERUSER_URL ?? "", 1);
  const [row] = await sql`
    select p.organisation_id as "downloadEmblem", e.id as "downloadFile", e.sha256, u.id as person,
      (select m.id from outbox m join users r on r.id = m.recipient_id where r.email = ${admin} limit 1) as "downloadMail"
    from projects p join evidence e on e.project_id = p.id join users u on u.email = ${email}
    where p.slug = 'sokolov' order by e.id limit 1`;
  await sql.end();
  if (!row) throw new Error("the demo has no evidence of Sokolov");
  const organisationId: string = row.downloadEmblem;
  const emblem = await fetch(`${serverUrl()}/api/emblems?organisationId=${organisationId}&bytes=${png.length}`, {
    method: "POST",
    headers: {
      cookie: await cookieOf(email),
      origin: serverUrl(),
      "content-type": "application/octet-stream",
      "x-command-id": randomUUID(),
    },
    body: new Uint8Array(png),
  });
  const calendar = await send("account.calendar", { address: "new" }, { email });
  if (emblem.status !== 201 || calendar.status !== 200) throw new Error(`${emblem.status}, ${calendar.status}`);
  const { calendarToken } = await withActor({ kind: "operator" }, "read", (tx) => ownSubscriptions(tx, row.person));
  const things = z
    .looseObject({ sha256: z.string() })
    .parse({ ...row, readCalendar: `${calendarToken}.ics` }) as Things;
  const end = async () => {
    await send("emblem.remove", { organisationId }, { email });
    await send("account.calendar", { address: "off" }, { email });
  };
  return { things, end };
}

/** The addresses of an operation: one with what it requires, one a format, one with each of the other usual questions. */
export function addressesOf({ path, operationId, parameters }: Documented, slug: string, things: Things): string[] {
  const named = things[operationId as keyof Things] ?? "";
  const place = path.replace("{slug}", slug).replace(/\{(id|file)\}/, named);
  const kind = operationId === "exportPaper" ? "rooms" : "user";
  const filled: Record<string, string> = { q: "sokolov", kind, id: things.person, site: "cervena" };
  const inQuery = parameters.filter((parameter) => parameter.in === "query");
  const formats = inQuery.find(({ name }) => name === "format")?.schema.enum ?? [""];
  // A whole log takes seconds.
  const narrow: Record<string, string> = inQuery.some(({ name }) => name === "op") ? { op: "delete" } : {};
  const required = inQuery.filter((parameter) => parameter.required).map(({ name }) => name);
  const queries = formats.map((format) => {
    const values = required.map((name): [string, string] => [name, name === "format" ? format : (filled[name] ?? "")]);
    return new URLSearchParams({ ...Object.fromEntries(values), ...narrow });
  });
  const more = [
    ["k", "2024-06-30"],
    ["limit", "200"],
  ].filter(([asked]) => inQuery.some(({ name }) => name === asked));
  const all = [
    ...queries,
    ...more.map(([name, value]) => new URLSearchParams([...(queries[0] ?? []), [name ?? "", value ?? ""]])),
  ];
  return all.map((query) => `${place}${query.size > 0 ? `?${query}` : ""}`);
}
