import { randomUUID } from "node:crypto";
import { toDomainError } from "@/db/failure";
import { type Credential, NotSignedIn } from "@/db/gate";
import { DomainError } from "@/lib/domain/error";
import { PersonalFound } from "@/lib/domain/guarded";
import { errorSentence } from "@/lib/words";
import { addressHeader } from "./http/address";
import { withWholeText } from "./http/whole-text";
import { requestLocale } from "./i18n";
import { failureOf, log } from "./log";
import { headers, isForGate } from "./request";
import { bearerToken, sessionCredential } from "./session/cookies";

/** How this request proves who it is: a bearer token, a session cookie, or nothing. */
export async function requestCredential(): Promise<Credential> {
  const token = bearerToken((await headers()).get("authorization"));
  if (token) return { kind: "token", token };
  return (await sessionCredential()) ?? { kind: "public" };
}

/** Anybody, signed in or not, by where he calls from. */
export const visitorCredential = async (): Promise<Credential> => ({
  kind: "public",
  address: (await headers()).get(addressHeader) ?? "",
});

/** Runs a handler; its failures are answered as problems (RFC 9457) in the asked language. */
export async function withProblems(run: () => Promise<Response>): Promise<Response> {
  try {
    return await run();
  } catch (error) {
    return problem(error);
  }
}

/** JSON that no cache keeps. */
export const json = (body: unknown, init: ResponseInit = {}) => jsonText(JSON.stringify(body), init);

/** The same for a text that is JSON already; no stream is made of it for the gate, which was most of what an answer took. */
export function jsonText(body: string, init: ResponseInit = {}): Response {
  const response = new Response(isForGate() ? null : body, init);
  response.headers.set("content-type", "application/json");
  response.headers.set("cache-control", "private, no-store");
  return withWholeText(response, body);
}

/** The body of a request, counted while it arrives; throws 413 with the given key when it is longer. */
export async function bodyBytes(request: Request, limit: number, key: string): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of request.body ?? []) {
    size += part.byteLength;
    if (size > limit) throw new DomainError(key, 413);
    parts.push(part);
  }
  return Buffer.concat(parts);
}

/** The expected failure behind an error; anything unexpected is logged under an id and answered as 500. */
export async function problem(error: unknown): Promise<Response> {
  const locale = await requestLocale();
  const failure = asDomainError(error);
  const status = failure?.status ?? 500;
  const body = failure
    ? {
        type: `urn:hlidka:error:${failure.key}`,
        title: errorSentence(locale, { key: failure.key, values: failure.values }),
        status,
        code: failure.key,
        detail: [
          errorSentence(locale, { key: failure.key, values: failure.values }),
          ...Object.values(failure.fields).map((wording) => errorSentence(locale, wording)),
        ].join(" "),
        fields: Object.fromEntries(
          Object.entries(failure.fields).map(([path, wording]) => [path, errorSentence(locale, wording)]),
        ),
        ...(failure instanceof PersonalFound && { finds: failure.finds }),
        ...(failure.inTheWay && {
          inTheWay: { href: failure.inTheWay.href, title: errorSentence(locale, failure.inTheWay.is) },
        }),
      }
    : await unexpectedProblem(error, errorSentence(locale, { key: "unexpected" }));
  const response = json(body, { status });
  response.headers.set("content-type", "application/problem+json; charset=utf-8");
  response.headers.set("content-language", locale);
  if (status === 401) response.headers.set("www-authenticate", "Bearer");
  const seconds = failure?.values.seconds;
  if (status === 503) response.headers.set("retry-after", String(seconds ?? 2));
  if (status === 429 && seconds) response.headers.set("retry-after", String(seconds));
  return response;
}

export function asDomainError(error: unknown): DomainError | null {
  if (error instanceof DomainError) return error;
  if (error instanceof NotSignedIn) return new DomainError("notSignedIn", 401);
  return toDomainError(error);
}

async function unexpectedProblem(error: unknown, sentence: string) {
  const id = (await headers()).get("x-request-id") ?? randomUUID();
  log().error({ request: id, failure: failureOf(error) }, "unexpected failure");
  return {
    type: "urn:hlidka:error:unexpected",
    title: sentence,
    status: 500,
    code: "unexpected",
    detail: sentence,
    instance: `urn:uuid:${id}`,
    fields: {},
  };
}
