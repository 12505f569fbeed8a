import { readdirSync } from "node:fs";
import { join } from "node:path";

/** What Next serves by itself: not ours, but no business of anybody's city either. */
const special = ["/_not-found"];

/** Every address of the product as it lies on the disk: `/projects/[slug]`, pages and handlers alike. */
export function routesOnDisk(folder = "app"): { route: string; kind: "page" | "handler" }[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /^(page\.tsx|route\.tsx?)$/.test(entry.name))
    .map((entry) => {
      const parts = join(entry.parentPath).split("/").slice(1);
      const route = `/${parts.filter((part) => !/^\(.*\)$/.test(part)).join("/")}`;
      return { route, kind: entry.name.startsWith("page") ? ("page" as const) : ("handler" as const) };
    })
    .filter(({ route }) => !special.includes(route))
    .sort((a, b) => a.route.localeCompare(b.route));
}
