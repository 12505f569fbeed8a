import { z } from "zod";

const bySource = z.object({ eu: z.string().nullable(), state: z.string().nullable(), own: z.string().nullable() });

/** What the browser takes from the answer of POST /api/v1/intake. */
export const readingSchema = z.object({
  result: z.object({
    registrationNumber: z.string().nullable(),
    name: z.string().nullable(),
    beneficiary: z.string().nullable(),
    start: z.string().nullable(),
    end: z.string().nullable(),
    total: z.string().nullable(),
    sources: bySource,
    assistants: z.number().nullable(),
    keyActivities: z.array(z.object({ code: z.string().nullable(), name: z.string() })),
    goals: z.array(z.object({ number: z.number(), text: z.string() })),
    trainingAreas: z.array(z.string()),
    warnings: z.array(z.object({ code: z.string(), message: z.string() })),
  }),
  excerpts: z.record(z.string(), z.object({ before: z.string(), match: z.string(), after: z.string() })),
});

/** The longest file that is read, in bytes: a list of projects. A page has at most 1 MB. */
export const maxListBytes = 25_000_000;

/** What it takes where the text is a list of several projects. */
export const listSchema = z.object({
  list: z.object({
    kind: z.enum(["operations", "kohesio"]),
    count: z.number(),
    found: z.number(),
    projects: z.array(readingSchema),
  }),
});

export type ListForReview = z.output<typeof listSchema>["list"];
export type ReadingForReview = z.output<typeof readingSchema>;
export type Excerpts = ReadingForReview["excerpts"];

/** A project to be filled in without a text. */
export const emptyReading: ReadingForReview = {
  result: {
    registrationNumber: null,
    name: null,
    beneficiary: null,
    start: null,
    end: null,
    total: null,
    sources: { eu: null, state: null, own: null },
    assistants: null,
    keyActivities: [],
    goals: [],
    trainingAreas: [],
    warnings: [],
  },
  excerpts: {},
};
