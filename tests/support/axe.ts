import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";

/** What axe finds on a page by WCAG 2.2 AA, one line a finding; empty is the goal. */
export const findings = (page: Page) =>
  look(page, { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] });

/** The same, but only what may differ in another width or other colours of a page whose structure was looked at. */
export const findingsOfLook = (page: Page) =>
  look(page, {
    type: "rule",
    values: ["color-contrast", "link-in-text-block", "scrollable-region-focusable", "target-size"],
  });

/** Without frames: the product's only one shows a mail and runs no scripts, so axe would wait for it for ever. */
async function look(page: Page, runOnly: { type: "tag" | "rule"; values: string[] }): Promise<string[]> {
  const axe = new AxeBuilder({ page }).options({ resultTypes: ["violations"], runOnly }).setLegacyMode();
  const { violations } = await axe.analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(" | ")}`);
}
