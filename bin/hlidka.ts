import { callCommand } from "@/bin/cli/commands";

process.exitCode = await callCommand(process.argv.slice(2));
