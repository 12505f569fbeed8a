import type { NextAuthOptions } from "next-auth";
import { z } from "zod";
import { linkToken } from "@/db/accounts/link-token";
import { linkIdentity, signInByIdentity } from "@/db/accounts/single-sign-on";
import { sqlState } from "@/db/failure";
import { NotSignedIn } from "@/db/gate";
import { codePage } from "@/lib/domain/address";
import { env } from "@/lib/env";
import { cookies } from "../request";
import { cookieName, cookieOptions } from "./cookie";
import { requestOrigin, samePlace, sessionCredential, startSession, startStep } from "./cookies";
import { type SsoProvider, ssoProviders } from "./sso-providers";

/** What we believe of a signed identity token; next-auth has checked signature, issuer, audience, nonce and time. */
const claims = z.object({
  iss: z.string().min(1).max(500),
  sub: z.string().min(1).max(500),
  amr: z.array(z.string()).optional().catch(undefined),
});

/** Our providers as next-auth takes them: authorisation code with PKCE, state and nonce; nothing but the subject is asked for. */
export const authProviders = (): NextAuthOptions["providers"] =>
  ssoProviders(env()).map(({ id, name, issuer, clientId, clientSecret }) => ({
    id,
    name,
    type: "oauth",
    issuer,
    wellKnown: `${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`,
    clientId,
    clientSecret,
    idToken: true,
    checks: ["pkce", "state", "nonce"],
    authorization: { params: { scope: "openid" } },
    profile: ({ sub }: { sub: string }) => ({ id: sub }),
  }));

const linkingAge = 600;
/** Proves that this session asked to be linked: no other site can make the address that starts it. */
export const linkingToken = (sid: string) => linkToken("sso-link", sid);

/** Keeps what the sign-in is for until the provider sends the browser back: to link an account, or to go somewhere. */
export async function keepPurpose(purpose: { link: string } | { next: string }): Promise<void> {
  const value = new URLSearchParams(purpose).toString();
  (await cookies()).set(cookieName("sso"), value, { ...cookieOptions(), maxAge: linkingAge });
}

/** Answers next-auth whether somebody may sign in: opens our own session and returns the page where he goes on. */
export async function admit(provider: string | undefined, profile: unknown): Promise<string> {
  const known = ssoProviders(env()).find(({ id }) => id === provider);
  const parsed = claims.safeParse(profile);
  if (!known || !parsed.success) return "/sign-in?error=ssoFailed";
  const jar = await cookies();
  const purpose = new URLSearchParams(jar.get(cookieName("sso"))?.value);
  jar.delete({ name: cookieName("sso"), path: "/", secure: cookieOptions().secure });
  try {
    const link = purpose.get("link");
    return link
      ? await linkAccount(known, parsed.data, link)
      : await openSession(known, parsed.data, samePlace(purpose.get("next")));
  } catch (error) {
    // next-auth would put the message of a failed query into the address.
    console.error(
      `single sign-on failed: ${sqlState(error)?.code ?? (error instanceof Error ? error.name : "failure")}`,
    );
    return "/sign-in?error=ssoFailed";
  }
}

async function linkAccount({ id }: SsoProvider, { iss, sub }: z.output<typeof claims>, link: string) {
  const credential = await sessionCredential();
  if (!credential || linkingToken(credential.token) !== link) return "/sign-in?error=ssoFailed";
  try {
    const outcome = await linkIdentity(credential, { provider: id, issuer: iss, subject: sub });
    return { ok: "/account?linked=1#sso", taken: "/account?error=ssoTaken", stale: "/account?error=ssoStale" }[outcome];
  } catch (error) {
    if (error instanceof NotSignedIn) return "/sign-in?next=/account";
    throw error;
  }
}

async function openSession({ id }: SsoProvider, { iss, sub, amr }: z.output<typeof claims>, next: string) {
  const rule = env().HLIDKA_SSO_SECOND_FACTOR;
  const strong = rule === "always" || (rule === "amr" && amr?.includes("mfa") === true);
  const origin = await requestOrigin();
  const outcome = await signInByIdentity({ provider: id, issuer: iss, subject: sub }, strong, origin);
  if (!outcome) return "/sign-in?error=ssoUnknown";
  if ("step" in outcome) {
    await startStep(outcome.step);
    return codePage(next);
  }
  await startSession(outcome.token, origin);
  return next;
}
