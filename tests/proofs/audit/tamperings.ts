import { randomUUID } from "node:crypto";
import type { TransactionSql } from "postgres";

/** What somebody with all rights does behind the application's back, and how the log has to name it. */
export type Tampering = { what: string; organisation?: string; expected: (row: Found) => boolean };
export type Found = {
  problem: string;
  table_name: string | null;
  row_id: string | null;
  entry_id: number | null;
  seq: number | null;
};
export type Tamper = (tx: TransactionSql) => Promise<Tampering | null>;

export const row = (problem: string, table: string, id: string) => (found: Found) =>
  found.problem === problem && found.table_name === table && found.row_id === id;
export const entry = (problem: string, id: number) => (found: Found) =>
  found.problem === problem && Number(found.entry_id) === Number(id);

/** Ways to change a value that a table accepts, and to fill an empty place, by the type of its column. */
const changed: Readonly<Record<string, [change: string, fill: string]>> = {
  text: ["|| 'x'", "'x'"],
  integer: ["+ 1", "1"],
  bigint: ["+ 1", "1"],
  smallint: ["+ 1", "1"],
  date: ["+ 1", "'2024-02-29'"],
  numeric: ["+ 1", "1"],
  boolean: ["is not true", "true"],
  uuid: ["", "gen_random_uuid()"],
  "timestamp with time zone": ["+ interval '1 second'", "now()"],
  jsonb: ["|| '[1]'", "'1'"],
};

async function anyRow(tx: TransactionSql) {
  const [audited] = await tx`select table_name as name, personal from sec.audited order by random() limit 1`;
  if (!audited) return null;
  const [found] = await tx`select id from ${tx(audited.name)} t order by random() limit 1`;
  return found ? { table: String(audited.name), personal: audited.personal, id: String(found.id) } : null;
}

async function editRow(tx: TransactionSql): Promise<Tampering | null> {
  const picked = await anyRow(tx);
  if (!picked) return null;
  const columns = await tx`
    select column_name as name, data_type as type from information_schema.columns
    where table_schema = 'public' and table_name = ${picked.table} and data_type = any (${Object.keys(changed)})
      and is_generated = 'NEVER' and column_name not in ('id', 'organisation_id')
    order by random() limit 1`;
  const [column] = columns;
  if (!column) return null;
  const [change, fill] = changed[column.type] ?? ["", ""];
  const name = tx(column.name);
  const other = column.type === "uuid" ? tx`gen_random_uuid()` : tx`${name} ${tx.unsafe(change)}`;
  const [done] = await tx`
    update ${tx(picked.table)} set ${name} = case when ${name} is null then ${tx.unsafe(fill)} else ${other} end
    where id = ${picked.id} returning 1`;
  if (!done) return null;
  return { what: `${picked.table}.${column.name} edited`, expected: row("row-changed", picked.table, picked.id) };
}

async function deleteRow(tx: TransactionSql): Promise<Tampering | null> {
  const picked = await anyRow(tx);
  if (!picked) return null;
  await tx`delete from ${tx(picked.table)} where id = ${picked.id}`;
  return { what: `${picked.table} row deleted`, expected: row("row-missing", picked.table, picked.id) };
}

async function insertRow(tx: TransactionSql): Promise<Tampering | null> {
  const [copy] = await tx`
    insert into localities select (jsonb_populate_record(t, jsonb_build_object('id', gen_random_uuid(), 'name', ${randomUUID()}::text))).*
    from localities t order by random() limit 1 returning id`;
  return copy ? { what: "locality inserted", expected: row("row-unlogged", "localities", String(copy.id)) } : null;
}

async function editEntry(tx: TransactionSql): Promise<Tampering | null> {
  const columns = [
    "at = at - interval '1 day'",
    "actor_kind = 'worker'",
    "action = 'another'",
    "row_id = gen_random_uuid()",
    `"after" = '{}'`,
  ];
  const [done] = await tx`
    update audit_entries set ${tx.unsafe(columns[Math.floor(Math.random() * columns.length)] ?? "")}
    where id = (select id from audit_entries order by random() limit 1) returning id`;
  return done ? { what: "entry edited", expected: entry("entry-changed", done.id) } : null;
}

async function editPersonal(tx: TransactionSql): Promise<Tampering | null> {
  const [done] = await tx`
    update audit_personal set value = value || 'x'
    where (entry_id, side, column_name) = (select entry_id, side, column_name from audit_personal order by random() limit 1) returning entry_id`;
  return done
    ? { what: "personal value changed beside the log", expected: entry("personal-changed", done.entry_id) }
    : null;
}

async function renamePerson(tx: TransactionSql): Promise<Tampering | null> {
  const [done] = await tx`
    update assistants set name = name || 'x' where id = (select id from assistants order by random() limit 1) returning id`;
  return done
    ? { what: "personal value changed in its row", expected: row("row-changed", "assistants", String(done.id)) }
    : null;
}

/** The salt that a personal value was hashed with goes, and the value is another. */
async function forgetSalt(tx: TransactionSql): Promise<Tampering | null> {
  const [done] = await tx`
    update assistants set name = 'Kdo jiný' where id = (select id from assistants order by random() limit 1) returning id`;
  if (!done) return null;
  await tx`
    delete from audit_personal where entry_id in (select id from audit_entries where table_name = 'assistants' and row_id = ${done.id})`;
  return { what: "personal value changed, its salt gone", expected: row("row-changed", "assistants", String(done.id)) };
}

/** A setting's list or object gets something more. */
async function growSetting(tx: TransactionSql): Promise<Tampering | null> {
  const [done] = await tx`
    update settings set value = jsonb_build_array(value, 'x') where id = (select id from settings order by random() limit 1) returning id`;
  return done ? { what: "setting grown", expected: row("row-changed", "settings", String(done.id)) } : null;
}

/** What can be done to many rows and entries at once. */
export const ofRows: readonly Tamper[] = [
  editRow,
  editRow,
  editRow,
  deleteRow,
  insertRow,
  renamePerson,
  forgetSalt,
  growSetting,
  editEntry,
  editPersonal,
];
