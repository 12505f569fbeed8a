import { z } from "zod";
import { changeView } from "@/db/mutations/delegations";
import { acceptInvitation } from "@/db/mutations/invitations";
import { acceptInvitationInput } from "@/lib/domain/account";
import { roles } from "@/lib/domain/actor";
import { endDelegationInput } from "@/lib/domain/user";
import { ownSession, parse, type SessionCommand } from "./command";
import { requestOrigin, startSession } from "./cookies";

const previewInput = z.strictObject({ role: z.enum(roles), organisationId: z.uuid() });

/** The commands by which a session begins from an invitation, or looks as another role or in somebody's stead. */
export const viewCommands: Record<string, SessionCommand> = {
  async "invitation.accept"(input) {
    const { invitationId, token, name, next } = parse(acceptInvitationInput, input);
    const origin = await requestOrigin();
    await startSession(await acceptInvitation(invitationId, token, { name, password: next, origin }), origin);
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
