import { z } from "zod";
import { projectSummaries } from "@/db/queries/project-summary";
import { answerRead, listQuery } from "@/server/api";
import { projectAnswer } from "@/server/views/project-answer";

const slugCursor = listQuery.extend({
  cursor: z
    .string()
    .regex(/^[a-z0-9-]{1,60}$/)
    .optional(),
});

export function GET(request: Request): Promise<Response> {
  return answerRead(request, slugCursor, async (tx, { asOf, cursor, limit }) => {
    const rows = await projectSummaries(tx, asOf, { after: cursor, limit: limit + 1 });
    const items = rows.slice(0, limit).map((row) => projectAnswer(row, asOf));
    return { items, nextCursor: rows.length > limit ? (items.at(-1)?.slug ?? null) : null };
  });
}
