import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import type { Credential } from "@/db/gate";
import { DomainError } from "@/lib/domain/error";
import { execute, type Round } from "@/server/command";
import { commands } from "@/server/commands";
import { asSeen } from "./seen";

/** What was sent under an id, so that the same again is the same whatever the versions are by then. */
const sent = new Map<string, unknown>();

/**
 * Carries a command out as whoever the credential is, who has just looked at what it is about (asSeen); the result's
 * values are texts unless the test says otherwise.
 */
export async function send<Result = Record<string, string>>(
  credential: Credential,
  name: string,
  input: unknown,
  id: string = randomUUID(),
  round: Round = {},
) {
  const of = commands[name];
  if (!of) throw new Error(`no command ${name}`);
  const key = JSON.stringify([id, name, input]);
  const whole = sent.get(key) ?? (await asSeen(name, input));
  sent.set(key, whole);
  return execute(credential, of, name, id, whole, round) as Promise<Result>;
}

/** What the work is refused with: key, status and the key of each field. */
export async function refusal(work: Promise<unknown>) {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(DomainError);
  const { key, status, fields } = error as DomainError;
  return {
    key,
    status,
    fields: Object.fromEntries(Object.entries(fields).map(([path, { key: word }]) => [path, word])),
  };
}
