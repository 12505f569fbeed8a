import { randomUUID } from "node:crypto";
import type { Sql, TransactionSql } from "postgres";
import { asActor, runMatrix, Undo, type Verb, type Who } from "./cells";
import { putCityTeam } from "./city-team";
import type { Cities, Table } from "./tables";

export type Policy = { table: string; name: string; roles: string };

const verbOf: Record<string, Verb> = { reads: "select", inserts: "insert", updates: "update", deletes: "delete" };

/** Things that must work for tables outside the matrix (mail, jobs, commands, logs): policy → does it still work. */
type Special = Record<string, (tx: TransactionSql) => Promise<boolean>>;

/** Drops each policy in turn inside a transaction; those whose loss nothing noticed are returned. */
export async function dropEach(
  sql: Sql,
  tables: readonly Table[],
  people: readonly Who[],
  cities: Cities,
  machineKey: string,
) {
  const policies = await sql<Policy[]>`
    select tablename as table, policyname as name, roles::text as roles from pg_policies where schemaname = 'public' order by 1, 2`;
  const specials = specialChecks(people, cities, machineKey);
  const unnoticed: Policy[] = [];
  for (const policy of policies) {
    let noticed = false;
    try {
      await sql.begin(async (tx) => {
        await tx`drop policy ${tx(policy.name)} on ${tx(policy.table)}`;
        const table = tables.find((candidate) => candidate.name === policy.table);
        noticed = !(await stillWorks(tx, policy, table, people, cities, specials));
        throw new Undo();
      });
    } catch (error) {
      if (!(error instanceof Undo)) throw error;
    }
    if (!noticed) unnoticed.push(policy);
  }
  return { tried: policies.length, unnoticed };
}

async function stillWorks(
  tx: TransactionSql,
  policy: Policy,
  table: Table | undefined,
  people: readonly Who[],
  cities: Cities,
  specials: Special,
) {
  if (policy.name === "owner") return ownerSees(tx, policy.table);
  const special = specials[`${policy.table}.${policy.name}`];
  if (special) return special(tx);
  if (!table?.rows.own) return true;
  const verb = verbOf[policy.name];
  return (await runMatrix(tx, [table], people, cities, verb ? [verb] : undefined)).wrong.length === 0;
}

/** Owner policies carry foreign keys, definer functions and migrations: without one the owner sees nothing. */
async function ownerSees(tx: TransactionSql, table: string): Promise<boolean> {
  const [before] = await tx`select count(*)::int as n from ${tx(table)}`;
  if (before?.n === 0)
    return (await tx`select 1 from pg_policies where tablename = ${table} and policyname = 'owner'`).length === 1;
  await tx`set local role hlidka_owner`;
  const [seen] = await tx`select count(*)::int as n from ${tx(table)}`;
  await tx`reset role`;
  return seen?.n === before?.n;
}

/** Tables of the operator's own organisation: the administrator inserts, changes and deletes their rows. */
function catalogueChecks(
  table: "settings" | "activity_kinds" | "catalogue_items",
  works: (run: (as: TransactionSql) => Promise<boolean>) => (tx: TransactionSql) => Promise<boolean>,
  one: (rows: PromiseLike<readonly unknown[]>) => Promise<boolean>,
): Special {
  const copy = (as: TransactionSql, key: string) => as`
    insert into ${as(table)} select copy.* from ${as(table)} t,
      jsonb_populate_record(null::${as(table)}, to_jsonb(t) || jsonb_build_object('id', gen_random_uuid(), ${key}::text, 'proof')) copy
    limit 1 returning 1`;
  const key = table === "settings" ? "key" : "code";
  return {
    [`${table}.inserts`]: works((as) => one(copy(as, key))),
    [`${table}.updates`]: works((as) => one(as`update ${as(table)} set source = source returning 1`)),
    [`${table}.deletes`]: works(async (as) => {
      await copy(as, key);
      return one(as`delete from ${as(table)} where ${as(key)} = 'proof' returning 1`);
    }),
  };
}

