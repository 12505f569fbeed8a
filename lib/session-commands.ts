import { z } from "zod";
import { signIn } from "@/db/gate";
import { samePlace, startSession, stopSession } from "./auth";
import { DomainError } from "./domain/error";
import { wordIssues } from "./domain/input";

const signInInput = z.strictObject({
  email: z.string().min(3).max(254),
  password: z.string().min(1).max(500),
  next: z.string().max(500).optional(),
});

/** The two commands that make and end a session; they run without an actor and are never stored. */
export const sessionCommands: Record<string, (input: unknown) => Promise<{ next: string }>> = {
  async "session.create"(input) {
    const parsed = signInInput.safeParse(input, { reportInput: true });
    if (!parsed.success) throw new DomainError("invalidInput", 422, {}, wordIssues(parsed.error));
    const outcome = await signIn(parsed.data.email, parsed.data.password);
    if ("refused" in outcome)
      throw outcome.refused === "slow" ? new DomainError("signInSlow", 429) : new DomainError("signInWrong", 422);
    await startSession(outcome.token);
    return { next: samePlace(parsed.data.next) };
  },
  async "session.end"() {
    await stopSession();
    return { next: "/sign-in" };
  },
};

/** Form fields of a session command as its input. */
export const sessionFormInput = (fields: Iterable<[string, string]>): unknown => {
  const input = Object.fromEntries(fields);
  return input.next === "" ? { ...input, next: undefined } : input;
};
