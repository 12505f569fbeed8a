import { beforeAll, expect, test } from "vitest";
import { addressOf, findRecords, pages } from "../../bin/check/pages.mjs";
import { findings, findingsOfLook } from "../support/axe";
import { visit } from "../support/browser";
import { overflow, sharedNames, smallTargets, wrongHeadings } from "../support/look";
import { get, serverUrl } from "../support/server";

const all = (["cs", "en"] as const).flatMap((locale) =>
  ([1440, 360] as const).flatMap((width) => (["light", "dark"] as const).map((theme) => ({ locale, width, theme }))),
);
/** `HLIDKA_LOOKS=all npm test -- --only e2e pages` takes every look; otherwise two, in which each value occurs. */
const looks =
  process.env.HLIDKA_LOOKS === "all" ? all : all.filter((_, index) => index === 0 || index === all.length - 1);

let records: Record<string, string> = {};
beforeAll(async () => {
  records = await findRecords(async (path, email) => (await get(path, email)).text());
});

test("every record that a page needs was found", () => {
  expect(Object.values(records).filter((address) => address === "")).toEqual([]);
});

test("what is wrong would be seen", async () => {
  const { page, context } = await visit(null, { viewport: { width: 360, height: 740 } });
  await page.setContent(
    `<html lang="cs"><title>Kontrola</title><main><h1>Kontrola</h1><img src="/icon.svg" width="20">
      <p style="color: #bbb; background: #fff">bledé</p><button style="width: 500px">malé</button></main></html>`,
  );
  const rules = async (axe: typeof findings) => (await axe(page)).map((finding) => finding.split(":")[0]).sort();
  expect(await rules(findings)).toEqual(["color-contrast", "image-alt"]);
  expect(await rules(findingsOfLook)).toEqual(["color-contrast"]);
  expect(await overflow(page)).toBeGreaterThan(100);
  expect(await smallTargets(page)).toHaveLength(1);
  expect(await wrongHeadings(page)).toEqual([]);
  await page.setContent(
    `<html lang="cs"><title>Kontrola</title><main><h1>Jedna</h1><h3>Tři</h3><h1>Dva</h1><a href="/a">Otevřít</a>
      <a href="/b">Otevřít</a><a href="/c">Tam</a><a href="/c">Tam</a><button>Uložit</button><button>Uložit</button>`,
  );
  expect(await wrongHeadings(page)).toEqual(["2 headings of level 1", "heading “Tři” skips to level 3"]);
  expect(await sharedNames(page)).toEqual(["2 × “Otevřít”", "2 × “Uložit”"]);
  await context.close();
});

/**
 * What is wrong with the pages in one look: nothing for axe, nothing sticks out, nothing too small for a thumb. The
 * structure of a page is the same in all looks, so axe, headings and names are looked at in the first one.
 */
async function lookOver(look: (typeof all)[number]) {
  const { locale, width, theme } = look;
  const axe = look === looks[0] ? findings : findingsOfLook;
  const wrong: string[] = [];
  for (const email of new Set(pages.map((one) => one.email))) {
    const viewport = { width, height: width === 360 ? 740 : 900 };
    const { page, context, complaints } = await visit(email, { viewport, hasTouch: width === 360 });
    await context.addCookies([
      { name: "hlidka.locale", value: locale, url: serverUrl() },
      { name: "hlidka.theme", value: theme, url: serverUrl() },
    ]);
    for (const { name, path, status = 200 } of pages.filter((one) => one.email === email)) {
      const response = await page.goto(addressOf(path, records));
      const note = (what: string) => wrong.push(`${locale}, ${width} px, ${theme}, ${name}: ${what}`);
      if (response?.status() !== status) note(`status ${response?.status()}`);
      if ((await page.locator("html").getAttribute("lang")) !== locale) note("another language");
      for (const finding of await axe(page)) note(finding);
      if (look === looks[0]) {
        for (const heading of await wrongHeadings(page)) note(heading);
        for (const name of await sharedNames(page)) note(name);
      }
      if ((await overflow(page)) > 0) note(`sticks out by ${await overflow(page)} px`);
      if (width === 360) for (const small of await smallTargets(page)) note(`small: ${small}`);
      for (const complaint of complaints.splice(0)) if (status === 200) note(complaint);
    }
    await context.close();
  }
  return wrong;
}

// Two looks at a time, one for each processor of a small machine.
const pairs = looks.flatMap((_, index) => (index % 2 ? [] : [looks.slice(index, index + 2)]));

test.each(pairs.map((pair) => [pair.map((look) => Object.values(look).join(" ")).join(" and "), pair] as const))(
  "nothing is wrong with any page: %s",
  async (_, pair) => {
    expect((await Promise.all(pair.map(lookOver))).flat()).toEqual([]);
  },
  600_000,
);