function specialChecks(people: readonly Who[], cities: Cities, machineKey: string): Special {
  const who = (role: string) => people.find((person) => person.role === role)?.token ?? "";
  const works = (token: string, run: (as: TransactionSql) => Promise<boolean>) => async (tx: TransactionSql) => {
    try {
      return await asActor(tx, token, run);
    } catch (error) {
      if (error instanceof Error && "code" in error && error.code === "42501") return false;
      throw error;
    }
  };
  const asWorker = (run: (as: TransactionSql) => Promise<boolean>) => async (tx: TransactionSql) => {
    const id = randomUUID();
    await tx`insert into jobs (id, organisation_id, kind, data) values (${id}, ${cities.own}, 'proof', '{}')`;
    await tx`insert into outbox (id, organisation_id, message_id, template, data) values (${id}, ${cities.own}, ${id}, 'proof', '{}')`;
    await tx`set local role hlidka_app`;
    await tx`select sec.enter_machine('worker', ${machineKey}, null, null, 'proof.gate')`;
    const result = await run(tx);
    await tx`reset role`;
    return result;
  };
  const asAdmin = (state: string, run: (as: TransactionSql) => Promise<boolean>) => async (tx: TransactionSql) => {
    const id = randomUUID();
    await tx`insert into outbox (id, organisation_id, message_id, template, data, state, settled_at)
        values (${id}, ${cities.own}, ${id}, 'proof', '{}', ${state}, case when ${state} <> 'waiting' then now() end)`;
    return works(who("admin"), run)(tx);
  };
  const one = async (rows: PromiseLike<readonly unknown[]>) => (await rows).length > 0;
  const letIn = (as: TransactionSql, write: (deep: TransactionSql) => PromiseLike<unknown>) =>
    as
      .savepoint(async (deep) => write(deep))
      .then(
        () => true,
        () => false,
      );
  const seesLog = (table: string) =>
    works(who("manager"), (as) => one(as`select 1 from ${as(table)} where organisation_id = ${cities.own} limit 1`));
  return {
    "settings.reads_for_all": works(who("organiser"), (as) => one(as`select 1 from settings limit 1`)),
    "activity_kinds.reads_for_all": works(who("organiser"), (as) => one(as`select 1 from activity_kinds limit 1`)),
    "catalogue_items.reads_for_all": works(who("organiser"), (as) => one(as`select 1 from catalogue_items limit 1`)),
    // The ministry's meeting, which is open, by somebody who holds nothing there.
    ...Object.fromEntries(
      ["meetings", "meeting_sites", "meeting_blocks", "meeting_rounds"].map((table) => [
        `${table}.reads_open`,
        works(who("mentor"), (as) =>
          one(as`select 1 from ${as(table)} where organisation_id <> all (sec.organisations()) limit 1`),
        ),
      ]),
    ),
    ...practiceChecks((run) => works(who("mentor"), run), one),
    ...catalogueChecks("settings", (run) => works(who("admin"), run), one),
    ...catalogueChecks("activity_kinds", (run) => works(who("admin"), run), one),
    ...catalogueChecks("catalogue_items", (run) => works(who("admin"), run), one),
    "organisations.inserts_new": works(who("admin"), async (as) => {
      await as`insert into organisations (kind, slug, name) values ('city', ${`proof-${randomUUID()}`}, 'Proof')`;
      return true;
    }),
    // Somebody of another city stands in here: he sees that he does.
    "delegations.reads_own": async (tx) => {
      const [deputy] = await tx`select id from users where email = 'organiser@mv.example'`;
      await tx`select sec.enter_machine('operator', ${machineKey}, null, ${randomUUID()}, 'proof.fill')`;
      await tx`insert into delegations (organisation_id, principal_id, deputy_id, valid_from, valid_to, reason)
        select ${cities.own}, id, ${deputy?.id}, current_date, current_date, 'proof' from users where organisation_id = ${cities.own} limit 1`;
      return works(who("organiser"), (as) => one(as`select 1 from delegations where organisation_id = ${cities.own}`))(
        tx,
      );
    },
    "commands.own": works(who("manager"), async (as) => {
      await as`insert into commands (id, organisation_id, actor_id, name, hash) values (${randomUUID()}, sec.home(), sec.user_id(), 'proof', 'x')`;
      return one(as`select 1 from commands where name = 'proof'`);
    }),
    "jobs.puts": asWorker((as) =>
      letIn(as, (deep) => deep`insert into jobs (organisation_id, kind, data) values (${cities.own}, 'proof', '{}')`),
    ),
    "backups.notes": asWorker((as) =>
      letIn(
        as,
        (deep) => deep`insert into backups (organisation_id, made_at, place) values (${cities.own}, now(), 'proof')`,
      ),
    ),
    "backups.reads": async (tx) => {
      await tx`insert into backups (organisation_id, made_at, place) values (${cities.own}, now(), 'proof')`;
      return asWorker((as) => one(as`select 1 from backups where place = 'proof'`))(tx);
    },
    ...Object.fromEntries(
      [
        "invited_addresses",
        "round_invitations",
        "registrations",
        "registration_teams",
        "registration_needs",
        "registration_links",
        "seats",
        "seat_decisions",
      ].map((table) => [`${table}.takes`, asWorker((as) => one(as`select 1 from ${as(table)} limit 1`))]),
    ),
    ...Object.fromEntries(
      ["registration_teams", "registrations", "registration_links"].map((table) => [
        `${table}.reads_city`,
        async (tx: TransactionSql) => {
          await putCityTeam(tx, machineKey, cities.own);
          return works(who("manager"), (as) => one(as`select 1 from ${as(table)} limit 1`))(tx);
        },
      ]),
    ),
    "outbox.takes": asWorker((as) => one(as`select 1 from outbox where template = 'proof'`)),
    "jobs.takes": asWorker((as) => one(as`select 1 from jobs where kind = 'proof'`)),
    "outbox.finishes": asWorker((as) => one(as`update outbox set attempts = 1 where template = 'proof' returning 1`)),
    "outbox.reads": asAdmin("waiting", (as) => one(as`select 1 from outbox where template = 'proof'`)),
    "outbox.reads_meetings": async (tx) => {
      await tx`insert into outbox (organisation_id, message_id, template, registration_id, meeting_id, data)
        select m.organisation_id, ${randomUUID()}, 'proof', gen_random_uuid(), m.id, '{}'
        from meetings m join organisations o on o.id = m.organisation_id and o.slug = 'mv' limit 1`;
      return works(who("organiser"), (as) => one(as`select 1 from outbox where template = 'proof'`))(tx);
    },
    "outbox.resends": asAdmin("failed", (as) =>
      one(as`update outbox set state = 'waiting', settled_at = null where template = 'proof' returning 1`),
    ),
    ...subscriptionChecks(machineKey, cities.own, (run) => works(who("manager"), run), asWorker),
    "jobs.finishes": asWorker((as) => one(as`update jobs set state = 'done' where kind = 'proof' returning 1`)),
    "access_log.notes": works(who("manager"), async (as) => {
      await as`insert into access_log (organisation_id, user_id, page, subject) values (${cities.own}, sec.user_id(), '/', 'proof')`;
      return true;
    }),
    "access_log.reads": async (tx) => {
      await tx`insert into access_log (organisation_id, user_id, page, subject) values (${cities.own}, ${randomUUID()}, '/', 'proof')`;
      return works(who("admin"), (as) => one(as`select 1 from access_log where subject = 'proof'`))(tx);
    },
    "erasures.reads": async (tx) => {
      await tx`select sec.enter_machine('operator', ${machineKey}, null, ${randomUUID()}, 'proof.gate')`;
      await tx`insert into erasures (organisation_id, person_kind, person_id, reason, in_notes, removed)
        values (${cities.own}, 'user', ${randomUUID()}, 'request', false, '{}')`;
      return works(who("dpo"), (as) => one(as`select 1 from erasures`))(tx);
    },
    "erasures.replays": async (tx) => {
      await tx`select sec.enter_machine('operator', ${machineKey}, null, ${randomUUID()}, 'proof.gate')`;
      await tx`insert into erasures (organisation_id, person_kind, person_id, reason, in_notes, removed)
        values (${cities.own}, 'user', ${randomUUID()}, 'request', false, '{}')`;
      return asWorker((as) => one(as`select 1 from erasures`))(tx);
    },
    "purges.reads": async (tx) => {
      await tx`select sec.enter_machine('operator', ${machineKey}, null, ${randomUUID()}, 'proof.gate')`;
      await tx`insert into purges (organisation_id, what, older_than, removed) values (${cities.own}, 'access', now(), 1)`;
      return works(who("dpo"), (as) => one(as`select 1 from purges`))(tx);
    },
    "audit_entries.reads": seesLog("audit_entries"),
    "audit_personal.reads": seesLog("audit_personal"),
    "audit_links.reads": seesLog("audit_links"),
    "audit_heads.reads": seesLog("audit_heads"),
  };
}

