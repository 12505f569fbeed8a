/** What the service worker gives back without a network (worker.ts), put there by a page once it has it all. */
const shelf = "hlidka-pages";

/** Has the service worker there; false where a browser has none, as on plain http. */
export async function startWorker(): Promise<boolean> {
  if (!("serviceWorker" in navigator)) return false;
  // Next bundles the worker only where the call is spelled exactly so.
  await navigator.serviceWorker.register(new URL("./worker.ts", import.meta.url), { scope: "/" });
  await navigator.serviceWorker.ready;
  // An earlier version had the same worker for the pages of a door alone.
  for (const other of await navigator.serviceWorker.getRegistrations())
    if (new URL(other.scope).pathname === "/check-in/") await other.unregister();
  return true;
}

/** Keeps a page, this one unless told, and every file of the build that it names or this one loaded. Throws when one cannot be had. */
export async function keepPage(address = `${location.pathname}${location.search}`): Promise<void> {
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

/** Whether a page is kept, this one unless told. */
export const isKept = async (address = `${location.pathname}${location.search}`): Promise<boolean> =>
  "caches" in globalThis && (await (await caches.open(shelf)).match(address)) !== undefined;

export const dropPages = () => ("caches" in globalThis ? caches.delete(shelf) : Promise.resolve(false));
