import type { TransactionSql } from "postgres";
import { entry, type Found, row, type Tamper, type Tampering } from "./tamperings";

const link = (problem: string, seq: number) => (found: Found) =>
  found.problem === problem && Number(found.seq) === Number(seq);

/** The entry is edited and its hash made good: then the link over it tells. */
async function rehashEntry(tx: TransactionSql): Promise<Tampering | null> {
  const [done] = await tx`
    update audit_entries e set action = 'another', hash = sec.entry_hash(e.id, e.organisation_id, e.transaction_id, e.at, e.actor_kind,
      e.actor_id, e.command_id, 'another', e.table_name, e.row_id, e.op, e.before, e.after)
    where id = (select id from audit_entries order by random() limit 1) returning id, transaction_id, organisation_id`;
  return underLink(tx, "entry edited and hashed anew", done);
}

async function deleteEntry(tx: TransactionSql): Promise<Tampering | null> {
  const [done] = await tx`
    delete from audit_entries where id = (select id from audit_entries order by random() limit 1) returning id, transaction_id, organisation_id`;
  return underLink(tx, "entry deleted", done);
}

async function underLink(tx: TransactionSql, what: string, done: { [name: string]: unknown } | undefined) {
  if (!done) return null;
  const { organisation_id: organisation, transaction_id: transaction } = done;
  const [over] =
    await tx`select seq from audit_links where organisation_id = ${String(organisation)} and transaction_id = ${Number(transaction)}`;
  return over ? { what, organisation: String(organisation), expected: link("entries-missing", over.seq) } : null;
}

/** A well-formed entry that nobody wrote, of a transaction of its own or of one that was sealed. */
async function insertEntry(tx: TransactionSql): Promise<Tampering | null> {
  const [done] = await tx`
    insert into audit_entries (id, organisation_id, transaction_id, at, actor_kind, table_name, row_id, op, after, hash)
    select n.id, n.organisation_id, n.transaction_id, now(), 'session', 'projects', n.row_id, 'insert', '{}'::jsonb,
      sec.entry_hash(n.id, n.organisation_id, n.transaction_id, now(), 'session', null, null, null, 'projects', n.row_id, 'insert', null, '{}')
    from (
      select (select max(id) + 1 from audit_entries) as id, l.organisation_id, gen_random_uuid() as row_id,
        case when random() < 0.5 then l.transaction_id else 1 end as transaction_id
      from audit_links l order by random() limit 1
    ) n returning id, organisation_id`;
  if (!done) return null;
  return {
    what: "entry slipped in",
    organisation: done.organisation_id,
    expected: entry("entry-unlinked", done.id),
  };
}

/** Two entries of a transaction change places. */
async function swapEntries(tx: TransactionSql): Promise<Tampering | null> {
  const [pair] = await tx`
    select a.id as first, b.id as second, a.organisation_id from audit_entries a
      join audit_entries b on b.id = a.id + 1 and b.transaction_id = a.transaction_id
    where a.id >= (select id from audit_entries order by random() limit 1) order by a.id limit 1`;
  if (!pair) return null;
  await tx`update audit_entries set id = 0 where id = ${pair.first}`;
  await tx`update audit_entries set id = ${pair.first} where id = ${pair.second}`;
  await tx`update audit_entries set id = ${pair.second} where id = 0`;
  const named = [entry("entry-changed", pair.first), entry("entry-changed", pair.second)];
  const expected = (found: Found) => named.some((one) => one(found));
  return { what: "entries changed places", organisation: pair.organisation_id, expected };
}

/** Two neighbouring links of a chain change places. */
async function swapLinks(tx: TransactionSql): Promise<Tampering | null> {
  const [pair] = await tx`
    select a.organisation_id, a.seq from audit_links a join audit_links b on b.organisation_id = a.organisation_id and b.seq = a.seq + 1
    order by random() limit 1`;
  if (!pair) return null;
  const move = (from: number, to: number) =>
    tx`update audit_links set seq = ${to} where organisation_id = ${pair.organisation_id} and seq = ${from}`;
  await move(pair.seq, 0);
  await move(Number(pair.seq) + 1, pair.seq);
  await move(0, Number(pair.seq) + 1);
  return {
    what: "links changed places",
    organisation: pair.organisation_id,
    expected: link("link-broken", pair.seq),
  };
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
  if (!first) return null;
  return {
    what: "tail of links cut",
    organisation: cut.organisation_id,
    expected: entry("entry-unlinked", first.id),
  };
}

