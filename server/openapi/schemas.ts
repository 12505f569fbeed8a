import { z } from "zod";
import { sourceKinds } from "@/lib/domain/money";
import { personalKinds } from "@/lib/domain/personal";
import { costRegimes, propertyOrigins } from "@/lib/domain/regime";
import { askReasons, leftOutReasons } from "@/lib/import/asked";

/** What the reads of the API answer; the tests hold the answers against these. */
const day = z.iso.date();
const amount = z.int().describe("haléře (1 Kč = 100 haléřů)");
const page = <S extends z.ZodType>(items: S) =>
  z.object({
    items: z.array(items),
    nextCursor: z.string().nullable().describe("pass as ?cursor=; null on the last page"),
  });

const origin = z.enum(propertyOrigins).nullable().describe("inferred: nobody published it, so it is not verified");

export const projectSchema = z.object({
  slug: z.string(),
  registrationNumber: z.string().nullable(),
  name: z.string(),
  organisation: z.string(),
  state: z.enum(["preparation", "running", "closed"]),
  start: day,
  end: day,
  asOf: day,
  month: z.int().describe("month of the project on the day, from 1"),
  months: z.int(),
  totalHalere: amount,
  drawnHalere: amount.describe("haléře paid on or before the day, with the flat part that follows them"),
  costRegime: z
    .object({
      kind: z.enum(costRegimes),
      flatRatePer100000: z.int().nullable().describe("of the part that is not itemised: 40000 = 40 %"),
      origin,
      source: z.string(),
    })
    .nullable()
    .describe("how costs are claimed; null: not stated"),
  checkingOffice: z
    .object({ name: z.string(), origin, source: z.string() })
    .nullable()
    .describe("who checks the claims and pays them; null: not stated"),
  sources: z.array(
    z.object({
      kind: z.enum(sourceKinds),
      amountHalere: amount,
      ratePer100000: z.int(),
      drawnHalere: amount,
      leftHalere: amount,
    }),
  ),
  posts: z.int(),
  assistants: z.int().describe("people in posts on the day"),
  keyActivities: z.array(z.object({ code: z.string(), name: z.string() })),
  goals: z.array(
    z.object({
      number: z.int(),
      text: z.string(),
      measures: z.array(
        z.object({
          code: z.string(),
          name: z.string(),
          unit: z.string(),
          direction: z.enum(["up", "down"]),
          baseline: z.number().nullable(),
          target: z.number().nullable(),
        }),
      ),
    }),
  ),
});

export const drawdownSchema = z.object({
  asOf: day,
  months: z.array(
    z.object({
      month: z.string().regex(/^\d{4}-\d{2}$/),
      plannedHalere: amount.nullable(),
      paidHalere: amount.nullable(),
      claimedHalere: amount.nullable(),
      approvedHalere: amount.nullable(),
      forecastHalere: amount.nullable(),
    }),
  ),
});

export const indicatorsSchema = page(
  z.object({
    code: z.string(),
    name: z.string(),
    unit: z.string(),
    kind: z.enum(["output", "result", "own"]),
    direction: z.enum(["up", "down"]),
    rule: z.string(),
    goal: z.int().nullable(),
    baseline: z.number().nullable(),
    target: z.number().nullable(),
    targetOn: day.nullable(),
    planned: z.number().nullable().describe("value of the path to the target on the day"),
    value: z.number().nullable(),
    counted: z.boolean().describe("false: the product cannot count it yet, and value is null"),
    onTrack: z.boolean().nullable(),
    evidence: z.int(),
  }),
).extend({ asOf: day });

/** Every change, decision and removal names it. */
const version = z
  .string()
  .describe("what a change, a decision and a removal of it name: its values, people, counts and files");

const countSchema = z.object({ kind: z.string(), count: z.int() });

export const activitiesSchema = page(
  z.object({
    id: z.uuid(),
    happenedOn: day,
    startsAt: z.string(),
    endsAt: z.string(),
    minutes: z.int().describe("minutes of the shift, per assistant"),
    state: z.enum(["draft", "submitted", "returned", "approved"]),
    locality: z.string(),
    keyActivity: z.string(),
    handedTo: z.string().nullable(),
    note: z
      .string()
      .nullable()
      .describe("null: until the activity is approved, its note is for its authors and those who approve"),
    posts: z.array(z.int()),
    assistantIds: z.array(z.uuid()),
    counts: z.array(countSchema).describe("of all places of the shift"),
    places: z
      .array(z.object({ locality: z.string(), counts: z.array(countSchema) }))
      .describe("places beside the one named above, with what of the counts was done there"),
    evidence: z.int(),
    version,
  }),
);

export const expensesSchema = page(
  z.object({
    id: z.uuid(),
    kind: z.enum(["document", "payroll", "flat"]),
    internal: z.boolean().describe("the project's regime does not itemise it: neither drawn nor claimed"),
    documentNumber: z.string(),
    supplier: z.string(),
    description: z.string(),
    budgetCode: z.string(),
    keyActivity: z.string().nullable(),
    issuedOn: day,
    paidOn: day.nullable(),
    amountHalere: amount,
    claim: z.int().nullable(),
    claimedHalere: amount.nullable(),
    approvedHalere: amount.nullable(),
    evidence: z.int(),
    version,
  }),
);

