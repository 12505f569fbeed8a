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
