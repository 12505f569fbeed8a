import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import type { NextAuthOptions } from "next-auth";
import { decode, encode } from "next-auth/jwt";
import { z } from "zod";
import { type Credential, endSession } from "@/db/gate";
import { env } from "./env";

/** Absolute life of a session; the idle limit and revocation live in its row (decision 16). */
const maxAge = 12 * 60 * 60;
const claims = z.object({ sid: z.string().regex(/^[\w-]{20,100}$/) });

const secure = () => env().NEXTAUTH_URL.startsWith("https://");
const cookieName = () => (secure() ? "__Host-hlidka.session" : "hlidka.session");
const cookieOptions = () => ({ httpOnly: true, sameSite: "lax", path: "/", secure: secure() }) as const;

/** next-auth's part: the cookie's form, sign-out, and single sign-on once it is configured. */
export function authOptions(): NextAuthOptions {
  return {
    providers: [],
    secret: env().NEXTAUTH_SECRET,
    session: { strategy: "jwt", maxAge },
    cookies: { sessionToken: { name: cookieName(), options: cookieOptions() } },
    pages: { signIn: "/sign-in", error: "/sign-in" },
    events: {
      async signOut({ token }) {
        const parsed = claims.safeParse(token);
        if (parsed.success) await endSession(parsed.data.sid);
      },
    },
  };
}

/** The session of this request by its cookie; whether it still holds is for the data gate to say. */
export async function sessionCredential(): Promise<Extract<Credential, { kind: "session" }> | null> {
  const value = (await cookies()).get(cookieName())?.value;
  if (!value || value.length > 2000) return null;
  const token = await decode({ token: value, secret: env().NEXTAUTH_SECRET }).catch(() => null);
  const parsed = claims.safeParse(token);
  return parsed.success ? { kind: "session", token: parsed.data.sid } : null;
}

/** The session, or off to the sign-in page and back again. */
export async function requireSession(back: string): Promise<Credential> {
  const credential = await sessionCredential();
  if (!credential) redirect(signInAddress(back));
  return credential;
}

export const signInAddress = (back: string) => `/sign-in${back === "/" ? "" : `?next=${encodeURIComponent(back)}`}`;

/** Puts the cookie of a fresh session on the answer. */
export async function startSession(sid: string): Promise<void> {
  const token = await encode({ token: { sid }, secret: env().NEXTAUTH_SECRET, maxAge });
  (await cookies()).set(cookieName(), token, { ...cookieOptions(), maxAge });
}

/** Ends the session in the database and takes the cookie away. */
export async function stopSession(): Promise<void> {
  const credential = await sessionCredential();
  if (credential) await endSession(credential.token);
  (await cookies()).delete({ name: cookieName(), path: "/", secure: secure() });
}

/** The token of an Authorization header, null unless it is a bearer's. */
export function bearerToken(header: string | null): string | null {
  return /^Bearer ([A-Za-z0-9_-]{20,200})$/i.exec(header ?? "")?.[1] ?? null;
}

/** A path of this site, for going back after signing in; anything else is the home page. */
export function samePlace(path: string | null | undefined): string {
  return path && /^\/(?![/\\])[!-[\]-~]{0,500}$/.test(path) ? path : "/";
}