export const projectsSchema = page(projectSchema);

const beside = z
  .object({ id: z.uuid(), documentNumber: z.string(), supplier: z.string(), issuedOn: day, amountHalere: amount })
  .nullable()
  .describe("what the project already has that the row is or may be");
const previewRows = z.object({
  count: z.int(),
  sumHalere: amount,
  first: z.array(
    z.object({
      row: z.int(),
      documentNumber: z.string(),
      line: z.string(),
      description: z.string(),
      paidOn: day.nullable(),
      amountHalere: amount,
      beside,
    }),
  ),
});
export const previewSchema = z.object({
  sha256: z.string(),
  format: z.enum(["csv", "xlsx"]),
  encoding: z.string().nullable(),
  separator: z.string().nullable(),
  ignored: z.array(z.string()).describe("headings that mean nothing here"),
  notes: z.array(z.string()).describe("what is to be known of the file as a whole"),
  overdrawn: z
    .array(z.object({ code: z.string(), name: z.string(), overHalere: amount }))
    .describe("budget lines that these rows would overdraw"),
  leftOut: z
    .array(z.object({ row: z.int(), text: z.string(), reason: z.enum(leftOutReasons) }))
    .describe("rows that are no expenses"),
  asked: z
    .array(
      z.object({
        reason: z.enum(askReasons),
        taken: z.boolean(),
        count: z.int(),
        sumHalere: amount,
        first: z.array(
          z.object({
            row: z.int(),
            documentNumber: z.string().nullable(),
            description: z.string().nullable(),
            amountHalere: amount.nullable(),
            beside,
          }),
        ),
      }),
    )
    .describe("rows that are added only when their reason is in `take`"),
  imported: z
    .object({ id: z.uuid(), at: z.string(), rowCount: z.int() })
    .nullable()
    .describe("the import of the same file, when there was one"),
  ok: previewRows,
  there: previewRows.describe("rows whose document is already in its place"),
  bad: z.object({
    count: z.int(),
    problems: z.array(z.object({ row: z.int(), column: z.string().nullable(), text: z.string(), reason: z.string() })),
  }),
});
export const importedSchema = z.object({
  commandId: z.uuid(),
  result: z.object({ importId: z.uuid(), added: z.int(), skipped: z.int(), sumHalere: amount }),
});
export const uploadedSchema = z.object({
  evidenceId: z.uuid(),
  sha256: z.string(),
  bytes: z.int(),
  mediaType: z.string(),
});

const decimal = z.string().regex(/^\d+\.\d{2}$/);
const bySource = <T extends z.ZodType>(of: T) =>
  z.object({ eu: of.nullable(), state: of.nullable(), own: of.nullable() });
export const intakeSchema = z.object({
  result: z.object({
    registrationNumber: z.string().nullable(),
    name: z.string().nullable(),
    beneficiary: z.string().nullable(),
    start: day.nullable(),
    end: day.nullable(),
    months: z.int().nullable(),
    total: decimal.nullable(),
    sources: bySource(decimal),
    rates: bySource(z.int()),
    assistants: z.int().nullable(),
    mentor: z.literal(true).nullable(),
    keyActivities: z.array(z.object({ code: z.string().nullable(), name: z.string() })),
    goals: z.array(z.object({ number: z.int(), text: z.string() })),
    trainingAreas: z.array(z.string()),
    contacts: z.int().describe("personal contacts found and left out"),
    warnings: z.array(z.object({ code: z.string(), message: z.string() })),
  }),
  places: z
    .record(z.string(), z.object({ from: z.int(), to: z.int() }))
    .describe("field path → range of UTF-16 units of the text"),
  excerpts: z.record(z.string(), z.object({ before: z.string(), match: z.string(), after: z.string() })),
});

/** A page or the one project of a list is a reading; a list of several tells what it has and what the query finds. */
export const intakeAnswerSchema = z.union([
  intakeSchema,
  z.object({
    list: z.object({
      kind: z.enum(["operations", "kohesio"]),
      count: z.int().describe("projects of the list, each once"),
      found: z.int().describe("projects that the query finds"),
      projects: z.array(intakeSchema.omit({ places: true })).describe("the first of those"),
    }),
  }),
]);

export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  detail: z.string(),
  fields: z.record(z.string(), z.string()).describe("input path → sentence"),
  inTheWay: z
    .object({ href: z.string(), title: z.string() })
    .optional()
    .describe("the page of the record that stands in the way"),
  finds: z
    .array(z.object({ kind: z.enum(personalKinds), field: z.string(), start: z.int(), end: z.int() }))
    .optional()
    .describe("with code personalFound: what looks like a person's data, as ranges of UTF-16 units of each field"),
});

export const commandBodySchema = z.object({
  commandId: z.uuid().describe("made by the client; the same id again returns the same answer"),
  input: z.unknown(),
});
