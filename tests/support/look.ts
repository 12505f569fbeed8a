import type { Page } from "playwright-core";

/** How far the page can be pushed sideways, in pixels; tables scroll inside themselves. */
export const overflow = (page: Page) =>
  page.evaluate(() => Math.max(0, document.documentElement.scrollWidth - window.innerWidth));

/**
 * What a thumb would miss: everything to press that is less than 44 px high, but for links inside a sentence and the
 * headings of a table that stands as cards.
 */
export const smallTargets = (page: Page) =>
  page.evaluate(() => {
    const shown = (element: Element) => {
      const { width, height } = element.getBoundingClientRect();
      return width > 2 && height > 2 && element.checkVisibility({ visibilityProperty: true });
    };
    const spared = (element: Element) =>
      element.closest("thead, .sr-only") !== null ||
      (element.matches("a") && getComputedStyle(element).display === "inline" && element.closest("p") !== null) ||
      (element.matches("input") && element.closest("label") !== null) ||
      (element.matches("label") && element.querySelector("input") === null);
    return [...document.querySelectorAll("a, button, input, select, textarea, summary, label")]
      .filter((element) => shown(element) && !spared(element) && element.getBoundingClientRect().height < 43.5)
      .map((element) => {
        const { width, height } = element.getBoundingClientRect();
        const name = element.textContent?.trim() || element.getAttribute("aria-label") || element.getAttribute("name");
        return `${element.tagName.toLowerCase()} “${name?.slice(0, 40)}” ${Math.round(width)}×${Math.round(height)}`;
      });
  });

/**
 * What assistive technology is told of a page: headings, links and buttons in their order, with level or address; heads
 * of columns are told with their table.
 */
async function outline(page: Page) {
  const lines = (await page.locator("body").ariaSnapshot()).split("\n");
  return lines.flatMap((line, index) => {
    const found = /^\s*- '?(heading|link|button) "((?:[^"\\]|\\.)*)"(?: .*?\[level=(\d)\])?/.exec(line);
    if (!found || /^\s*- '?columnheader /.test(lines[index - 1] ?? "")) return [];
    const [, role = "", name = "", level] = found;
    const url = /^\s*- \/url: (.*)$/.exec(lines[index + 1] ?? "")?.[1];
    return [{ role, name: name.replaceAll("''", "'"), level: Number(level), url: url ?? "" }];
  });
}

/** What is wrong with the headings: not one h1, or a level left out on the way down. */
export async function wrongHeadings(page: Page): Promise<string[]> {
  const headings = (await outline(page)).filter(({ role }) => role === "heading");
  const first = headings.filter(({ level }) => level === 1);
  const skipped = headings.filter(({ level }, index) => level > (headings[index - 1]?.level ?? 0) + 1);
  return [
    ...(first.length === 1 ? [] : [`${first.length} headings of level 1`]),
    ...skipped.map(({ name, level }) => `heading “${name}” skips to level ${level}`),
  ];
}

/** Whether the rows of these links say the same of two records: then no name can tell them apart either. */
const readAlike = (page: Page, urls: string[]) =>
  page.evaluate((wanted) => {
    const links = [...document.querySelectorAll("a")].filter((link) =>
      wanted.includes(link.getAttribute("href") ?? ""),
    );
    const rows = links.map((link) => link.closest("tr, li")?.textContent ?? link.getAttribute("href"));
    return rows.length >= wanted.length && new Set(rows).size === 1;
  }, urls);

/** Names that stand on a page for more than one thing: links to other addresses, and every button is a thing of its own. */
export async function sharedNames(page: Page): Promise<string[]> {
  const things = new Map<string, Set<string>>();
  for (const [index, { role, name, url }] of (await outline(page)).entries()) {
    if (role === "heading") continue;
    const of = things.get(name) ?? new Set();
    things.set(name, of.add(role === "link" ? url : `button ${index}`));
  }
  const shared = [...things].filter(([, of]) => of.size > 1);
  const alike = await Promise.all(shared.map(([, of]) => readAlike(page, [...of])));
  return shared.filter((_, index) => !alike[index]).map(([name, of]) => `${of.size} × “${name}”`);
}
