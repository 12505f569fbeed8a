import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";

/**
 * What axe finds on a page by WCAG 2.2 AA, one line a finding; empty is the goal. A frame that runs no scripts would
 * keep it waiting for ever: a page with one is looked at without its frames.
 */
export async function findings(page: Page, frames = true): Promise<string[]> {
  const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
  const { violations } = await new AxeBuilder({ page }).withTags(tags).setLegacyMode(!frames).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(" | ")}`);
}
