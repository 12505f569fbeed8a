/** The address of a page as its table and filters see it: where, and what was asked. */
export type Address = { path: string; params: Readonly<Record<string, string | readonly string[] | undefined>> };

/** What became of a form sent without scripts: said once, so no further address carries it on. */
export const outcomeParams: readonly string[] = ["error", "field", "saved"];

/** The same address with some parameters changed; `undefined` takes one away. */
export function withParams({ path, params }: Address, changes: Readonly<Record<string, string | undefined>>) {
  const next = new URLSearchParams();
  for (const [key, value] of Object.entries({ ...params, ...changes })) {
    for (const item of value === undefined || outcomeParams.includes(key) ? [] : [value].flat()) next.append(key, item);
  }
  return next.size > 0 ? `${path}?${next}` : path;
}

/** One value of a parameter, the first when it came several times. */
export function param({ params }: Address, key: string) {
  const value = params[key];
  return typeof value === "string" ? value : value?.[0];
}
