/** A command of the operator's line: answers its exit code. */
export type CliCommand = { run(args: string[]): Promise<number> };
type Entry = { usage: string; open: () => Promise<CliCommand> };

/** Each command is loaded only when it is called, so that one needs no environment or database for another's sake. */
const commands: Record<string, Entry> = {
  intake: {
    usage: "intake FILE | -            přečte zveřejněnou stránku nebo seznam projektů a vypíše JSON",
    open: () => import("@/bin/cli/intake"),
  },
  allocate: {
    usage: "allocate FILE | -          rozdělí lidi na místa setkání podle zadání v JSON a vypíše JSON",
    open: () => import("@/bin/cli/allocate"),
  },
  token: {
    usage: "token create | list | revoke   tokeny pro rozhraní (create --user EMAIL --name NAME vypíše jen token)",
    open: () => import("@/bin/cli/token"),
  },
  organisation: {
    usage: "organisation add | list       organizace (add --kind city --slug mesto --name Město)",
    open: () => import("@/bin/cli/organisation"),
  },
  user: {
    usage:
      "user add | list | reset-factor   účty (add --organisation mesto --email … --name … --role … vypíše jen první heslo)",
    open: () => import("@/bin/cli/user"),
  },
  audit: {
    usage: "audit verify                ověří záznam změn, jmenuje první porušený řádek",
    open: () => import("@/bin/cli/audit"),
  },
  privacy: {
    usage: "privacy list | replay FILE  seznam výmazů osob; po obnově ze starší zálohy se provedou znovu",
    open: () => import("@/bin/cli/privacy"),
  },
  rollups: {
    usage: "rollups verify | rebuild    porovná udržované součty s jejich řádky; spočítá je znovu",
    open: () => import("@/bin/cli/rollups"),
  },
  doctor: {
    usage: "doctor [--json]             vypíše, co o sobě instalace zjistila",
    open: () => import("@/bin/cli/doctor"),
  },
  migrate: { usage: "migrate [--replace-key]     provede, co databázi chybí", open: () => import("@/bin/cli/migrate") },
  backup: {
    usage: "backup [SLOŽKA] | verify SLOŽKA   zálohuje databázi i soubory za běhu; přečte a ověří zálohu",
    open: () => import("@/bin/cli/backup"),
  },
  restore: {
    usage: "restore SLOŽKA              obnoví zálohu do prázdné instalace (HLIDKA_DATA, DATABASE_OWNER_URL)",
    open: () => import("@/bin/cli/restore"),
  },
  demo: {
    usage: "demo reset                  naplní ukázku znovu (vestavěná databáze se smaže)",
    open: () => import("@/bin/cli/demo"),
  },
};

/** Carries out one call of the operator's line; its exit code. What it cannot do is one sentence. */
export async function callCommand([name = "", ...args]: string[]): Promise<number> {
  const found = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (found) return carryOut(found, args);
  if (name === "--help" || name === "-h" || name === "help") {
    process.stdout.write(usage());
    return 0;
  }
  process.stderr.write(name === "" ? usage() : `Neznámý příkaz: ${name}\n\n${usage()}`);
  return 2;
}

async function carryOut(command: Entry, args: string[]): Promise<number> {
  try {
    return await (await command.open()).run(args);
  } catch (error) {
    const [{ refusalSentence }, { failureOf }] = await Promise.all([import("@/db/refusal"), import("@/server/log")]);
    const refused = refusalSentence(error);
    // The message of a failed statement quotes its parameters, which may be secrets.
    const failed = `It failed: ${JSON.stringify(failureOf(error))}`;
    process.stderr.write(`${refused ? `Nothing was done: ${refused}.` : (messageOf(error) ?? failed)}\n`);
    return 1;
  }
}

/** The words of an error of ours; those of a failed statement are not told. */
const messageOf = (error: unknown) =>
  error instanceof Error && error.constructor === Error && error.cause === undefined ? error.message : null;

function usage(): string {
  const lines = Object.values(commands).map((entry) => `  ${entry.usage}`);
  return ["Použití: npm run -s hlidka -- PŘÍKAZ", "", ...lines, ""].join("\n");
}
