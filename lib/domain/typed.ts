/** Reads what people type: amounts, days, numbers and lengths of time. Undefined means "not understood". */

const blanks = /[\s\u00a0\u202f]/g;

/** `10.000`, `1,234`: thousands to some, decimals to others. Nobody's guess is taken, the person is asked. */
const isAmbiguous = (text: string): boolean => /^[-\u2212]?[1-9]\d{0,2}[.,]\d{3}$/.test(text.replace(blanks, ""));

/** Both numbers that such a text could be. */
export function ambiguousReadings(text: string): { thousands: number; decimals: number } | undefined {
  if (!isAmbiguous(text)) return undefined;
  const bare = text.replace(blanks, "").replace(/^\u2212/, "-");
  return { thousands: Number(bare.replace(/[.,]/, "")), decimals: Number(bare.replace(",", ".")) };
}

/** A typed number with a plain decimal point: `1.234,50`, `1,234.50`, `1.234.567` and `1 234,5` are read one way only. */
function plain(text: string): string | undefined {
  if (isAmbiguous(text)) return undefined;
  const bare = text.replace(blanks, "").replace(/^\u2212/, "-");
  if (/^-?\d{1,3}(?:\.\d{3})+,\d+$/.test(bare)) return bare.replaceAll(".", "").replace(",", ".");
  if (/^-?\d{1,3}(?:,\d{3})+\.\d+$/.test(bare)) return bare.replaceAll(",", "");
  if (/^-?\d{1,3}(?:(?:\.\d{3}){2,}|(?:,\d{3}){2,})$/.test(bare)) return bare.replace(/[.,]/g, "");
  return bare.replace(",", ".");
}

/** Haléře from `13 676 292,67`, `13676292.67 Kč`, `1 200`, `1.200,50`, `1,200.50`: at most two decimals. */
export function typedMoney(text: string): number | undefined {
  const bare = plain(text.replace(/Kč|CZK/gi, "").replace(/[.,]-\s*$/, ""));
  const found = /^(-?)(\d{1,13})(?:\.(\d{1,2}))?$/.exec(bare ?? "");
  if (!found) return undefined;
  const halere = Number(found[2]) * 100 + Number((found[3] ?? "").padEnd(2, "0"));
  return found[1] && halere !== 0 ? -halere : halere;
}

/** A number from `1 234,5`; undefined when it is none, or one of two. */
export function typedNumber(text: string): number | undefined {
  const bare = plain(text);
  return bare !== undefined && /^-?\d{1,15}(\.\d{1,6})?$/.test(bare) ? Number(bare) : undefined;
}

/** How many, from `12` and `1 200`; nothing typed is none. A sign or a mark makes it no count. */
export function typedCount(text: string): number | undefined {
  const bare = text.replace(blanks, "");
  return /^\d{0,9}$/.test(bare) ? Number(bare) : undefined;
}

/** Hundred-thousandths from a share in per cent with up to three decimals: `76,735`, `76.735 %`. */
export function typedRate(text: string): number | undefined {
  const found = /^(\d{1,6})(?:[.,](\d{1,3}))?$/.exec(text.replace(/[\s\u00a0\u202f%]/g, ""));
  return found ? Number(found[1]) * 1000 + Number((found[2] ?? "").padEnd(3, "0")) : undefined;
}

const months = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");

/**
 * A day YYYY-MM-DD from `10. 3. 2025`, `10.3.25`, `10/3/2025`, `10 3` (the year of `today`), `10 Mar 2025` or
 * `2025-03-10`.
 */
export function typedDay(text: string, today: string): string | undefined {
  const named = /^(\d{1,2})\s+([a-z]{3})[a-z]*\s+(\d{4})$/i.exec(text.trim());
  if (named) {
    const month = months.indexOf((named[2] ?? "").toLowerCase()) + 1;
    return month > 0 ? realDay(Number(named[3]), month, Number(named[1])) : undefined;
  }
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text.trim());
  if (iso) return realDay(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const typed = /^(\d{1,2})[\s./\u00a0]+(\d{1,2})(?:[\s./\u00a0]+(\d{4}|\d{2}))?[\s./\u00a0]*$/.exec(text.trim());
  if (!typed) return undefined;
  const written = typed[3];
  const year = written === undefined ? Number(today.slice(0, 4)) : Number(written) + (written.length === 2 ? 2000 : 0);
  return realDay(year, Number(typed[2]), Number(typed[1]));
}

/** Minutes from `7,5`, `7:30`, `7 h 30 min`, `45 min`. */
export function typedMinutes(text: string): number | undefined {
  const bare = text.trim().toLowerCase();
  const pair = /^(\d{1,3})\s*(?::|h(?:od)?\.?)\s*(\d{1,2})\s*(?:m(?:in)?\.?)?$/.exec(bare);
  if (pair) return Number(pair[2]) < 60 ? Number(pair[1]) * 60 + Number(pair[2]) : undefined;
  const minutes = /^(\d{1,4})\s*m(?:in)?\.?$/.exec(bare);
  if (minutes) return Number(minutes[1]);
  const hours = typedNumber(bare.replace(/\s*h(?:od)?\.?$/, ""));
  return hours === undefined || hours < 0 ? undefined : Math.round(hours * 60);
}

/** A time of day HH:MM from `7`, `7:00`, `7.30`, `0730` or `19 h`; 24:00 is none. */
export function typedTime(text: string): string | undefined {
  const bare = text
    .trim()
    .toLowerCase()
    .replace(/\s*h(?:od)?\.?$/, "");
  const found = /^(\d{1,2})(?:\s*[:.,\s]\s*(\d{2}))?$/.exec(bare) ?? /^(\d{1,2})(\d{2})$/.exec(bare);
  if (!found) return undefined;
  const [hour, minute] = [Number(found[1]), Number(found[2] ?? "0")];
  return hour < 24 && minute < 60 ? `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}` : undefined;
}

function realDay(year: number, month: number, date: number) {
  const at = new Date(Date.UTC(year, month - 1, date));
  const real = at.getUTCFullYear() === year && at.getUTCMonth() === month - 1 && at.getUTCDate() === date;
  return real ? at.toISOString().slice(0, 10) : undefined;
}
