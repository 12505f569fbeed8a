import { gzipSync } from "node:zlib";
import { chromium } from "playwright-core";

export type Weight = { before: number; withCharts: number };

/** Gzipped bytes of JavaScript that the overview loads before its charts, and with them; without nomodule scripts. */
export async function javascriptOf(url: string, cookie: string, executablePath: string): Promise<Weight> {
  const html = await (await fetch(url, { headers: { cookie } })).text();
  const first = [...html.matchAll(/<script\b[^>]*>/g)].map(([tag]) => tag).filter((tag) => !/\bnomodule\b/i.test(tag));
  const sources = new Set(first.flatMap((tag) => /\bsrc="([^"]+)"/.exec(tag)?.[1] ?? []));
  const browser = await chromium.launch({
    executablePath,
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"],
  });
  try {
    const context = await browser.newContext({ extraHTTPHeaders: { cookie }, viewport: { width: 1440, height: 900 } });
    const page = await context.newPage();
    const loaded = new Set<string>();
    page.on("response", (response) => {
      if (response.request().resourceType() === "script") loaded.add(new URL(response.url()).pathname);
    });
    await page.goto(url, { waitUntil: "networkidle" });
    await page.mouse.wheel(0, 4000);
    await page.waitForTimeout(1500);
    const noModule = [...html.matchAll(/<script\b[^>]*\bnomodule\b[^>]*>/gi)].flatMap(
      ([tag]) => /\bsrc="([^"]+)"/.exec(tag)?.[1] ?? [],
    );
    for (const path of noModule) loaded.delete(new URL(path, url).pathname);
    const size = async (paths: Iterable<string>) => {
      let bytes = 0;
      for (const path of paths)
        bytes += gzipSync(Buffer.from(await (await fetch(new URL(path, url))).arrayBuffer())).byteLength;
      return Math.round(bytes / 1000);
    };
    return {
      before: await size(sources),
      withCharts: await size(new Set([...loaded, ...[...sources].map((path) => new URL(path, url).pathname)])),
    };
  } finally {
    await browser.close();
  }
}
