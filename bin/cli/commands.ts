/** A command of the operator's line: answers its exit code. */
export type CliCommand = { run(args: string[]): Promise<number> };
type Entry = { usage: string; open: () => Promise<CliCommand> };

/** Each command is loaded only when it is called, so that one needs no environment or database for another's sake. */
export const commands: Record<string, Entry> = {
  intake: {
    usage: "intake FILE | -            přečte text zveřejněné stránky projektu a vypíše JSON",
    open: () => import("@/bin/cli/intake"),
  },
};

export function usage(): string {
  const lines = Object.values(commands).map((entry) => `  ${entry.usage}`);
  return ["Použití: npm run -s hlidka -- PŘÍKAZ", "", ...lines, ""].join("\n");
}
