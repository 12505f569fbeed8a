import { randomBytes, randomInt } from "node:crypto";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { makeFolder } from "./folder.mjs";
import { readJson, writeJson } from "./lock.mjs";

/** Four groups of two syllables, 50 bits: easy to read out and to type. */
export function readablePassword() {
  const pick = (/** @type {string} */ letters) => letters[randomInt(letters.length)];
  const syllable = () => pick("bdfghjklmnprstvz") + pick("aeiou");
  return Array.from({ length: 4 }, () => syllable() + syllable()).join("-");
}

const makers = {
  superuserPassword: () => randomBytes(24).toString("hex"),
  ownerPassword: () => randomBytes(24).toString("hex"),
  appPassword: () => randomBytes(24).toString("hex"),
  backupPassword: () => randomBytes(24).toString("hex"),
  sessionSecret: () => randomBytes(32).toString("hex"),
  key: () => randomBytes(32).toString("hex"),
  demoPassword: () => process.env.HLIDKA_DEMO_PASSWORD || readablePassword(),
};

/** @typedef {{ [K in keyof typeof makers]: string } & { demoFilled?: boolean }} Secrets */

/** @param {string} data */
export const secretsFile = (data) => join(data, "secrets.json");

/**
 * The secrets of this data folder; what is missing is generated once. Readable by their owner alone.
 * Throws when a database is there whose passwords are lost.
 * @param {string} data folder of the database and the files
 * @returns {Secrets}
 */
export function loadSecrets(data) {
  const file = secretsFile(data);
  makeFolder(data);
  const known = readJson(file);
  if (known === null && existsSync(join(data, "postgres", "PG_VERSION"))) {
    throw new Error(`${file} is missing or unreadable, and the database beside it needs its passwords: put it back.`);
  }
  const secrets = { ...known };
  for (const [name, make] of Object.entries(makers)) secrets[name] ??= make();
  const wish = process.env.HLIDKA_DEMO_PASSWORD;
  if (wish && !secrets.demoFilled) secrets.demoPassword = wish;
  if (JSON.stringify(secrets) !== JSON.stringify(known)) writeJson(file, secrets);
  return secrets;
}

/**
 * @param {string} data
 * @param {Partial<Secrets>} change
 */
export function changeSecrets(data, change) {
  writeJson(secretsFile(data), { ...loadSecrets(data), ...change });
}

/**
 * What every part of the product reads from its environment (lib/env.ts), for the embedded database on that port
 * or, without a port, for the server that DATABASE_URL names. What the caller's environment says wins.
 * @param {string} data
 * @param {Secrets} secrets
 * @param {number | null} databasePort
 * @returns {Record<string, string>}
 */
export function environment(data, secrets, databasePort) {
  /** @type {Record<string, string>} */
  const env = {
    HLIDKA_DATA: data,
    NEXTAUTH_SECRET: process.env.NEXTAUTH_SECRET || secrets.sessionSecret,
    HLIDKA_KEY: process.env.HLIDKA_KEY || secrets.key,
    HLIDKA_DEMO_PASSWORD: secrets.demoPassword,
  };
  if (databasePort === null) return env;
  const url = (/** @type {string} */ role, /** @type {string} */ password) =>
    `postgres://${role}:${password}@127.0.0.1:${databasePort}/hlidka`;
  return {
    ...env,
    DATABASE_URL: url("hlidka_app", secrets.appPassword),
    DATABASE_OWNER_URL: url("hlidka_owner", secrets.ownerPassword),
    DATABASE_BACKUP_URL: url("hlidka_backup", secrets.backupPassword),
  };
}

/**
 * The superuser's address: creates the roles and the database, nothing else.
 * @param {Secrets} secrets
 * @param {number} port
 */
export const superuserUrl = (secrets, port) =>
  `postgres://postgres:${secrets.superuserPassword}@127.0.0.1:${port}/postgres`;
