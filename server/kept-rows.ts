import { createHash, createHmac, hkdfSync, timingSafeEqual } from "node:crypto";
import { appendFile, mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { setImmediate as turn } from "node:timers/promises";

/** What was computed for a version of something; of one slot the newest row counts. */
type Row<T> = { slot: string; version: string; value: T };
/** Of what is kept across restarts. */
export type KeptRows<T> = ReturnType<typeof keptRows<T>>;

const form = /^([\w-]{43}) ([\w-]{43}) (\d{13}) ([\w-]{43}) /;
/** Rows that are signed before others have their turn. */
const atOnce = 25;
/** What was changed behind the application's back, which no version tells, is at most so old, in milliseconds. */
const longest = 24 * 3_600_000;
/** After this time the rows of the last process are not looked for any more: this one knows its own. */
const lookedFor = 300_000;

/**
 * Rows in a file, for the next process of the same build: each with the version that it was computed for, so that nothing
 * outdated is given out, and signed under a key of this installation and build, so that nothing foreign is. A row that is
 * torn or foreign is none, and said once in the log; a disk that takes no more ends the keeping and nothing else.
 */
export function keptRows<T>(options: {
  path: string;
  secret: string;
  build: string;
  mostBytes: number;
  complain: (what: string, error?: unknown) => void;
}) {
  const { secret, build, mostBytes } = options;
  const path = `${options.path}.${mark(build).slice(0, 12)}`;
  const key = Buffer.from(hkdfSync("sha256", secret, build, "hlidka kept rows", 32));
  let found: Promise<Map<string, Buffer>> | undefined;
  let writing: Promise<unknown> = Promise.resolve();
  let complained = false;

  const complain = (what: string, error?: unknown) => {
    if (!complained) options.complain(what, error);
    complained = true;
  };
  const signature = (head: string, text: string | Buffer) =>
    createHmac("sha256", key).update(`${head} `).update(text).digest();

  /** The newest line of each slot. What other builds have left is removed, and so is what newer lines replace. */
  const load = async () => {
    const lines = new Map<string, Buffer>();
    const own = basename(options.path);
    for (const name of await readdir(dirname(path)).catch(() => []))
      if (name.startsWith(`${own}.`) && name !== basename(path)) await rm(join(dirname(path), name), { force: true });
    const bytes = await readFile(path).catch(() => Buffer.alloc(0));
    for (let from = 0; from < bytes.length; ) {
      const newline = bytes.indexOf(10, from);
      const end = newline < 0 ? bytes.length : newline;
      if (end > from) lines.set(bytes.toString("latin1", from, Math.min(from + 43, end)), bytes.subarray(from, end));
      from = end + 1;
    }
    if (bytes.length > mostBytes / 2) queue(() => rewrite([...lines.values()]));
    setTimeout(() => {
      found = Promise.resolve(new Map());
    }, lookedFor).unref();
    return lines;
  };
  const rewrite = async (lines: readonly Buffer[]) => {
    await writeFile(`${path}.new`, Buffer.concat(lines.flatMap((line) => [line, Buffer.from("\n")])), { mode: 0o600 });
    await rename(`${path}.new`, path);
  };
  const queue = (work: () => Promise<unknown>) => {
    writing = writing.then(work).catch((error: unknown) => complain("computed rows cannot be kept", error));
  };

  const read = (line: Buffer | undefined, version: string): T | undefined => {
    if (!line) return undefined;
    const [head = "", slot, of, at = "", sign = ""] = form.exec(line.toString("latin1", 0, 160)) ?? [];
    const text = line.subarray(head.length);
    const right = signature(`${slot} ${of} ${at}`, text);
    if (!head || !timingSafeEqual(Buffer.from(sign.padEnd(43, "A"), "base64url"), right)) {
      complain("a kept row is torn or not of this installation");
      return undefined;
    }
    if (of !== mark(version) || Date.now() - Number(at) > longest) return undefined;
    const value: T = JSON.parse(text.toString("utf8"));
    return value;
  };

  return {
    /** What is kept for these versions, by slot. */
    async find(versions: ReadonlyMap<string, string>): Promise<Map<string, T>> {
      found ??= load();
      const lines = await found;
      const values = new Map<string, T>();
      for (const [slot, version] of versions) {
        const value = read(lines.get(mark(slot)), version);
        if (value !== undefined) values.set(slot, value);
      }
      return values;
    },

    /** Keeps rows, a moment later. */
    add(rows: readonly Row<T>[]): void {
      if (rows.length === 0) return;
      queue(async () => {
        const lines: string[] = [];
        for (const [at, { slot, version, value }] of rows.entries()) {
          if (at % atOnce === 0) await turn();
          const head = `${mark(slot)} ${mark(version)} ${Date.now()}`;
          const text = JSON.stringify(value);
          lines.push(`${head} ${signature(head, text).toString("base64url")} ${text}\n`);
        }
        const added = Buffer.from(`\n${lines.join("")}`);
        await mkdir(dirname(path), { recursive: true, mode: 0o700 });
        const size = await stat(path).then(
          (known) => known.size,
          () => 0,
        );
        if (size + added.length > mostBytes) await rm(path, { force: true });
        await appendFile(path, added, { mode: 0o600 });
      });
    },

    /** Resolves when everything that was to be kept is written. */
    written: async (): Promise<void> => {
      await writing;
    },
  };
}

const mark = (text: string) => createHash("sha256").update(text).digest("base64url");
