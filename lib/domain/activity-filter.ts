import { z } from "zod";
import { activityStates } from "./activity";
import { dayInput, earlier, lastOfMonth } from "./day";

/** What may be asked of the list of activities, as it stands in the address. */
const filterInput = z.object({
  k: dayInput.optional(),
  month: z
    .string()
    .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
    .optional(),
  from: dayInput.optional(),
  to: dayInput.optional(),
  assistant: z.uuid().optional(),
  locality: z.uuid().optional(),
  ka: z.uuid().optional(),
  kind: z
    .string()
    .regex(/^[a-z]+(-[a-z]+)*$/)
    .max(60)
    .optional(),
  state: z.enum(activityStates).optional(),
  after: z
    .string()
    .regex(/^\d{4}-\d\d-\d\d_[0-9a-f-]{36}$/)
    .optional(),
});
export type ActivityFilter = z.output<typeof filterInput>;
export const activityFilterKeys = ["month", "from", "to", "assistant", "locality", "ka", "kind", "state"] as const;

/** The filter of an address: first values, empty ones left out, unknown ones ignored; null when a value is none. */
export function parseActivityFilter(params: Record<string, string | string[] | undefined>): ActivityFilter | null {
  const firsts = Object.entries(params).map(([key, value]) => [key, Array.isArray(value) ? value[0] : value]);
  const parsed = filterInput.safeParse(Object.fromEntries(firsts.filter(([, value]) => value !== "")));
  return parsed.success ? parsed.data : null;
}

/** The days a filter spans, both ends included, never beyond the as-of day; null: no bound. */
export function filterDays(filter: ActivityFilter, asOf: string): { from: string | null; to: string } {
  const month = filter.month ? { from: `${filter.month}-01`, to: lastOfMonth(`${filter.month}-01`) } : null;
  return { from: filter.from ?? month?.from ?? null, to: earlier(filter.to ?? month?.to ?? asOf, asOf) };
}

/** The place in the list after a row: its day and id. */
export const afterRow = (row: { happenedOn: string; id: string }) => `${row.happenedOn}_${row.id}`;
export function splitAfter(after: string): { day: string; id: string } {
  return { day: after.slice(0, 10), id: after.slice(11) };
}
