import { commands, usage } from "@/bin/cli/commands";

const [name = "", ...args] = process.argv.slice(2);
const load = Object.hasOwn(commands, name) ? commands[name] : undefined;
if (load) {
  process.exitCode = await (await load.open()).run(args);
} else if (name === "--help" || name === "-h" || name === "help") {
  process.stdout.write(usage());
} else {
  process.stderr.write(name === "" ? usage() : `Neznámý příkaz: ${name}\n\n${usage()}`);
  process.exitCode = 2;
}
