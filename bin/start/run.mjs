import { resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ensureBuilt } from "./build.mjs";
import { endSteps, keepRunning } from "./children.mjs";
import { keepDatabase } from "./database.mjs";
import { holdFolder } from "./folder.mjs";
import { ensureInstalled, readSettings, root } from "./install.mjs";
import { watchNpm } from "./parents.mjs";
import { isFree } from "./ports.mjs";
import { prepare } from "./prepare.mjs";
import { environment, loadSecrets } from "./secrets.mjs";
import { keepServer } from "./serving.mjs";

const say = (/** @type {string} */ line) => console.log(line);

function wantedPort() {
  const port = Number(process.env.PORT || "3000");
  if (Number.isInteger(port) && port > 0 && port < 65536) return port;
  throw new Error(`PORT must be a whole number from 1 to 65535, not “${process.env.PORT}”.`);
}

/** What has been started, in order; a shutdown undoes it backwards, once. */
function undoing() {
  /** @type {(() => unknown)[]} */
  const undo = [];
  /** @type {Promise<void> | null} */
  let ending = null;
  const life = {
    /** Settles when nothing is being started any more. @type {Promise<unknown>} */
    started: Promise.resolve(),
    announce: () => {},
    add: (/** @type {() => unknown} */ step) => undo.push(step),
    isEnding: () => ending !== null,
    end(/** @type {number} */ code) {
      ending ??= (async () => {
        endSteps();
        life.announce();
        if (undo.length > 0) await Promise.race([life.started, sleep(10_000)]);
        for (const step of undo.reverse()) {
          try {
            await step();
          } catch (error) {
            console.error(error instanceof Error ? error.message : error);
            process.exitCode = 1;
          }
        }
        process.exit(process.exitCode ?? code);
      })();
      return ending;
    },
  };
  return life;
}

/**
 * `npm start`: everything from a fresh clone to a served page, and everything down again at the end.
 * @param {{ dev: boolean }} options dev: Next's development server behind the same gate, no build
 */
export async function run({ dev }) {
  const life = undoing();
  const finish = () => {
    if (!life.isEnding()) say("Closing …");
    void life.end(0);
  };
  for (const name of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) process.on(name, finish);
  watchNpm(finish);
  const starting = up(life, dev);
  life.started = starting.catch(() => {});
  try {
    await starting;
  } catch (error) {
    if (!life.isEnding()) console.error(error instanceof Error ? error.message : error);
    await life.end(1);
  }
}

/** @param {ReturnType<typeof undoing>} life @param {boolean} dev */
async function up(life, dev) {
  const began = Date.now();
  readSettings();
  const port = wantedPort();
  const data = resolve(root, process.env.HLIDKA_DATA || ".data");
  await ensureInstalled();
  const hold = await holdFolder(data, { kind: "start", say });
  life.add(() => hold.release());
  life.announce = () => hold.update({ closing: true });
  if (!(await isFree(port))) {
    throw new Error(
      `Port ${port} on 127.0.0.1 is taken by another program: stop it, or choose another with PORT=${port + 1} npm start.`,
    );
  }
  const url = process.env.NEXTAUTH_URL || `http://127.0.0.1:${port}`;
  hold.update({ port, url });

  /** @type {ReturnType<typeof keepServer> | undefined} */
  let server;
  const tell = (/** @type {string} */ state) => server?.send({ database: state });
  const embedded = !process.env.DATABASE_URL;
  const lost = (/** @type {Error} */ error) => {
    console.error(error.message);
    void life.end(1);
  };
  const down = () => {
    say("The database ended unexpectedly; starting it again.");
    tell("down");
  };
  const database = embedded
    ? await keepDatabase(data, hold, { onDown: down, onUp: () => tell("up"), onLost: lost })
    : null;
  if (database) life.add(() => database.stop());

  const env = {
    ...environment(data, loadSecrets(data), database?.port ?? null),
    PORT: String(port),
    NEXTAUTH_URL: url,
    NEXT_TELEMETRY_DISABLED: "1",
    NODE_ENV: dev ? "development" : "production",
    HLIDKA_DEV: dev ? "1" : "",
  };
  const prepared = prepare({ env, hold, data, database, say });
  const built = dev ? Promise.resolve(null) : ensureBuilt({ hold, say });
  built.then((build) => build && life.add(() => build.release())).catch(() => {});
  await Promise.race([built, prepared.then(() => built)]);
  if (life.isEnding()) return;

  // The server loads while the database is still being prepared, and listens when both are done.
  server = keepServer({ env, hold, say, prepared, again: () => say(`Serving again at ${url}`) });
  const kept = [server];
  life.add(() => Promise.all(kept.map((child) => child.stop(12_000))));
  const { accounts } = await prepared;
  hold.update({ prepared: true });
  if (life.isEnding()) return;
  kept.push(keepRunning("worker", ["--import", "tsx", "bin/worker.ts"], { env, hold, say }));
  await server.listening;
  welcome(url, data, accounts, Date.now() - began);
}

/** @param {string} url @param {string} data @param {string[]} accounts of the demo @param {number} took milliseconds */
function welcome(url, data, accounts, took) {
  say(`\nHlídka is ready at ${url} (after ${(took / 1000).toFixed(1)} s)\n`);
  const secrets = loadSecrets(data);
  if (accounts.length > 0 && secrets.demoFilled) {
    say("Demo accounts (all people and amounts beyond the published ones are invented):");
    for (const account of accounts) say(`  ${account}`);
    say(`Password of each: ${secrets.demoPassword}`);
    const wish = process.env.HLIDKA_DEMO_PASSWORD;
    if (wish && wish !== secrets.demoPassword) {
      say(
        "(The demo was filled before HLIDKA_DEMO_PASSWORD was set; `npm run -s hlidka -- demo reset` fills it again with yours.)",
      );
    }
  }
  say("\nCtrl+C stops everything.");
}
