import { cpSync, linkSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { verifyBackup } from "@/server/backup/verify";

/** One thing done to a backup that makes it another: its files, but the one that is spoiled, are links to the original. */
type Spoil = (path: string) => void;

const flip: Spoil = (path) => {
  const bytes = readFileSync(path);
  const at = Math.floor(Math.random() * bytes.length);
  bytes[at] = (bytes[at] ?? 0) ^ (1 << Math.floor(Math.random() * 8));
  rmSync(path);
  writeFileSync(path, bytes);
};
const cut: Spoil = (path) => {
  const bytes = readFileSync(path);
  rmSync(path);
  writeFileSync(path, bytes.subarray(0, -1));
};
const lose: Spoil = (path) => rmSync(path);
const add: Spoil = (path) => writeFileSync(`${path}.more`, "");
const spoils: readonly Spoil[] = [flip, flip, flip, cut, lose, add];

/** Spoils a backup in many ways, one at a time; what was not refused by the name of the spoiled file. */
export async function flips(folder: string, many: number): Promise<{ tried: number; passed: string[] }> {
  const whole = await verifyBackup(folder);
  if (whole.problems.length > 0) return { tried: 0, passed: whole.problems };
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) =>
    statSync(join(folder, name)).isFile(),
  );
  const notEmpty = files.filter((name) => statSync(join(folder, name)).size > 0);
  const passed: string[] = [];
  for (let n = 0; n < many; n += 1) {
    const spoil = spoils[n % spoils.length] ?? flip;
    const name = (n < 4 ? ["manifest.json", "manifest.sha256", "files.txt"][n] : undefined) ?? pick(notEmpty);
    const copy = join(dirname(folder), "spoiled");
    for (const file of files) {
      mkdirSync(dirname(join(copy, file)), { recursive: true });
      linkSync(join(folder, file), join(copy, file));
    }
    spoil(join(copy, name));
    const { problems } = await verifyBackup(copy);
    if (!problems.some((problem) => problem.includes(name))) passed.push(`not noticed: ${spoil.name} ${name}`);
    rmSync(copy, { recursive: true });
  }
  return { tried: many, passed };
}

const pick = (from: readonly string[]) => from[Math.floor(Math.random() * from.length)] ?? "";

/** For the control: some tables of another backup, with sums that fit, as if they had been read at another moment. */
export function copyTables(from: string, to: string, names: readonly string[]): void {
  for (const name of names) cpSync(join(from, "tables", `${name}.copy`), join(to, "tables", `${name}.copy`));
}
