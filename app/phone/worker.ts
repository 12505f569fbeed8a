/**
 * The one service worker: it gives the pages of this folder of addresses back when there is no network, with the files of
 * the build that they need. Everything else of the product goes past it to the server, so nothing else is ever old.
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
  if (request.mode === "navigate" && /^\/check-in\/[^/]+$/.test(pathname)) event.respondWith(page(request));
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

/** A file of the build never changes under its name. */
const file = async (request: Request): Promise<Response> =>
  (await caches.match(request.url, { ignoreVary: true })) ?? fetch(request);

export {};
