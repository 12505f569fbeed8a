import type { z } from "zod";

/** An address with the values of a command's result put in: `/projects/x/claims/{claimId}`; what is missing is empty. */
export function fillAddress(address: string, result: Readonly<Record<string, unknown>>): string {
  return address.replace(/\{(\w+)\}/g, (_, key: string) => {
    const value = Object.hasOwn(result, key) ? result[key] : undefined;
    return typeof value === "string" || typeof value === "number" ? encodeURIComponent(value) : "";
  });
}

/** Where the second factor is set up: the only page that opens to whoever lacks one that is required. */
export const factorPage = "/account/second-factor";
/** Where a sign-in waits for its code, and goes on to `next`. */
export const codePage = (next: string) => `/sign-in/code${next === "/" ? "" : `?next=${encodeURIComponent(next)}`}`;

export type AddressParams = Record<string, string | string[] | undefined>;

/** The most rows of a list that is asked for whole (`?rows=all`), to be read or printed in one piece; more is for an export. */
export const wholeList = 5000;
/** Whether an address asks for a whole list instead of a page of it. */
export const asksWhole = ({ rows }: AddressParams) => (Array.isArray(rows) ? rows[0] : rows) === "all";

/**
 * What an address asks for by its parameters: of a repeated one the first, empty ones left out, unknown ones ignored.
 * Null when one of them can mean nothing: such an address is not there, rather than showing all as if it were asked for.
 */
export function readAddress<T>(schema: z.ZodType<T>, params: AddressParams): T | null {
  const firsts = Object.entries(params).map(([key, value]) => [key, Array.isArray(value) ? value[0] : value]);
  const parsed = schema.safeParse(Object.fromEntries(firsts.filter(([, value]) => value !== "")));
  return parsed.success ? parsed.data : null;
}
