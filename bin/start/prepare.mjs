import { runStep } from "./children.mjs";
import { changeSecrets, loadSecrets, superuserUrl } from "./secrets.mjs";

/**
 * Runs bin/prepare.ts: roles, database, migrations and, into an empty embedded database, the demo.
 * @param {{ env: Record<string, string>, hold: import("./children.mjs").Hold, data: string, say: (line: string) => void,
 *   database: { port: number } | null, demo?: boolean }} options env as of secrets.mjs; database null: the server that DATABASE_URL names
 * @returns {Promise<{ accounts: string[] }>} the demo's accounts, none with a server of one's own
 */
export async function prepare({ env, hold, data, database, say, demo = true }) {
  const secrets = loadSecrets(data);
  const passwords = { owner: secrets.ownerPassword, app: secrets.appPassword, backup: secrets.backupPassword };
  const superuser = database && {
    HLIDKA_SUPERUSER_URL: superuserUrl(secrets, database.port),
    HLIDKA_ROLE_PASSWORDS: JSON.stringify(passwords),
    HLIDKA_DEMO_FILLED: secrets.demoFilled || !demo ? "1" : "",
  };
  /** @type {string[]} */
  let accounts = [];
  let refused = "";
  await runStep("preparation of the database", ["--import", "tsx", "bin/prepare.ts"], {
    env: { ...env, ...superuser },
    hold,
    onMessage(message) {
      if (message.say) say(message.say);
      if (message.refused) refused = message.refused;
      if (message.accounts) accounts = message.accounts;
      if (message.filled) changeSecrets(data, { demoFilled: true });
    },
  }).catch((error) => {
    throw refused ? new Error(`Nothing was started: ${refused}.`) : error;
  });
  return { accounts };
}
