import { z } from "zod";
import { finishSignIn } from "@/db/accounts/second-factor";
import { signIn } from "@/db/accounts/sign-in";
import { endOwnSessions } from "@/db/mutations/account";
import { codePage } from "@/lib/domain/address";
import { DomainError, fieldError } from "@/lib/domain/error";
import { codeInput } from "@/lib/domain/second-factor";
import { accountCommands } from "./account-commands";
import { ownSession, parse, type SessionCommand } from "./command";
import { requestOrigin, samePlace, startSession, startStep, stopSession, waitingStep } from "./cookies";
import { viewCommands } from "./view-commands";

const signInInput = z.strictObject({
  email: z.string().min(3).max(254),
  password: z.string().min(1).max(500),
  next: z.string().max(500).optional(),
});
const codeStepInput = z.strictObject({ code: codeInput, next: z.string().max(500).optional() });
const revokeInput = z.strictObject({ sessionId: z.uuid() });

/** The commands that make and end sessions; what they take is a secret or ends with them, so it is never stored. */
export const sessionCommands: Record<string, SessionCommand> = {
  async "session.create"(input) {
    const { email, password, next } = parse(signInInput, input);
    const origin = await requestOrigin();
    const outcome = await signIn(email, password, origin);
    if ("refused" in outcome)
      throw outcome.refused === "slow"
        ? new DomainError("signInSlow", 429, { seconds: 3600 })
        : new DomainError("signInWrong", 422);
    if ("step" in outcome) {
      await startStep(outcome.step);
      return { next: codePage(samePlace(next)) };
    }
    await startSession(outcome.token, origin);
    return { next: samePlace(next) };
  },
  async "session.confirm"(input) {
    const { code, next } = parse(codeStepInput, input);
    const [step, origin] = await Promise.all([waitingStep(), requestOrigin()]);
    const outcome = step ? await finishSignIn(step, code, origin) : { refused: "over" };
    if ("refused" in outcome)
      throw outcome.refused === "over" ? new DomainError("signInOver", 409) : fieldError("code", "codeWrong");
    await startSession(outcome.token, origin);
    return { next: samePlace(next) };
  },
  async "session.end"() {
    await stopSession();
    return { next: "/sign-in" };
  },
  async "session.revoke"(input) {
    const { sessionId } = parse(revokeInput, input);
    await endOwnSessions(await ownSession(), sessionId);
    return { next: "/account" };
  },
  async "session.revoke-all"() {
    await endOwnSessions(await ownSession(), null);
    await stopSession();
    return { next: "/sign-in" };
  },
  ...accountCommands,
  ...viewCommands,
};

/** Form fields of a session command as its input. */
export const sessionFormInput = (fields: Iterable<[string, string]>): unknown => {
  const input = Object.fromEntries(fields);
  return input.next === "" ? { ...input, next: undefined } : input;
};
