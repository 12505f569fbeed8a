import { createHash, randomBytes } from "node:crypto";
import { cookies } from "next/headers";
import { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { notFound } from "@/lib/domain/error";
import { env } from "@/lib/env";
import { problem } from "@/server/answer";
import { cookieOptions } from "@/server/session/cookie";
import { authOptions, csrfCookie, samePlace, sessionCredential } from "@/server/session/cookies";
import { admit, authProviders, keepPurpose, linkingToken } from "@/server/session/sso";
import { ssoProviders } from "@/server/session/sso-providers";

type Context = { params: Promise<{ provider: string }> };

/**
 * Sends the browser to a provider of single sign-on, by a plain link so that it works without scripts: to sign in and go
 * on to `next`, or with `link` (the session's own token) to link the account. What comes back ends in server/session/sso.ts.
 */
export async function GET(request: NextRequest, { params }: Context): Promise<Response> {
  const { provider } = await params;
  if (!ssoProviders(env()).some(({ id }) => id === provider)) return problem(notFound());
  const link = request.nextUrl.searchParams.get("link");
  if (link !== null) {
    const credential = await sessionCredential();
    if (!credential || linkingToken(credential.token) !== link) return problem(notFound());
    await keepPurpose({ link });
  } else {
    await keepPurpose({ next: samePlace(request.nextUrl.searchParams.get("next")) });
  }
  // next-auth begins by a form with a token against forgery; it is given one that it made itself.
  const token = randomBytes(32).toString("hex");
  const options = authOptions(authProviders(), admit);
  const proof = createHash("sha256").update(`${token}${options.secret}`).digest("hex");
  (await cookies()).set(csrfCookie(), `${token}|${proof}`, cookieOptions());
  const begin = new NextRequest(new URL(`/api/auth/signin/${provider}`, env().NEXTAUTH_URL), {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({ csrfToken: token, callbackUrl: "/" }),
  });
  return NextAuth(begin, { params: Promise.resolve({ nextauth: ["signin", provider] }) }, options);
}
