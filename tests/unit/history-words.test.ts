import { getTableColumns, getTableName, is } from "drizzle-orm";
import { PgTable } from "drizzle-orm/pg-core";
import { describe, expect, test } from "vitest";
import { standardItems } from "@/db/reference/catalogue";
import cs from "@/messages/cs";
import en from "@/messages/en";
import { commands } from "@/server/commands";
import { sessionCommands } from "@/server/session/commands";

const schema = import.meta.glob<Record<string, unknown>>("../../db/schema/*.ts", { eager: true });
const tables = Object.values(schema)
  .flatMap((file) => Object.values(file))
  .filter((value): value is PgTable => is(value, PgTable));
/** Not told: keys of the row itself and where it belongs (lib/domain/history.ts). */
const untold = ["id", "organisation_id", "author_ids"];
/** Commands outside the registries: of the command line, of routes that take files, of the worker. */
const others = [
  "emblem.set",
  "evidence.attach",
  "token.create",
  "token.revoke",
  "user.add",
  "user.reset-factor",
  "identity.link",
  "digest.off",
  "demo.fill",
];

const reasons = standardItems.filter(({ catalogue }) => catalogue === "return-reason").map(({ code }) => code);

describe.each([
  ["Czech", cs.history],
  ["English", en.history],
])("in %s", (_, history) => {
  test("every command has its words in the audit log", () => {
    const said = Object.entries(history.actions).flatMap(([noun, verbs]) =>
      Object.keys(verbs).map((verb) => `${noun}.${verb}`),
    );
    const names = [...Object.keys(commands), ...Object.keys(sessionCommands), ...others];
    expect(names.filter((name) => !said.includes(name))).toEqual([]);
  });

  test("every standard reason of returning a shift has its words", () => {
    expect(Object.keys(history.values.activity_decisions_reason).sort()).toEqual(reasons.sort());
  });

  test("every column of an audited table has its words", () => {
    const told = tables.filter((table) => getTableName(table) in history.tables);
    expect(told.map(getTableName).sort()).toEqual(Object.keys(history.tables).sort());
    const wordless = told.flatMap((table) =>
      Object.values(getTableColumns(table))
        .filter(({ name }) => !untold.includes(name) && !(name in history.fields))
        .map(({ name }) => `${getTableName(table)}.${name}`),
    );
    expect(wordless).toEqual([]);
  });
});
