import { z } from "zod";
import { activityStates } from "./activity";
import { type AddressParams, readAddress } from "./address";
import { earlier, lastOfMonth } from "./day";
import { dayInput, monthInput } from "./day-input";
import { placeInput } from "./keyset";

/** What may be asked of the list of activities, as it stands in the address. */
const filterInput = z.object({
  k: dayInput.optional(),
  month: monthInput.optional(),
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
  /** Only shifts that lie over another one of the same person. */
  overlap: z.literal("yes").optional(),
  ...placeInput.shape,
});
export type ActivityFilter = z.output<typeof filterInput>;

/** What of it the API's list takes. */
export const apiFilterShape = (({ from, to, kind, state, locality, assistant }) => ({
  from,
  to,
  kind,
  state,
  locality,
  assistant,
}))(filterInput.shape);

export const activityFilterKeys = [
  "month",
  "from",
  "to",
  "assistant",
  "locality",
  "ka",
  "kind",
  "state",
  "overlap",
] as const;

/** The filter of an address; null when one of its values is none. */
export const parseActivityFilter = (params: AddressParams): ActivityFilter | null => readAddress(filterInput, params);

/** The days a filter spans, both ends included, never beyond the as-of day; null: no bound. */
export function filterDays(filter: ActivityFilter, asOf: string): { from: string | null; to: string } {
  const month = filter.month ? { from: `${filter.month}-01`, to: lastOfMonth(`${filter.month}-01`) } : null;
  return { from: filter.from ?? month?.from ?? null, to: earlier(filter.to ?? month?.to ?? asOf, asOf) };
}
