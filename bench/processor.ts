import { readdirSync, readFileSync } from "node:fs";

/** A clock of the kernel ticks a hundred times a second. */
const tick = 10;

/** Of a process, out of /proc: whose child it is and the milliseconds it took, with those of its children that are gone. */
function statOf(pid: string): { parent: string; own: number; gone: number } | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
    const of = (from: number) => (Number(fields[from]) + Number(fields[from + 1])) * tick;
    return { parent: fields[1] ?? "", own: of(11), gone: of(13) };
  } catch {
    return null;
  }
}

/** Milliseconds of the processor that these processes took so far, with their children. */
export function processorOf(pids: readonly number[]): number {
  const heads = new Set(pids.map(String));
  let sum = 0;
  for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
    const stat = statOf(pid);
    if (!stat) continue;
    if (heads.has(pid)) sum += stat.own + stat.gone;
    else if (heads.has(stat.parent)) sum += stat.own;
  }
  return sum;
}

/** What a process holds in memory at the moment, in megabytes. */
export function residentMegabytes(pid: number | undefined): number {
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0) / 1024);
}
