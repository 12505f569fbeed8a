import {
  defaultLocale,
  type Locale,
  localeOfHeader,
  locales,
  pickFrom,
  preferenceCookies,
} from "@/lib/domain/preference";
import { typesetAll } from "@/lib/format";
import cs from "@/messages/cs/gate.json";
import en from "@/messages/en/gate.json";
import type { GateKey, Refusal } from "./gate";

typesetAll(cs);
const words = { cs, en } satisfies Record<Locale, { back: string } & Record<GateKey, string>>;

/** The language of a request that did not reach the pages: the cookie if it is on the list, else Accept-Language. */
export function gateLocale(cookie = "", acceptLanguage = ""): Locale {
  const name = preferenceCookies.locale.replaceAll(".", "\\.");
  const chosen = new RegExp(`(?:^|;\\s*)${name}=([^;]*)`).exec(cookie)?.[1];
  return pickFrom(locales, chosen) ?? localeOfHeader(acceptLanguage) ?? defaultLocale;
}

/** The answer to a refused or failed request: a problem (RFC 9457) for machines, a plain page for people. */
export function answerOf(refusal: Refusal, path: string, locale: Locale, id?: string) {
  const { status, key } = refusal;
  const title = words[locale][key];
  const headers = { ...refusal.headers, "Cache-Control": "private, no-store", "Content-Language": locale };
  if (path.startsWith("/api/")) {
    const body = JSON.stringify({ type: "about:blank", title, status, code: `gate.${key}`, ...(id ? { id } : {}) });
    return { status, headers: { ...headers, "Content-Type": "application/problem+json; charset=utf-8" }, body };
  }
  const page = `<!doctype html><html lang="${locale}"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${status} – Hlídka</title><main><h1>${status}</h1><p>${title}</p>${id ? `<p><code>${id}</code></p>` : ""}<p><a href="/">${words[locale].back}</a></p></main></html>`;
  return { status, headers: { ...headers, "Content-Type": "text/html; charset=utf-8" }, body: page };
}
