import { randomUUID } from "node:crypto";
import type { TransactionSql } from "postgres";

/** What somebody with all rights does behind the application's back, and how the log has to name it. */
export type Tampering = { what: string; expected: (row: Found) => boolean };
export type Found = {
  problem: string;
  table_name: string | null;
  row_id: string | null;
  entry_id: number | null;
  seq: number | null;
};
export type Tamper = (tx: TransactionSql) => Promise<Tampering | null>;

const row = (problem: string, table: string, id: string) => (found: Found) =>
  found.problem === problem && found.table_name === table && found.row_id === id;
const entry = (problem: string, id: number) => (found: Found) =>
  found.problem === problem && Number(found.entry_id) === Number(id);
const link = (problem: string, seq: number) => (found: Found) =>
  found.problem === problem && Number(found.seq) === Number(seq);

/** Ways to change a value that a table accepts, by the type of its column. */
const changed: Readonly<Record<string, string>> = {
  text: "|| 'x'",
  integer: "+ 1",
  bigint: "+ 1",
  date: "+ 1",
  numeric: "+ 1",
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
    where table_schema = 'public' and table_name = ${picked.table} and data_type = any (${Object.keys(changed)}) and is_generated = 'NEVER'
    order by random() limit 1`;
  const [column] = columns;
  if (!column) return null;
  const [done] = await tx`
    update ${tx(picked.table)} set ${tx(column.name)} = ${tx(column.name)} ${tx.unsafe(changed[column.type] ?? "")}
    where id = ${picked.id} and ${tx(column.name)} is not null returning 1`;
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

/** The entry is edited and its hash made good: then the link over it tells. */
async function rehashEntry(tx: TransactionSql): Promise<Tampering | null> {
  const [done] = await tx`
    update audit_entries e set action = 'another', hash = sec.entry_hash(e.id, e.organisation_id, e.transaction_id, e.at, e.actor_kind,
      e.actor_id, e.command_id, 'another', e.table_name, e.row_id, e.op, e.before, e.after)
    where id = (select id from audit_entries order by random() limit 1) returning id, transaction_id, organisation_id`;
  const seq = done && (await linkOver(tx, done.organisation_id, done.transaction_id));
  return seq ? { what: "entry edited and hashed anew", expected: link("entries-missing", seq) } : null;
}

async function deleteEntry(tx: TransactionSql): Promise<Tampering | null> {
  const [done] = await tx`
    delete from audit_entries where id = (select id from audit_entries order by random() limit 1) returning id, transaction_id, organisation_id`;
  const seq = done && (await linkOver(tx, done.organisation_id, done.transaction_id));
  return seq ? { what: "entry deleted", expected: link("entries-missing", seq) } : null;
}

async function linkOver(tx: TransactionSql, organisation: string, transaction: number) {
  const [found] =
    await tx`select seq from audit_links where organisation_id = ${organisation} and transaction_id = ${transaction}`;
  return found ? Number(found.seq) : null;
}

/** The last links of a chain go, and its head is set back to what is left. */
async function cutTail(tx: TransactionSql): Promise<Tampering | null> {
  const [cut] = await tx`
    select organisation_id, seq, first_entry from audit_links where seq > 2 order by random() limit 1`;
  if (!cut) return null;
  const [first] = await tx`
    select id from audit_entries where organisation_id = ${cut.organisation_id} and id >= ${cut.first_entry} order by id limit 1`;
  await tx`delete from audit_links where organisation_id = ${cut.organisation_id} and seq >= ${cut.seq}`;
  await tx`
    update audit_heads h set seq = l.seq, hash = l.hash from audit_links l
    where h.organisation_id = l.organisation_id and l.organisation_id = ${cut.organisation_id} and l.seq = ${cut.seq} - 1`;
  return first ? { what: "tail of links cut", expected: entry("entry-unlinked", first.id) } : null;
}

async function rewriteLink(tx: TransactionSql): Promise<Tampering | null> {
  const [done] = await tx`
    update audit_links set sealed_at = sealed_at - interval '1 day'
    where (organisation_id, seq) = (select organisation_id, seq from audit_links order by random() limit 1) returning seq`;
  return done ? { what: "link rewritten", expected: link("link-broken", done.seq) } : null;
}

/** The link is rewritten and its hash made good: then the next one, or the head, tells. */
async function rehashLink(tx: TransactionSql): Promise<Tampering | null> {
  const [done] = await tx`
    update audit_links l set sealed_at = l.sealed_at - interval '1 day', hash = sec.link_hash(l.organisation_id, l.seq, l.transaction_id,
      l.first_entry, l.last_entry, l.entries, l.digest, l.previous, l.sealed_at - interval '1 day')
    where (l.organisation_id, l.seq) = (select organisation_id, seq from audit_links order by random() limit 1)
    returning seq, seq = (select h.seq from audit_heads h where h.organisation_id = l.organisation_id) as last`;
  if (!done) return null;
  const expected = done.last ? link("head-mismatch", done.seq) : link("chain-broken", Number(done.seq) + 1);
  return { what: "link rewritten and hashed anew", expected };
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

/** What can be done to many rows and entries at once, and what breaks a whole chain. */
export const ofRows: readonly Tamper[] = [
  editRow,
  editRow,
  deleteRow,
  insertRow,
  renamePerson,
  editEntry,
  deleteEntry,
  editPersonal,
];
export const ofChains: readonly Tamper[] = [rehashEntry, cutTail, rewriteLink, rehashLink];
