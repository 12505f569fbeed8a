/**
 * What a phone has written down and the server has not confirmed yet: the states of an entry, and what of an answer is a
 * receipt. Only JSON that carries the id of this very command and a result is one; whatever else comes, from a portal of a
 * hotel or from a server that is just starting, leaves the entry waiting.
 */
export const outboxFormat = 1;

export type OutboxProblem =
  | { kind: "noAnswer" }
  /** Somebody answered, and it was not this product: a captive portal, a redirect, half of an answer. */
  | { kind: "stranger" }
  /** The server is there and could not take it now. */
  | { kind: "later" }
  | {
      kind: "refused";
      code: string;
      sentence: string;
      fields: Readonly<Record<string, string>>;
      inTheWay?: { href: string; title: string };
    };

export type OutboxEntry = {
  commandId: string;
  userId: string;
  organisationId: string;
  projectId: string;
  slug: string;
  name: "activity.log";
  activityId: string;
  /** The day of the shift and its hours, to know it by. */
  happenedOn: string;
  hours: string;
  /** Exactly the bytes that are sent, the first time and every other: another spelling would be another command. */
  body: string;
  /** The order in which they were written; no clock of a phone decides it. */
  order: number;
  /** By the phone's clock, to be shown and for nothing else. */
  madeAt: string;
  format: number;
  state: "waiting" | "refused" | "conflict";
  attempts: number;
  problem: OutboxProblem | null;
};

/** An answer as it came: its status, whether somebody sent us elsewhere, its type and its text. */
export type RawAnswer = {
  status: number;
  redirected: boolean;
  type: string;
  text: string;
  replayed: boolean;
  retryAfter: string | null;
};

export type Reading =
  /** replayed: the server had it already, from a time whose answer was lost. */
  | { kind: "receipt"; result: Readonly<Record<string, unknown>>; replayed: boolean }
  | { kind: "refused"; problem: Extract<OutboxProblem, { kind: "refused" }> }
  /** The server has something else there: the same id with another content, or the shift was changed or decided since. */
  | { kind: "conflict"; sentence: string }
  | { kind: "signedOut" }
  | { kind: "otherUser" }
  /** seconds: how long the server asks not to be asked. */
  | { kind: "later"; seconds: number }
  | { kind: "stranger" };

/** 4xx that are no judgement of what was sent: asked to sign in, too slow, too early, too often. */
const passing = [401, 408, 425, 429];

const conflicts = ["commandReused", "changedMeanwhile", "activityWrongState"];

/** What an answer to a command says. */
export function readAnswer(commandId: string, answer: RawAnswer): Reading {
  const body = answer.redirected ? null : jsonOf(answer);
  if (body === null) return { kind: "stranger" };
  if (answer.status >= 200 && answer.status < 300) {
    const own = answer.status === 200 && body.commandId === commandId && isRecord(body.result);
    return own && isRecord(body.result)
      ? { kind: "receipt", result: body.result, replayed: answer.replayed }
      : { kind: "stranger" };
  }
  // A refusal says who it is from as well: a problem with a code, its status inside as outside.
  const { code, title } = body;
  if (typeof code !== "string" || body.status !== answer.status) return { kind: "stranger" };
  if (answer.status === 401) return { kind: "signedOut" };
  if (code === "commandOtherUser") return { kind: "otherUser" };
  if (answer.status >= 500 || passing.includes(answer.status))
    return { kind: "later", seconds: secondsOf(answer.retryAfter) };
  if (answer.status < 400) return { kind: "stranger" };
  const sentence = typeof title === "string" ? title : code;
  if (conflicts.includes(code)) return { kind: "conflict", sentence };
  const way = isRecord(body.inTheWay) ? body.inTheWay : {};
  const fields = isRecord(body.fields) ? body.fields : {};
  return {
    kind: "refused",
    problem: {
      kind: "refused",
      code,
      sentence,
      fields: Object.fromEntries(Object.entries(fields).map(([name, said]) => [name, String(said)])),
      ...(typeof way.href === "string" && typeof way.title === "string" && way.href.startsWith("/")
        ? { inTheWay: { href: way.href, title: way.title } }
        : {}),
    },
  };
}

