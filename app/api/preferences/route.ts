import type { NextRequest } from "next/server";
import { locales, pickFrom, preferenceCookies, railWidths, themes } from "@/lib/domain/preference";

/**
 * Keeps a visitor's language, colours or width of the rail in a cookie and returns where he was: the `back` address,
 * else the page he came from. Only listed values are kept and only a path of this site is followed.
 */
export function GET(request: NextRequest) {
  const asked = request.nextUrl.searchParams;
  const chosen = [
    [preferenceCookies.locale, pickFrom(locales, asked.get("locale"))],
    [preferenceCookies.theme, pickFrom(themes, asked.get("theme"))],
    [preferenceCookies.rail, pickFrom(railWidths, asked.get("rail"))],
  ] as const;
  const headers = new Headers({ "cache-control": "no-store" });
  headers.set("location", samePath(asked.get("back")) ?? pathOfReferer(request) ?? "/");
  for (const [name, value] of chosen) {
    if (value) headers.append("set-cookie", `${name}=${value}; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly`);
  }
  return new Response(null, { status: 303, headers });
}

function samePath(address: string | null) {
  if (!address?.startsWith("/")) return undefined;
  const base = "http://same.invalid";
  const url = URL.canParse(address, base) ? new URL(address, base) : undefined;
  if (!url || url.origin !== base || url.pathname.startsWith("/api/") || url.pathname.startsWith("//"))
    return undefined;
  return url.pathname + url.search;
}

function pathOfReferer(request: NextRequest) {
  const referer = request.headers.get("referer");
  const url = referer && URL.canParse(referer) ? new URL(referer) : undefined;
  return url && url.host === request.headers.get("host") ? samePath(url.pathname + url.search) : undefined;
}
