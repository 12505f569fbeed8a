import { readFileSync } from "node:fs";
import type { Sheet } from "@/lib/export/sheet";
import { toXlsx } from "@/lib/export/xlsx";
import type { Load } from "./load";
import { median, run } from "./measure";

const rows = 10_000;
const wanted = { ratio: 2, megabytes: 200 };

/**
 * What the preview of a workbook of 10 000 rows does to others: the 95th percentile of their requests beside it against
 * that without it, in turns, and the memory that it takes. Prints both; true when they are as wanted.
 */
export async function importPreview(
  url: string,
  cookie: string,
  others: Omit<Load, "seconds" | "connections">,
  pid: number,
) {
  const file = await workbook();
  const load = { ...others, seconds: 4, connections: 2 };
  const before = await most(pid, () => run({ ...load, seconds: 8 }));
  const ratios: number[] = [];
  const took: number[] = [];
  let peak = before;
  for (let round = 0; round < 3; round += 1) {
    const idle = await run(load);
    let going = true;
    const previews = (async () => {
      while (going) {
        const began = performance.now();
        await preview(url, cookie, file);
        took.push(performance.now() - began);
      }
    })();
    let beside = idle;
    const here = await most(pid, async () => {
      beside = await run(load);
      going = false;
      await previews;
    });
    peak = Math.max(peak, here);
    ratios.push(beside.p95 / idle.p95);
    console.log(`  round ${round + 1}: p95 ${idle.p95} ms alone, ${beside.p95} ms beside previews`);
  }
  const ratio = median(ratios);
  const megabytes = peak - before;
  console.log(
    `import preview: ${rows} rows in ${median(took).toFixed(0)} ms; p95 of others ${ratio.toFixed(2)} times that without (≤ ${wanted.ratio}), memory +${megabytes} MB (≤ ${wanted.megabytes})`,
  );
  return ratio <= wanted.ratio && megabytes <= wanted.megabytes;
}

/** The most resident memory of a process, in megabytes, while something is done. */
async function most(pid: number, work: () => Promise<unknown>): Promise<number> {
  let found = residentMegabytes(pid);
  const watch = setInterval(() => {
    found = Math.max(found, residentMegabytes(pid));
  }, 50);
  await work().finally(() => clearInterval(watch));
  return found;
}

async function preview(url: string, cookie: string, file: Uint8Array): Promise<void> {
  const response = await fetch(`${url}/api/v1/projects/sokolov/expenses/preview`, {
    method: "POST",
    headers: { cookie, origin: url, "sec-fetch-site": "same-origin", "content-type": "application/octet-stream" },
    body: Buffer.from(file),
  });
  const text = await response.text();
  if (response.status !== 200 || !text.includes(`"ok":{"count":${rows}`))
    throw new Error(`the preview answered ${response.status}: ${text.slice(0, 200)}`);
}

function workbook(): Promise<Uint8Array> {
  const text = (header: string) => ({ header, kind: "text" as const });
  const sheet: Sheet = {
    title: "Výdaje",
    columns: [
      text("Číslo dokladu"),
      text("Položka"),
      text("Dodavatel"),
      text("Popis"),
      { header: "Vystaveno", kind: "day" },
      { header: "Uhrazeno", kind: "day" },
      { header: "Částka", kind: "money" },
      text("Druh"),
    ],
    rows: Array.from({ length: rows }, (_, at) => [
      `BENCH-${at}`,
      "1.1.1.1",
      `Dodavatel ${at % 300}`,
      `Školení žáků a řešení šikany, část ${at}`,
      "2024-05-02",
      "2024-05-16",
      100_050 + at,
      "mzdy",
    ]),
    facts: [],
  };
  return toXlsx([sheet], "O exportu");
}

const residentMegabytes = (pid: number) =>
  Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0) / 1024);
