import { randomInt, randomUUID } from "node:crypto";
import { Agent, request } from "node:http";
import { z } from "zod";

/** One load: how many connections ask the same again and again, for how many seconds. Run as a process of its own. */
const shape = z.object({
  /** "{day}" in it stands for another day each time, of more than the product remembers answers for. */
  url: z.string(),
  seconds: z.number(),
  connections: z.number(),
  headers: z.record(z.string(), z.string()),
  /**
   * Sent as a command with a fresh id each time; a GET without it. "{day}", "{from}" and "{to}" in it stand for a shift of
   * its own, "{mark}" for what nothing else is called, "{network}" in a header for an address that few others have.
   */
  command: z.unknown().optional(),
});
export type Load = z.input<typeof shape>;
export type Measured = { perSecond: number; p50: number; p95: number; p99: number; failures: number; done: number };

const load = shape.parse(JSON.parse(process.argv[2] ?? "{}"));
const agent = new Agent({ keepAlive: true, maxSockets: load.connections });
const times: number[] = [];
const firstDay = Date.UTC(2023, 3, 1);
let asked = 0;
let failures = 0;
const end = performance.now() + load.seconds * 1000;

/** Three hours on one of 400 days of 2024 and 2025 from one of 840 minutes on; loads that follow each other take others. */
function ownShift(text: string): string {
  const mark = Date.now() + asked;
  const day = new Date(Date.UTC(2024, 0, 1) + (mark % 400) * 86_400_000).toISOString().slice(0, 10);
  const minute = 240 + (Math.floor(mark / 400) % 840);
  const clock = (at: number) => new Date(at * 60_000).toISOString().slice(11, 16);
  return text
    .replace("{mark}", randomUUID())
    .replace("{day}", day)
    .replace("{from}", clock(minute))
    .replace("{to}", clock(minute + 180));
}

const ownNetwork = () => `10.${[0, 0, 0].map(() => randomInt(1, 255)).join(".")}`;
const headersNow = () =>
  Object.fromEntries(
    Object.entries(load.headers).map(([name, value]) => [name, value === "{network}" ? ownNetwork() : value]),
  );

function ask(): Promise<void> {
  asked += 1;
  const day = new Date(firstDay + (asked % 900) * 86_400_000).toISOString().slice(0, 10);
  const body =
    load.command === undefined ? undefined : ownShift(JSON.stringify({ commandId: randomUUID(), input: load.command }));
  const began = performance.now();
  return new Promise((resolve) => {
    const sent = request(
      load.url.replace("{day}", day),
      {
        agent,
        method: body ? "POST" : "GET",
        headers: { ...headersNow(), ...(body && { "content-length": Buffer.byteLength(body) }) },
      },
      (answer) => {
        if (answer.statusCode !== 200) failures += 1;
        answer.on("data", () => {});
        answer.on("end", () => {
          times.push(performance.now() - began);
          resolve();
        });
      },
    );
    sent.on("error", () => {
      failures += 1;
      resolve();
    });
    sent.end(body);
  });
}

const began = performance.now();
await Promise.all(
  Array.from({ length: load.connections }, async () => {
    while (performance.now() < end) await ask();
  }),
);
const seconds = (performance.now() - began) / 1000;
times.sort((a, b) => a - b);
const at = (share: number) =>
  Number((times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0).toFixed(1));
const measured: Measured = {
  perSecond: times.length / seconds,
  p50: at(0.5),
  p95: at(0.95),
  p99: at(0.99),
  failures,
  done: times.length,
};
process.stdout.write(JSON.stringify(measured));
process.exit(0);
