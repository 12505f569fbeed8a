/** A key by which texts stand in the order of their code points; JavaScript alone compares halves of those above U+FFFF. */
export const codePoints = (text: string): string =>
  text.replace(/[\ud800-\uffff]/g, (unit) => {
    const code = unit.charCodeAt(0);
    return String.fromCharCode(code < 0xe000 ? code + 0x2000 : code - 0x800);
  });

const written = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(?::(\d\d)(?:\.(\d+))?)?(?:Z|([+-])(\d\d):?(\d\d))$/i;

/**
 * An instant as UTC, its seconds with as many decimals as say something: 2025-02-24T22:59:59.999Z. Null for what is no
 * instant, or has no offset and so could be any of several.
 */
export function instantText(value: unknown): string | null {
  const [, day, time, second = "00", decimals = "", sign, hours = "00", minutes = "00"] =
    (typeof value === "string" && written.exec(value)) || [];
  const local = `${day}T${time}:${second}`;
  const shown = Date.parse(`${local}Z`);
  // Date.parse takes the 30th of February for a day in March.
  if (Number.isNaN(shown) || secondsOf(shown) !== local || Number(hours) > 23 || Number(minutes) > 59) return null;
  const offset = (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
  const utc = secondsOf(shown - offset);
  const fraction = decimals.replace(/0+$/, "");
  return utc.length === local.length ? `${utc}${fraction && `.${fraction}`}Z` : null;
}

const secondsOf = (instant: number) => new Date(instant).toISOString().slice(0, -5);

/** A key by which such instants stand one after the other. */
export const instantKey = (instant: string): string => instant.slice(0, -1);
