import { compareSizes, teller, withBoth } from "./scale";

/** Pages of one project: what else is there must not make them longer. */
const pages = ["", "/activity", "/budget", "/indicators", "/team", "/audit"].map((part) => `/projects/sokolov${part}`);

/**
 * What the pages of one project cost an auditor, who reads all of a thousand, against one who reads all of a hundred.
 * Prints the ratios of time and of HTML; true when they are as wanted.
 */
export const auditor = (say: (line: string) => void, rounds: number): Promise<boolean> =>
  withBoth(say, async (many, few) => {
    const { tell, end } = teller();
    for (const path of pages) {
      const { ms, ratio, html } = await compareSizes(many, few, path, rounds);
      tell(`${path} at 1 000 projects against 100`, ratio, 1.5, `; ${ms.toFixed(0)} ms`);
      tell(`${path} HTML`, html, 1.1);
    }
    return end("auditor");
  });