/** What a mentor tells about the ministry's meeting is his to read, and what others told once it is published. */
function practiceChecks(asMentor: Works, one: (rows: PromiseLike<readonly unknown[]>) => Promise<boolean>): Special {
  const tell = (as: TransactionSql) => as`
    select sec.send_practice(gen_random_uuid(), (select id from meetings where state <> 'draft' limit 1),
      '{"municipality": "560286", "kind": "good", "topic": "other", "title": "Proof", "happened": "Proof", "lesson": "Proof"}')`;
  const mine = (table: string) =>
    asMentor(async (as) => {
      await tell(as);
      return one(as`select 1 from ${as(table)} where author_id = sec.user_id()`);
    });
  return {
    "practices.reads_published": asMentor((as) => one(as`select 1 from practices limit 1`)),
    "practices.reads_own": mine("practices"),
    "practice_decisions.reads_own": mine("practice_decisions"),
  };
}

type Works = (run: (as: TransactionSql) => Promise<boolean>) => (tx: TransactionSql) => Promise<boolean>;

/** What a person has asked to be sent: his own to make, see, change and end; the worker sees who asked. */
function subscriptionChecks(key: string, city: string, asPerson: Works, asWorker: Works): Special {
  const some = async (rows: PromiseLike<readonly unknown[]>) => (await rows).length > 0;
  const put = (as: TransactionSql) => as`
    insert into subscriptions (organisation_id, user_id, kind, every, token_hash)
    values (sec.home(), sec.user_id(), 'digest', 'day', sha256('proof'))`;
  const mine = (then: (as: TransactionSql) => Promise<boolean>) =>
    asPerson(async (as) => {
      await put(as);
      return then(as);
    });
  return {
    "subscriptions.subscribes": mine(async () => true),
    "subscriptions.reads": mine((as) => some(as`select 1 from subscriptions`)),
    "subscriptions.changes": mine((as) => some(as`update subscriptions set every = 'week' returning 1`)),
    "subscriptions.ends": mine((as) => some(as`delete from subscriptions returning 1`)),
    "subscriptions.takes": async (tx) => {
      await tx`select sec.enter_machine('operator', ${key}, null, ${randomUUID()}, 'proof.fill')`;
      await tx`insert into subscriptions (organisation_id, user_id, kind, every, token_hash)
        select ${city}, id, 'digest', 'day', sha256('proof') from users where organisation_id = ${city} limit 1`;
      return asWorker((as) => some(as`select 1 from subscriptions`))(tx);
    },
  };
}
