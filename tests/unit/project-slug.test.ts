import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { changeProjectInput, suggestSlug } from "@/lib/domain/project";

/** What stands beside the address of a project, and would hide one of that name. */
const beside = readdirSync("app/(office)/projects", { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !/^[[(]/.test(entry.name))
  .map(({ name }) => name);

test.each(["export", ...beside])("no project is called %s, which is a word of addresses", (slug) => {
  expect(changeProjectInput.shape.slug.safeParse(slug).success).toBe(false);
  expect(suggestSlug(slug, [])).toBe(`${slug}-2`);
});

test("one that was called export before is at its own address: nothing else stands there", () => {
  expect(beside).toEqual(["new"]);
});
