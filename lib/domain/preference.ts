/** What a visitor may choose for himself: the language, the colours and the width of the rail. */

export const locales = ["cs", "en"] as const;
export type Locale = (typeof locales)[number];
export const defaultLocale: Locale = "cs";

export const themes = ["auto", "light", "dark"] as const;
export type Theme = (typeof themes)[number];

export const railWidths = ["wide", "narrow"] as const;
export type RailWidth = (typeof railWidths)[number];

/** Names of the cookies; each holds one value of its list and anything else is ignored. */
export const preferenceCookies = { locale: "hlidka.locale", theme: "hlidka.theme", rail: "hlidka.rail" } as const;

/** The value if it is on the list, otherwise undefined. For cookies and addresses, which are never trusted. */
export function pickFrom<Value extends string>(list: readonly Value[], value: string | null | undefined) {
  return list.find((item) => item === value);
}

/** The first language of an Accept-Language header that we speak, by its q weights; undefined when none is. */
export function localeOfHeader(header: string | null | undefined): Locale | undefined {
  const wanted = (header ?? "")
    .split(",")
    .map((part) => {
      const [tag = "", ...parameters] = part.trim().split(";");
      const weight = parameters.map((item) => /^\s*q=([\d.]+)$/.exec(item)?.[1]).find((q) => q !== undefined);
      return { tag: tag.toLowerCase().split("-")[0], q: weight === undefined ? 1 : Number(weight) };
    })
    .filter((item) => item.q > 0)
    .sort((a, b) => b.q - a.q);
  for (const { tag } of wanted) {
    const found = pickFrom(locales, tag);
    if (found) return found;
  }
  return undefined;
}
