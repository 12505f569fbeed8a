import { readFileSync } from "node:fs";
import { z } from "zod";

const manifest = z.object({
  staticRoutes: z.array(z.object({ page: z.string() })),
  dynamicRoutes: z.array(z.object({ page: z.string(), regex: z.string() })),
});

/**
 * The pattern of an address, `/projects/[slug]`, as the build knows it: what may be logged and counted. Parts of an
 * address may be secrets (the token of a link) or invented by anybody, so one that is no route has no name.
 */
export function routePatterns(dev: boolean): (path: string) => string {
  if (dev) return (path) => (path.startsWith("/_next/") ? "/_next" : "(development)");
  const { staticRoutes, dynamicRoutes } = manifest.parse(
    JSON.parse(readFileSync(".next/routes-manifest.json", "utf8")),
  );
  const fixed = new Set(staticRoutes.map(({ page }) => page));
  const patterns = dynamicRoutes.map(({ page, regex }) => ({ page, regex: new RegExp(regex) }));
  return (path) => {
    if (path.startsWith("/_next/")) return "/_next";
    return fixed.has(path) ? path : (patterns.find(({ regex }) => regex.test(path))?.page ?? "(none)");
  };
}
