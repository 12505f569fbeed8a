import { numberWords } from "@/lib/intake/labels";

const values = new Map<string, number>();
for (const [value, forms] of Object.entries(numberWords)) {
  for (const form of forms.split(" ")) values.set(form, Number(value));
}
/** "sedmadvacet": the unit, "a", the ten. */
for (const [ten, forms] of Object.entries(numberWords)) {
  if (Number(ten) < 20) continue;
  for (const form of forms.split(" ")) {
    for (const unit of ["jedn", "dva", "tri", "ctyri", "pet", "sest", "sedm", "osm", "devet"]) {
      const value = unit === "jedn" ? 1 : values.get(unit);
      if (value !== undefined) values.set(`${unit}a${form}`, Number(ten) + value);
    }
  }
}

const words = [...values.keys()].sort((a, b) => b.length - a.length).join("|");

/** A whole number in digits (up to three) or in words, one or two of them ("dvacet sedm"), as an expression. */
export const numberPhrase = `(?:\\d{1,3}(?:[ -]?(?:ti|mi)(?![a-z]))?|(?:${words})(?:[ \\t](?:${words}))?)`;

/** The value of what `numberPhrase` found; null when two words are not one number ("dva tři"). */
export function numberOf(found: string): number | null {
  if (/^\d/.test(found)) return Number.parseInt(found, 10);
  const [first, second] = found.split(/[ \t]/).map((word) => values.get(word));
  if (first === undefined) return null;
  if (second === undefined) return found.includes(" ") || found.includes("\t") ? null : first;
  return first >= 20 && first % 10 === 0 && second < 10 ? first + second : null;
}
