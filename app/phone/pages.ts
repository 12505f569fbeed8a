/** What the service worker gives back without a network (worker.ts), put there by the page itself once it has it all. */
const shelf = "hlidka-pages";

/** Has the service worker there; false where a browser has none, as on plain http. */
export async function startWorker(): Promise<boolean> {
  if (!("serviceWorker" in navigator)) return false;
  // Next bundles the worker only where the call is spelled exactly so.
  await navigator.serviceWorker.register(new URL("./worker.ts", import.meta.url), { scope: "/check-in/" });
  await navigator.serviceWorker.ready;
  return true;
}

/** Keeps this page and every file of the build that it has loaded or names. Throws when one of them cannot be had. */
export async function keepPage(): Promise<void> {
  const address = `${location.pathname}${location.search}`;
  const answer = await fetch(address, { headers: { accept: "text/html" }, cache: "no-store" });
  const isPage = answer.ok && !answer.redirected && (answer.headers.get("content-type") ?? "").startsWith("text/html");
  if (!isPage) throw new Error("the page cannot be kept");
  const text = await answer.clone().text();
  const named = [...text.matchAll(/\/_next\/static\/[\w./~%-]+\.(?:js|css|woff2|wasm)/g)].map(([path]) => path);
  const loaded = performance
    .getEntriesByType("resource")
    .map(({ name }) => new URL(name))
    .filter(({ origin, pathname }) => origin === location.origin && pathname.startsWith("/_next/static/"))
    .map(({ pathname, search }) => `${pathname}${search}`);
  const cache = await caches.open(shelf);
  const missing: string[] = [];
  for (const path of new Set([...named, ...loaded])) if (!(await cache.match(path))) missing.push(path);
  await cache.addAll(missing);
  await cache.put(address, answer);
}

/** Whether this page is kept. */
export const isKept = async (): Promise<boolean> =>
  "caches" in globalThis &&
  (await (await caches.open(shelf)).match(`${location.pathname}${location.search}`)) !== undefined;

export const dropPages = () => ("caches" in globalThis ? caches.delete(shelf) : Promise.resolve(false));
