const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Hlídka needs Node.js 20.19 or newer; this is ${process.versions.node}.`);
  process.exit(1);
}
const { run } = await import("./start/run.mjs");
await run({ dev: process.argv.includes("--dev") });
