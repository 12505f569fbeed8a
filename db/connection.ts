import postgres from "postgres";

/** int8 as a JS number; more than a safe integer is an error, never a rounded figure. */
const safeInteger = {
  to: 20,
  from: [20],
  serialize: (value: number) => value.toString(),
  parse(text: string) {
    const value = Number(text);
    if (!Number.isSafeInteger(value)) throw new RangeError(`${text} does not fit a safe integer`);
    return value;
  },
};

/** Days and instants as the database says them; a Date may be given for an instant. */
const dayOrInstant = {
  to: 1184,
  from: [1082, 1114, 1184],
  serialize: (value: Date | string) => (value instanceof Date ? value.toISOString() : value),
  parse: (text: string) => text,
};

/** A pool of connections; days and instants stay text. The only place that knows the driver's options. */
export function connect(url: string, max: number) {
  return postgres(url, {
    max,
    idle_timeout: 60,
    connect_timeout: 10,
    // The driver's own pauses grow to 20 s; a database that was restarted answers again in a fraction of a second.
    backoff: () => 0.1 + Math.random() * 0.2,
    prepare: !url.includes("prepare=false"),
    onnotice: () => {},
    types: { safeInteger, date: dayOrInstant },
  });
}
