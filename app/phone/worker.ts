/**
 * The one service worker: without a network it gives back the pages that may be kept, the door of a meeting and the log of
 * shifts, with the files of the build that they need, and leads from the log's address with names to the one without.
 * Everything else of the product goes past it to the server, so nothing else is ever old.
 */
type Waitable = { waitUntil(work: Promise<unknown>): void };
type Fetching = Waitable & { request: Request; respondWith(answer: Promise<Response>): void };
declare const self: {
  location: Location;
  skipWaiting(): Promise<void>;
  clients: { claim(): Promise<void> };
  addEventListener(type: "install" | "activate", listener: (event: Waitable) => void): void;
  addEventListener(type: "fetch", listener: (event: Fetching) => void): void;
};

/** Milliseconds after which a network that does not answer counts as none. */
const patience = 4000;

self.addEventListener("install", (event) => event.waitUntil(self.skipWaiting()));
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  if (request.mode === "navigate" && /^\/(?:check-in\/[^/]+|log(?:\/[^/]+)?)$/.test(pathname))
    event.respondWith(page(request));
  else if (request.mode === "navigate" && instead(pathname)) event.respondWith(orInstead(request, instead(pathname)));
  else if (pathname.startsWith("/_next/static/")) event.respondWith(file(request));
});

/** The page from the server; the kept one when there is no answer, or none that is of use. */
async function page(request: Request): Promise<Response> {
  const kept = () => caches.match(request.url, { ignoreVary: true });
  const asked = fetch(request);
  asked.catch(() => undefined);
  const late = new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), patience));
  try {
    const answer = await Promise.race([asked, late]);
    if (answer && answer.status < 500) return answer;
    return (await kept()) ?? answer ?? (await asked);
  } catch (error) {
    const found = await kept();
    if (found) return found;
    throw error;
  }
}

/** The page without names that stands in for one with names; none for most. */
const instead = (pathname: string): string =>
  pathname === "/"
    ? "/log"
    : pathname.replace(/^\/projects\/([^/]+)\/activity\/new$|.*/, (_, slug) => (slug ? `/log/${slug}` : ""));

/** The page from the server; without a network the one that stands in for it, where it is kept. */
async function orInstead(request: Request, other: string): Promise<Response> {
  try {
    return await fetch(request);
  } catch (error) {
    if (!(await caches.match(other, { ignoreVary: true }))) throw error;
    return Response.redirect(other);
  }
}

/** A file of the build never changes under its name. */
const file = async (request: Request): Promise<Response> =>
  (await caches.match(request.url, { ignoreVary: true })) ?? fetch(request);

export {};
