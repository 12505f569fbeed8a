import { z } from "zod";
import { beginFactor, confirmFactor, keepCodes, removeFactor } from "@/db/accounts/second-factor";
import { unlinkIdentity } from "@/db/accounts/single-sign-on";
import { changePassword, prefer } from "@/db/mutations/account";
import { orderPasswordReset, resetPassword } from "@/db/mutations/password-reset";
import { changePasswordInput, forgottenPasswordInput, preferInput, resetPasswordInput } from "@/lib/domain/account";
import { factorPage } from "@/lib/domain/address";
import { DomainError, fieldError } from "@/lib/domain/error";
import { confirmFactorInput, removeFactorInput } from "@/lib/domain/second-factor";
import { ownSession, parse, type SessionCommand } from "./command";
import { keepDevice, keepPreferences, requestOrigin, startSession } from "./cookies";

const unlinkInput = z.strictObject({ identityId: z.uuid() });

/** The commands about how one signs in oneself. */
export const accountCommands: Record<string, SessionCommand> = {
  async "password.change"(input) {
    const { current, next } = parse(changePasswordInput, input);
    const origin = await requestOrigin();
    const outcome = await changePassword(await ownSession(), { current, next, origin });
    if ("refused" in outcome)
      throw outcome.refused === "slow"
        ? new DomainError("passwordSlow", 429, { seconds: 3600 })
        : fieldError("current", "passwordWrong");
    await startSession(outcome.token, origin);
    return { next: "/account" };
  },
  async "account.prefer"(input) {
    const chosen = parse(preferInput, input);
    await prefer(await ownSession(), chosen);
    await keepPreferences(chosen);
    return { next: "/account" };
  },
  async "password.forgotten"(input) {
    const { email } = parse(forgottenPasswordInput, input);
    const { address } = await requestOrigin();
    if ((await orderPasswordReset(email, address)) === "slow")
      throw new DomainError("signInSlow", 429, { seconds: 3600 });
    return { next: "/forgotten-password?sent=1" };
  },
  async "password.reset"(input) {
    const { link, next } = parse(resetPasswordInput, input);
    const { device } = await requestOrigin();
    if (!(await resetPassword(link, next, device))) throw new DomainError("linkOver", 409);
    await keepDevice(device);
    return { next: "/sign-in?done=reset" };
  },
  async "identity.unlink"(input) {
    const { identityId } = parse(unlinkInput, input);
    await unlinkIdentity(await ownSession(), identityId);
    return { next: "/account" };
  },
  async "factor.begin"() {
    if (!(await beginFactor(await ownSession()))) throw new DomainError("factorThere", 409);
    return { next: factorPage };
  },
  async "factor.confirm"(input) {
    const { code } = parse(confirmFactorInput, input);
    const { device } = await requestOrigin();
    if (!(await confirmFactor(await ownSession(), code, device))) throw fieldError("code", "codeWrong");
    return { next: factorPage };
  },
  async "factor.keep"() {
    await keepCodes(await ownSession());
    return { next: factorPage };
  },
  async "factor.remove"(input) {
    const { password, code } = parse(removeFactorInput, input);
    const { device } = await requestOrigin();
    const outcome = await removeFactor(await ownSession(), { password, code, device });
    if (outcome === "slow") throw new DomainError("passwordSlow", 429, { seconds: 3600 });
    if (outcome === "password") throw fieldError("password", "passwordWrong");
    if (outcome === "code") throw fieldError("code", "codeWrong");
    return { next: factorPage };
  },
};
