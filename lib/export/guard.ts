/** What a spreadsheet runs as a formula, and what it makes days and numbers of: `1.2.3`, `00024001`, `2024/001`, `X-001`. */
const formula = "[\\s']*[=+\\-@|%]";
const runs = new RegExp(`^${formula}|^'*[\\t\\r\\n]`);
const code = /^'*(?:0\d+|\d{12,}|\d+(?:[.\-/]\d+)+\.?|[IVX]+-\d+|\d+[eE]\d+)$/;
/** A program that splits cells elsewhere than we do begins a cell after these. */
const inner = new RegExp(`[,;|\\t\\r\\n](?=${formula})`, "g");
const innerGuarded = new RegExp(`([,;|\\t\\r\\n])'(?=${formula})`, "g");

const isGuarded = (text: string) => runs.test(text) || code.test(text);

/** A text that no spreadsheet runs or turns into something else: by an apostrophe in front, and in front of later cells. */
export const guard = (text: string) => (isGuarded(text) ? "'" : "") + text.replace(inner, "$&'");

/** The text that guard was given. */
export const unguard = (text: string) =>
  (text.startsWith("'") && isGuarded(text) ? text.slice(1) : text).replace(innerGuarded, "$1");
