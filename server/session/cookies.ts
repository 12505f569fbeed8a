import { randomBytes } from "node:crypto";
import { redirect } from "next/navigation";
import type { NextAuthOptions } from "next-auth";
import { decode, encode } from "next-auth/jwt";
import { z } from "zod";
import { isWaiting } from "@/db/accounts/second-factor";
import { endSession, type Origin } from "@/db/accounts/sign-in";
import { type Credential, withActor } from "@/db/gate";
import { findOwnPreferences } from "@/db/queries/account";
import { type Locale, preferenceCookies, type Theme } from "@/lib/domain/preference";
import { env } from "@/lib/env";
import { addressHeader } from "../http/address";
import { cookies, headers } from "../request";
import { cookieName, cookieOptions } from "./cookie";

/** Absolute life of a session; the idle limit and revocation live in its row (decision 16). */
const maxAge = 12 * 60 * 60;
const claims = z.object({ sid: z.string().regex(/^[\w-]{20,100}$/) });

const sessionCookie = () => cookieName("session");
export const csrfCookie = () => cookieName("csrf");
const opaque = /^[\w-]{43}$/;
/** Lives of the other cookies, in seconds: a known browser's, and a sign-in's that waits for its code. */
const deviceAge = 400 * 24 * 60 * 60;
const stepAge = 10 * 60;

/** Where somebody goes on after a provider of single sign-on signed him in (server/session/sso.ts). */
type Arrived = (provider: string | undefined, profile: unknown) => Promise<string>;

/** next-auth's part: the cookie's form, sign-out, and single sign-on where it is configured. */
export function authOptions(providers: NextAuthOptions["providers"], arrived: Arrived): NextAuthOptions {
  return {
    providers,
    secret: env().NEXTAUTH_SECRET,
    session: { strategy: "jwt", maxAge },
    cookies: {
      sessionToken: { name: sessionCookie(), options: cookieOptions() },
      csrfToken: { name: csrfCookie(), options: cookieOptions() },
    },
    callbacks: { signIn: ({ account, profile }) => arrived(account?.provider, profile) },
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
  const value = (await cookies()).get(sessionCookie())?.value;
  if (!value || value.length > 2000) return null;
  const sid = opened.get(value) ?? (await open(value));
  return sid === null ? null : { kind: "session", token: sid };
}

/**
 * What the cookies of the last requests hold: opening one derives a key anew, a millisecond of every request. The cookie is
 * the secret itself, and whether its session still holds is asked of the database each time, its end too.
 */
const opened = new Map<string, string>();
const openedAtMost = 1000;

async function open(value: string): Promise<string | null> {
  const parsed = claims.safeParse(await decode({ token: value, secret: env().NEXTAUTH_SECRET }).catch(() => null));
  if (!parsed.success) return null;
  if (opened.size >= openedAtMost) opened.clear();
  opened.set(value, parsed.data.sid);
  return parsed.data.sid;
}

/** The session, or off to the sign-in page and back again. */
export async function requireSession(back: string): Promise<Credential> {
  const credential = await sessionCredential();
  if (!credential) redirect(signInAddress(back));
  return credential;
}

export const signInAddress = (back: string) => `/sign-in${back === "/" ? "" : `?next=${encodeURIComponent(back)}`}`;

/** Where this request comes from; a browser without our cookie gets the token of a new device. */
export async function requestOrigin(): Promise<Origin> {
  const [asked, jar] = await Promise.all([headers(), cookies()]);
  const device = jar.get(cookieName("device"))?.value ?? "";
  return {
    agent: asked.get("user-agent")?.slice(0, 200) ?? "",
    device: opaque.test(device) ? device : randomBytes(32).toString("base64url"),
    address: asked.get(addressHeader) ?? "",
  };
}

/** Puts the cookie of a fresh session on the answer, and after a sign-in the one by which this browser is known. */
export async function startSession(sid: string, origin?: Origin): Promise<void> {
  const token = await encode({ token: { sid }, secret: env().NEXTAUTH_SECRET, maxAge });
  const jar = await cookies();
  jar.set(sessionCookie(), token, { ...cookieOptions(), maxAge });
  if (origin) {
    const chosen = await withActor({ kind: "session", token: sid }, "read", findOwnPreferences);
    if (chosen) await keepPreferences(chosen, "where nothing was chosen");
  }
  if (origin) await keepDevice(origin.device);
  jar.delete({ name: cookieName("step"), path: "/", secure: cookieOptions().secure });
}

/** Keeps in this browser the cookie by which an account knows it. */
export async function keepDevice(device: string): Promise<void> {
  (await cookies()).set(cookieName("device"), device, { ...cookieOptions(), maxAge: deviceAge });
}

/** The language and colours of an account in this browser; at a sign-in only where nothing was chosen in it. */
export async function keepPreferences(
  chosen: { locale: Locale; theme: Theme },
  where: "everywhere" | "where nothing was chosen" = "everywhere",
): Promise<void> {
  const jar = await cookies();
  for (const name of ["locale", "theme"] as const) {
    const cookie = preferenceCookies[name];
    if (where === "everywhere" || !jar.has(cookie))
      jar.set(cookie, chosen[name], { httpOnly: true, sameSite: "lax", path: "/", maxAge: 365 * 24 * 60 * 60 });
  }
}

/** Keeps that the password was right, until the code comes. */
export async function startStep(step: string): Promise<void> {
  (await cookies()).set(cookieName("step"), step, { ...cookieOptions(), maxAge: stepAge });
}

/** The step of a sign-in that this browser has begun and that still waits for its code, or null. */
export async function waitingStep(): Promise<string | null> {
  const step = (await cookies()).get(cookieName("step"))?.value ?? "";
  return opaque.test(step) && (await isWaiting(step)) ? step : null;
}

/** Ends the session in the database and takes the cookie away. */
export async function stopSession(): Promise<void> {
  const credential = await sessionCredential();
  if (credential) await endSession(credential.token);
  (await cookies()).delete({ name: sessionCookie(), path: "/", secure: cookieOptions().secure });
}

/** The token of an Authorization header, null unless it is a bearer's. */
export function bearerToken(header: string | null): string | null {
  return /^Bearer ([A-Za-z0-9_-]{20,200})$/i.exec(header ?? "")?.[1] ?? null;
}

/** A path of this site, for going back after signing in; anything else is the home page. */
export function samePlace(path: string | null | undefined): string {
  return path && /^\/(?![/\\])[!-[\]-~]{0,500}$/.test(path) && !/\/\.{1,2}(?:[/?#]|$)/.test(path) ? path : "/";
}
