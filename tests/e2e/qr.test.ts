import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { prepareZXingModule, readBarcodes } from "zxing-wasm/reader";
import { visit } from "../support/browser";
import { serverUrl } from "../support/server";

const file = new URL("../../node_modules/zxing-wasm/dist/reader/zxing_reader.wasm", import.meta.url);
prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(readFileSync(file)).buffer } });

/** What a reader of another maker sees in a picture. */
const textsIn = async (picture: Uint8Array<ArrayBuffer>) =>
  (await readBarcodes(picture, { formats: ["QRCode"], tryInvert: false, tryHarder: false })).map(({ text }) => text);

test.each([
  ["light", null, "/m/setkani-apk-2025"],
  ["dark", null, "/m/setkani-apk-2025"],
  ["light", "organiser@mv.example", "/meetings/setkani-apk-2025"],
  ["dark", "organiser@mv.example", "/meetings/setkani-apk-2025"],
])("the code on a phone in the %s theme is read from its picture alone, for %s", async (theme, email, path) => {
  const { page, context } = await visit(email, { viewport: { width: 360, height: 740 } });
  await context.addCookies([{ name: "hlidka.theme", value: theme, url: serverUrl() }]);
  await page.goto(path);
  const code = page
    .locator("svg[role=img]")
    .filter({ has: page.locator("path[fill='#000']") })
    .first();
  await code.scrollIntoViewIfNeeded();
  const picture = new Uint8Array(await code.screenshot());
  expect(await textsIn(picture)).toEqual([expect.stringMatching(/\/m\/setkani-apk-2025$/)]);
});