/** The last transaction is taken out of the log, entries and all, and its head set back: its rows tell. */
async function forgetLast(tx: TransactionSql): Promise<Tampering | null> {
  const [last] = await tx`
    select l.* from audit_links l join audit_heads h using (organisation_id, seq) where seq > 1 order by random() limit 1`;
  if (!last) return null;
  const organisation = last.organisation_id;
  const gone = await tx`
    delete from audit_entries where organisation_id = ${organisation} and id between ${last.first_entry} and ${last.last_entry}
    returning table_name, row_id`;
  await tx`delete from audit_links where organisation_id = ${organisation} and seq = ${last.seq}`;
  await tx`update audit_heads set seq = ${last.seq} - 1, hash = ${last.previous} where organisation_id = ${organisation}`;
  const named = gone.map((one) => row("row-unlogged", one.table_name, one.row_id));
  const expected = (found: Found) => named.some((one) => one(found));
  return { what: "last transaction forgotten", organisation, expected };
}

async function rewriteLink(tx: TransactionSql): Promise<Tampering | null> {
  const [done] = await tx`
    update audit_links set sealed_at = sealed_at - interval '1 day'
    where (organisation_id, seq) = (select organisation_id, seq from audit_links order by random() limit 1) returning organisation_id, seq`;
  if (!done) return null;
  return { what: "link rewritten", organisation: done.organisation_id, expected: link("link-broken", done.seq) };
}

/** The link is rewritten and its hash made good: then the next one, or the head, tells. */
async function rehashLink(tx: TransactionSql): Promise<Tampering | null> {
  const [done] = await tx`
    update audit_links l set sealed_at = l.sealed_at - interval '1 day', hash = sec.link_hash(l.organisation_id, l.seq, l.transaction_id,
      l.first_entry, l.last_entry, l.entries, l.digest, l.previous, l.sealed_at - interval '1 day')
    where (l.organisation_id, l.seq) = (select organisation_id, seq from audit_links order by random() limit 1)
    returning l.organisation_id, seq, seq = (select h.seq from audit_heads h where h.organisation_id = l.organisation_id) as last`;
  if (!done) return null;
  const expected = done.last ? link("head-mismatch", done.seq) : link("chain-broken", Number(done.seq) + 1);
  return { what: "link rewritten and hashed anew", organisation: done.organisation_id, expected };
}

async function dropHead(tx: TransactionSql): Promise<Tampering | null> {
  const [done] = await tx`
    delete from audit_heads where organisation_id = (select organisation_id from audit_heads order by random() limit 1)
    returning organisation_id, seq`;
  if (!done) return null;
  return { what: "head dropped", organisation: done.organisation_id, expected: link("head-mismatch", done.seq) };
}

/** The whole log of an organisation goes: its rows are there and nothing tells of them. */
async function wipeLog(tx: TransactionSql): Promise<Tampering | null> {
  const [project] = await tx`select id, organisation_id from projects order by random() limit 1`;
  if (!project) return null;
  for (const table of ["audit_entries", "audit_links", "audit_heads", "audit_personal"])
    await tx`delete from ${tx(table)} where organisation_id = ${project.organisation_id}`;
  const expected = row("row-unlogged", "projects", project.id);
  return { what: "log of an organisation wiped", organisation: project.organisation_id, expected };
}

async function truncateLog(tx: TransactionSql): Promise<Tampering | null> {
  const [some] = await tx`select organisation_id, seq from audit_links order by random() limit 1`;
  await tx`truncate audit_entries, audit_personal`;
  if (!some) return null;
  return { what: "entries truncated", organisation: some.organisation_id, expected: link("entries-missing", some.seq) };
}

async function truncateRows(tx: TransactionSql): Promise<Tampering | null> {
  const [some] = await tx`select id, organisation_id from activities order by random() limit 1`;
  await tx`truncate activities cascade`;
  if (!some) return null;
  const expected = row("row-missing", "activities", some.id);
  return { what: "activities truncated", organisation: some.organisation_id, expected };
}

/** What breaks a whole chain: tried one at a time, looked for in its own organisation. */
export const ofChains: readonly Tamper[] = [
  rehashEntry,
  deleteEntry,
  insertEntry,
  swapEntries,
  swapLinks,
  cutTail,
  forgetLast,
  rewriteLink,
  rehashLink,
  dropHead,
  wipeLog,
  truncateLog,
  truncateRows,
];
