import { vi } from "vitest";

export type Printed = { status: number; stdout: string; stderr: string };

/** What a call of the command line prints in this process, and its exit code. */
export async function printed(call: () => Promise<number>): Promise<Printed> {
  const said = { stdout: "", stderr: "" };
  const { stdout, stderr } = process;
  const write = { stdout: stdout.write, stderr: stderr.write };
  const keep = (name: "stdout" | "stderr") => (text: unknown) => {
    said[name] += String(text);
    return true;
  };
  Object.assign(stdout, { write: keep("stdout") });
  Object.assign(stderr, { write: keep("stderr") });
  try {
    return { status: await call(), ...said };
  } finally {
    Object.assign(stdout, { write: write.stdout });
    Object.assign(stderr, { write: write.stderr });
  }
}

/**
 * The command line as one that is started with some more environment, but in this process: it reads its settings anew,
 * its pool and its environment are its own. Calls of one or several of them come one after the other.
 */
export function commandLine(more: Record<string, string | undefined> = {}): (...args: string[]) => Promise<Printed> {
  let loaded: Promise<typeof import("@/bin/cli/commands")> | undefined;
  return async (...args) => {
    const before = { ...process.env };
    const pool = globalThis.hlidkaDatabase;
    globalThis.hlidkaDatabase = undefined;
    setEnvironment({ ...before, ...more });
    try {
      if (!loaded) vi.resetModules();
      loaded ??= import("@/bin/cli/commands");
      const { callCommand } = await loaded;
      return await printed(() => callCommand(args));
    } finally {
      setEnvironment(before);
      globalThis.hlidkaDatabase = pool;
    }
  };
}

/** Makes the environment of this process what is wanted, nothing more. */
export function setEnvironment(wanted: Record<string, string | undefined>) {
  for (const name of Object.keys(process.env)) if (wanted[name] === undefined) delete process.env[name];
  for (const [name, value] of Object.entries(wanted)) if (value !== undefined) process.env[name] = value;
}