/** The entry after an answer; null once there is a receipt. Nothing but a receipt lets one go. */
export function afterAnswer(entry: OutboxEntry, reading: Reading | { kind: "noAnswer" }): OutboxEntry | null {
  const tried = { ...entry, attempts: entry.attempts + 1 };
  switch (reading.kind) {
    case "receipt":
      return null;
    case "refused":
      return { ...tried, state: "refused", problem: reading.problem };
    case "conflict":
      return { ...tried, state: "conflict", problem: null };
    case "later":
    case "stranger":
    case "noAnswer":
      return { ...tried, state: "waiting", problem: { kind: reading.kind } };
    case "signedOut":
    case "otherUser":
      return { ...tried, state: "waiting", problem: null };
  }
}

/** Whether the rest would meet the same: one that the server could not take holds up no other. */
export const endsRound = (kind: Reading["kind"] | "noAnswer"): boolean =>
  kind === "signedOut" || kind === "otherUser" || kind === "stranger" || kind === "noAnswer";

export type Draft = Pick<OutboxEntry, "commandId" | "userId" | "organisationId" | "slug"> & {
  input: Readonly<Record<string, unknown>>;
};

/** The entry of a shift that was just written. */
export function entryOf({ input, ...draft }: Draft, order: number, madeAt: string): OutboxEntry {
  return {
    ...draft,
    projectId: text(input.projectId),
    name: "activity.log",
    activityId: text(input.activityId),
    happenedOn: text(input.happenedOn),
    hours: `${text(input.startsAt)}–${text(input.endsAt)}`,
    body: JSON.stringify({ commandId: draft.commandId, userId: draft.userId, input }),
    order,
    madeAt,
    format: outboxFormat,
    state: "waiting",
    attempts: 0,
    problem: null,
  };
}

/** What a shift lacks that no server takes one without: a place always, and when it is handed in, who served and what was done. */
export function lackOf(input: Readonly<Record<string, unknown>>): ("localityId" | "assistantIds" | "counts")[] {
  const none = (value: unknown) => !Array.isArray(value) || value.length === 0;
  const done = (value: unknown) =>
    Array.isArray(value) && value.some((one) => isRecord(one) && typeof one.count === "number" && one.count > 0);
  const places = Array.isArray(input.places) ? input.places : [];
  const anywhere = done(input.counts) || places.some((place) => isRecord(place) && done(place.counts));
  return [
    ...(text(input.localityId) ? [] : ["localityId" as const]),
    ...(input.submit === true && none(input.assistantIds) ? ["assistantIds" as const] : []),
    ...(input.submit === true && !anywhere ? ["counts" as const] : []),
  ];
}

/** What was sent, out of the bytes. */
export function inputOf(entry: Pick<OutboxEntry, "body">): Readonly<Record<string, unknown>> {
  const body = parsed(entry.body);
  return isRecord(body) && isRecord(body.input) ? body.input : {};
}

/** The same shift once more under another id: after a refusal, changed by its owner. */
export const anew = (
  entry: OutboxEntry,
  commandId: string,
  changes: Readonly<Record<string, unknown>>,
): OutboxEntry => ({
  ...entry,
  commandId,
  body: JSON.stringify({ commandId, userId: entry.userId, input: { ...inputOf(entry), ...changes } }),
  state: "waiting",
  attempts: 0,
  problem: null,
});

/**
 * Today for the form of a phone without a network: by the phone's clock where it agreed with the server's day when the
 * lists came, else the server's day of then. null: the phone's clock has gone back since, so no day is offered.
 */
export function phoneToday(lists: { today: string; savedOn: string }, now: string): string | null {
  if (now < lists.savedOn) return null;
  return lists.today === lists.savedOn ? now : lists.today;
}

function jsonOf({ type, text: said }: RawAnswer): Record<string, unknown> | null {
  if (!/^application\/(?:problem\+)?json\b/i.test(type)) return null;
  const body = parsed(said);
  return isRecord(body) ? body : null;
}

function parsed(said: string): unknown {
  try {
    return JSON.parse(said);
  } catch {
    return null;
  }
}

/** At most an hour is waited for, whatever was asked. */
function secondsOf(header: string | null): number {
  const seconds = Number(header ?? "0");
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds, 3600) : 0;
}

const text = (value: unknown) => (typeof value === "string" ? value : "");

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
