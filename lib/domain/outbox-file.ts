import { type OutboxEntry, outboxFormat } from "./outbox";

/** What waits on a phone as one file, to be kept or carried to another device of the same person. */
export const outboxFile = (
  owner: { userId: string; organisationId: string },
  entries: readonly OutboxEntry[],
): string => JSON.stringify({ hlidka: "outbox", format: outboxFormat, ...owner, entries }, null, 1);

export type OutboxFile = { entries: OutboxEntry[] } | { fault: "torn" | "newer" | "otherOwner" };

/** Reads such a file for its owner; a torn one, a newer one and somebody else's give nothing at all. */
export function readOutboxFile(said: string, owner: { userId: string; organisationId: string }): OutboxFile {
  let file: unknown;
  try {
    file = JSON.parse(said);
  } catch {
    return { fault: "torn" };
  }
  if (!isRecord(file) || file.hlidka !== "outbox" || !Array.isArray(file.entries)) return { fault: "torn" };
  if (typeof file.format !== "number" || file.format > outboxFormat) return { fault: "newer" };
  const entries: OutboxEntry[] = [];
  for (const one of file.entries) {
    const entry = readEntry(one);
    if (!entry) return { fault: "torn" };
    if (entry.userId !== owner.userId || entry.organisationId !== owner.organisationId) return { fault: "otherOwner" };
    entries.push(entry);
  }
  return { entries };
}

/** One entry of a file whose every part is what it should be; the last problem is found out again by sending. */
function readEntry(value: unknown): OutboxEntry | null {
  if (!isRecord(value)) return null;
  const { commandId, userId, organisationId, projectId, slug, activityId, happenedOn, hours, body, madeAt } = value;
  if (!isText(commandId) || !isText(userId) || !isText(organisationId) || !isText(projectId) || !isText(slug))
    return null;
  if (!isText(activityId) || !isText(happenedOn) || !isText(hours) || !isText(body) || !isText(madeAt)) return null;
  if (value.name !== "activity.log" || typeof value.order !== "number" || !holds(body, commandId)) return null;
  return {
    commandId,
    userId,
    organisationId,
    projectId,
    slug,
    name: "activity.log",
    activityId,
    happenedOn,
    hours,
    body,
    order: value.order,
    madeAt,
    format: typeof value.format === "number" ? value.format : outboxFormat,
    state: "waiting",
    attempts: typeof value.attempts === "number" ? value.attempts : 0,
    problem: null,
  };
}

/** Whether the bytes are a whole command of this id. */
function holds(body: string, commandId: string): boolean {
  try {
    const command: unknown = JSON.parse(body);
    return isRecord(command) && command.commandId === commandId && isRecord(command.input);
  } catch {
    return false;
  }
}

const isText = (value: unknown): value is string => typeof value === "string";

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
