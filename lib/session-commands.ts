import { headers } from "next/headers";
import { z } from "zod";
import { signIn } from "@/db/gate";
import { changePassword, endOwnSessions } from "@/db/mutations/account";
import { changeView } from "@/db/mutations/delegations";
import { acceptInvitation } from "@/db/mutations/invitations";
import { samePlace, sessionCredential, startSession, stopSession } from "./auth";
import { acceptInvitationInput, changePasswordInput } from "./domain/account";
import { roles } from "./domain/actor";
import { DomainError } from "./domain/error";
import { wordIssues } from "./domain/input";
import { endDelegationInput } from "./domain/user";

const signInInput = z.strictObject({
  email: z.string().min(3).max(254),
  password: z.string().min(1).max(500),
  next: z.string().max(500).optional(),
});
const previewInput = z.strictObject({ role: z.enum(roles), organisationId: z.uuid() });
const revokeInput = z.strictObject({ sessionId: z.uuid() });

/** The commands that make and end sessions; what they take is a secret or ends with them, so it is never stored. */
export const sessionCommands: Record<string, (input: unknown) => Promise<{ next: string }>> = {
  async "session.create"(input) {
    const { email, password, next } = parse(signInInput, input);
    const outcome = await signIn(email, password, await agent());
    if ("refused" in outcome)
      throw outcome.refused === "slow" ? new DomainError("signInSlow", 429) : new DomainError("signInWrong", 422);
    await startSession(outcome.token);
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
  async "password.change"(input) {
    const { current, next } = parse(changePasswordInput, input);
    const outcome = await changePassword(await ownSession(), { current, next, agent: await agent() });
    if ("refused" in outcome)
      throw outcome.refused === "slow"
        ? new DomainError("signInSlow", 429)
        : new DomainError("invalidInput", 422, {}, { current: { key: "passwordWrong" } });
    await startSession(outcome.token);
    return { next: "/account" };
  },
  async "invitation.accept"(input) {
    const { invitationId, token, name, next } = parse(acceptInvitationInput, input);
    await startSession(await acceptInvitation(invitationId, token, { name, password: next, agent: await agent() }));
    return { next: "/" };
  },
  async "view.preview"(input) {
    await startSession(await changeView(await ownSession(), parse(previewInput, input)));
    return { next: "/" };
  },
  async "view.stand-in"(input) {
    await startSession(await changeView(await ownSession(), parse(endDelegationInput, input)));
    return { next: "/" };
  },
  async "view.end"() {
    await startSession(await changeView(await ownSession(), null));
    return { next: "/" };
  },
};

function parse<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const parsed = schema.safeParse(input, { reportInput: true });
  if (!parsed.success) throw new DomainError("invalidInput", 422, {}, wordIssues(parsed.error));
  return parsed.data;
}

/** The session of the cookie; a token of the API has none to keep. */
async function ownSession() {
  const credential = await sessionCredential();
  if (!credential) throw new DomainError("notSignedIn", 401);
  return credential;
}

const agent = async () => (await headers()).get("user-agent")?.slice(0, 200) ?? "";

/** Form fields of a session command as its input. */
export const sessionFormInput = (fields: Iterable<[string, string]>): unknown => {
  const input = Object.fromEntries(fields);
  return input.next === "" ? { ...input, next: undefined } : input;
};
