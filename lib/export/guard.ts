/** What a spreadsheet runs as a formula, and what it makes days and numbers of: `1.2.3`, `00024001`, `2024/001`, `X-001`. */
const runs = /^[\s']*[=+\-@|%]|^'*[\t\r\n]/;
const code = /^'*(?:0\d+|\d{12,}|\d+(?:[.\-/]\d+)+\.?|[IVX]+-\d+|\d+[eE]\d+)$/;
const sign = /[=+\-@|%]/;
const passed = /[\s']/;
/** A program that splits cells elsewhere than we do begins a cell after these. */
const parts = /[,;|\t\r\n]/;

const isGuarded = (text: string) => runs.test(text) || code.test(text);

/**
 * The places right after a sign that may part cells, where a formula would begin, from the last to the first. In one pass
 * from the end: a text of nothing but such signs is looked at once, not once for each of them.
 */
function beginnings(text: string): number[] {
  const found: number[] = [];
  let leads = false;
  for (let at = text.length - 1; at >= 0; at -= 1) {
    const letter = text.charAt(at);
    if (leads && parts.test(letter)) found.push(at + 1);
    leads = sign.test(letter) || (leads && passed.test(letter));
  }
  return found;
}

/** A text that no spreadsheet runs or turns into something else: by an apostrophe in front, and in front of later cells. */
export const guard = (text: string) => (isGuarded(text) ? "'" : "") + joined(text, beginnings(text), "'", 0);

/** The text that guard was given. */
export function unguard(text: string): string {
  const bare = text.startsWith("'") && isGuarded(text) ? text.slice(1) : text;
  const guarded = beginnings(bare).filter((at) => bare[at] === "'");
  return joined(bare, guarded, "", 1);
}

/** A text with something put in at places (from the last to the first) in the stead of so many letters. */
function joined(text: string, places: readonly number[], between: string, letters: number): string {
  if (places.length === 0) return text;
  let from = 0;
  const pieces = places.toReversed().map((at) => {
    const piece = text.slice(from, at);
    from = at + letters;
    return piece;
  });
  return [...pieces, text.slice(from)].join(between);
}
