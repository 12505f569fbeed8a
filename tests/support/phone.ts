import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BrowserContext, chromium, type Page } from "playwright-core";
import { qrModules } from "@/lib/qr";
import { middleman } from "./middleman";
import { serverUrl } from "./server";

/** A phone with a disk of its own: closed and opened again it has what it had. */
export type Phone = { context: BrowserContext; page: Page; complaints: string[]; close: () => Promise<void> };

export const newDisk = () => mkdtemp(join(tmpdir(), "hlidka-phone-"));
export const eraseDisk = (disk: string) => rm(disk, { recursive: true, force: true });

/** A network to the server that can be cut, for pages and service workers alike, and mended. */
export async function newNetwork() {
  let line = await middleman(serverUrl());
  const { origin, port } = new URL(line.url);
  return {
    origin,
    cut: () => line.stop(),
    async mend() {
      line = await middleman(serverUrl(), {}, Number(port));
    },
  };
}

/** Opens the phone of a disk; film: what its camera sees; origin: where its network leads. */
export async function openPhone(
  disk: string,
  { film, origin = serverUrl() }: { film?: string; origin?: string } = {},
): Promise<Phone> {
  const context = await chromium.launchPersistentContext(disk, {
    executablePath: process.env.HLIDKA_BROWSER,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--no-first-run",
      "--disable-background-networking",
      "--use-fake-ui-for-media-stream",
      "--use-fake-device-for-media-stream",
      ...(film ? [`--use-file-for-fake-video-capture=${film}`] : []),
    ],
    baseURL: origin,
    locale: "cs-CZ",
    permissions: ["camera"],
    viewport: { width: 360, height: 740 },
    hasTouch: true,
  });
  const page = context.pages()[0] ?? (await context.newPage());
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  return { context, page, complaints, close: () => context.close() };
}

/** Signs a phone in by the cookie of a session, in place of whoever was. */
export async function enter({ context }: Phone, cookie: string): Promise<void> {
  await context.clearCookies();
  for (const pair of cookie.split("; ")) {
    const cut = pair.indexOf("=");
    await context.addCookies([{ name: pair.slice(0, cut), value: pair.slice(cut + 1), url: serverUrl() }]);
  }
}

const side = 480;
const framesPerSecond = 10;

/** A film of codes, each before the camera for so many seconds, over and over; its path. */
export async function filmOf(disk: string, shots: readonly { text: string; seconds: number }[]): Promise<string> {
  const gray = Buffer.alloc((side * side) / 2, 128);
  const parts: Buffer[] = [Buffer.from(`YUV4MPEG2 W${side} H${side} F${framesPerSecond}:1 Ip A1:1 C420jpeg\n`)];
  for (const { text, seconds } of shots) {
    const picture = draw(text);
    for (let frame = 0; frame < seconds * framesPerSecond; frame += 1)
      parts.push(Buffer.from("FRAME\n"), picture, gray);
  }
  const path = join(disk, "camera.y4m");
  await writeFile(path, Buffer.concat(parts));
  return path;
}

/** The brightness of a picture with the code in its middle; all white for no text. */
function draw(text: string): Buffer {
  const picture = Buffer.alloc(side * side, 235);
  if (!text) return picture;
  const modules = qrModules(text);
  const size = Math.floor(side / modules.length);
  const margin = Math.floor((side - size * modules.length) / 2);
  for (const [row, line] of modules.entries())
    for (const [column, dark] of line.entries())
      if (dark)
        for (let y = 0; y < size; y += 1)
          picture.fill(16, at(margin, size, row, y, column), at(margin, size, row, y, column) + size);
  return picture;
}
const at = (margin: number, size: number, row: number, y: number, column: number) =>
  (margin + row * size + y) * side + margin + column * size;
