import { randomBytes, randomUUID } from "node:crypto";
import type { Sql, TransactionSql } from "postgres";
import { signIn } from "@/db/accounts/sign-in";
import { connect } from "@/db/connection";
import { crossReferences, falseContexts, withoutContext } from "./borders";
import { runMatrix, type Who } from "./cells";
import { dropEach } from "./policies";
import { type Cities, listTables } from "./tables";

export type Addresses = { app: string; superuser: string; key: string; password: string };
export type Outcome = { figures: Record<string, number>; broken: string[] };

/** Tables whose rows belong to nobody's city or to the operator: not in the matrix, each has a check of its own. */
const outsideCities = [
  "settings",
  "activity_kinds",
  "catalogue_items",
  "user_passwords",
  "sessions",
  "guesses",
  "known_devices",
  "user_factors",
  "recovery_codes",
  "sign_in_steps",
  "password_resets",
  "user_identities",
  "commands",
  "outbox",
  "subscriptions",
  "jobs",
  "access_log",
  "erasures",
  "purges",
  "backups",
  "audit_personal",
  "audit_links",
  "audit_heads",
  "audit_unsealed",
];

const accounts: [Who["role"], string, Who["sees"]][] = [
  ["mentor", "mentor@sokolov.example", "own"],
  ["manager", "manager@sokolov.example", "own"],
  ["finance", "finance@sokolov.example", "own"],
  ["auditor", "auditor@mv.example", "all"],
  ["organiser", "organiser@mv.example", "home"],
  ["dpo", "dpo@sokolov.example", "own"],
  ["admin", "admin@hlidka.example", "all"],
];

/** The data gate on the demo's two cities; sabotage switches row-level security of one table off first. */
export async function proveDatabaseGate(at: Addresses, sabotage: boolean): Promise<Outcome> {
  const superuser = connect(at.superuser, 2);
  const app = connect(at.app, 2);
  try {
    const cities = await findCities(superuser);
    await fillGaps(superuser, cities, at.key);
    if (sabotage) await superuser`alter table localities disable row level security`;
    const people: Who[] = [];
    for (const [role, email, sees] of accounts) people.push({ role, sees, token: await tokenOf(email, at.password) });
    people.push({
      role: "manager",
      sees: "project",
      token: await addedPerson(superuser, cities.own, "manager", at.key),
    });
    people.push({
      role: "organiser",
      sees: "own",
      token: await addedPerson(superuser, cities.own, "organiser", at.key),
    });
    const tables = await listTables(superuser, cities);
    const gaps = tables.filter(
      ({ name, rows }) =>
        !outsideCities.includes(name) &&
        !(rows.own && rows.foreign && (name !== "activity_notes" || (rows.own.kept && rows.foreign.kept))),
    );
    const leaks = await withoutContext(
      app,
      tables.map((table) => table.name),
    );
    const contexts = await falseContexts(app, people[0]?.token ?? "", cities.foreign);
    const references = await crossReferences(superuser, cities);
    const matrix = await runMatrix(superuser, tables, people, cities);
    const policies = sabotage ? { tried: 0, unnoticed: [] } : await dropEach(superuser, tables, people, cities, at.key);
    return {
      figures: {
        tables: tables.length,
        cells: matrix.tried,
        contexts: contexts.tried,
        references: references.tried,
        policies: policies.tried,
      },
      broken: [
        ...gaps.map((table) => `${table.name}: no row in both cities to try it on`),
        ...leaks,
        ...contexts.passed,
        ...references.passed,
        ...matrix.wrong.map(
          (cell) => `${cell.role} ${cell.verb} ${cell.table} (${cell.city}): ${cell.allowed ? "let in" : "refused"}`,
        ),
        ...policies.unnoticed.map(
          (policy) => `policy ${policy.name} on ${policy.table}: nobody noticed that it was gone`,
        ),
      ],
    };
  } finally {
    await Promise.all([superuser.end(), app.end()]);
  }
}

async function tokenOf(email: string, password: string): Promise<string> {
  const outcome = await signIn(email, password);
  if (!("token" in outcome)) throw new Error(`${email} cannot sign in`);
  return outcome.token;
}

/**
 * Whom the demo has not: a manager of one project, who holds nothing in its city, so that everything that he sees he sees
 * by the project; and an organiser in a city, where the rows are that the matrix tries.
 */
async function addedPerson(superuser: Sql, city: string, role: "manager" | "organiser", key: string): Promise<string> {
  const token = randomBytes(24).toString("base64url");
  await superuser.begin(async (tx) => {
    await tx`select sec.enter_machine('operator', ${key}, null, ${randomUUID()}, 'proof.fill')`;
    const [user] = await tx`insert into users (organisation_id, email, name)
      values (${city}, ${`${randomUUID()}@proof.example`}, 'Proof') returning id`;
    await tx`insert into role_assignments (organisation_id, user_id, role, project_id, valid_from)
      select ${city}, ${user?.id}, ${role}, case when ${role} = 'manager' then id end, '2020-01-01'
      from projects where organisation_id = ${city} order by slug limit 1`;
    await tx`insert into sessions (user_id, token_hash, expires_at)
      values (${user?.id}, sha256(convert_to(${token}, 'UTF8')), now() + interval '1 hour')`;
  });
  return token;
}

async function findCities(superuser: Sql): Promise<Cities> {
  const rows = await superuser<
    { slug: string; id: string }[]
  >`select slug, id from organisations where slug in ('sokolov', 'jirkov')`;
  const id = (slug: string) => rows.find((row) => row.slug === slug)?.id ?? "";
  return { own: id("sokolov"), foreign: id("jirkov") };
}

/** A draft of a meeting with one row of each kind below it. */
async function putMeeting(tx: TransactionSql, org: string): Promise<void> {
  const [meeting] = await tx`insert into meetings (organisation_id, slug, reference_number, title_cs, title_en)
    select id, 'proof-' || slug, 'proof', 'Proof', 'Proof' from organisations where id = ${org} returning id`;
  const own = tx`${org}, ${meeting?.id}`;
  await tx`insert into meeting_sites (organisation_id, meeting_id, code, name, address, starts_on, ends_on, capacity)
    values (${own}, 'proof', 'Proof', 'Proof', '2025-03-10', '2025-03-12', 1)`;
  await tx`insert into meeting_blocks (organisation_id, meeting_id, site_id, number, title_cs)
    select ${own}, s.id, 1, 'Proof' from meeting_sites s where s.meeting_id = ${meeting?.id}`;
  await tx`insert into meeting_rounds (organisation_id, meeting_id, number, site_id, closes_at)
    select ${own}, 2, s.id, now() from meeting_sites s where s.meeting_id = ${meeting?.id}`;
  const [person] = await tx`select id from users where organisation_id = ${org} order by email limit 1`;
  await tx`insert into meeting_decisions (organisation_id, meeting_id, decision, decided_by)
    values (${own}, 'closed', ${person?.id})`;
  await tx`insert into round_decisions (organisation_id, meeting_id, round_id, decision, decided_by)
    select ${own}, r.id, 'closed', ${person?.id} from meeting_rounds r where r.meeting_id = ${meeting?.id}`;
  const [registration] = await tx`
    insert into registrations (organisation_id, meeting_id, round_id, name, email, locale, role, municipality_code, can_other, registered_at, kept_until)
    select ${own}, r.id, 'Proof Registrant', ${`${randomUUID()}@proof.example`}, 'cs', 'mentor', (select min(code) from municipalities), true, now(), current_date
    from meeting_rounds r where r.meeting_id = ${meeting?.id} returning id`;
  await tx`insert into registration_needs (organisation_id, meeting_id, registration_id, room, car, arrival)
    values (${own}, ${registration?.id}, 'any', false, 'in-time')`;
  await tx`insert into registration_links (organisation_id, meeting_id, registration_id, token_hash)
    values (${own}, ${registration?.id}, ''::bytea)`;
  await tx`insert into registration_teams (organisation_id, meeting_id, municipality_code, name, email, locale, kept_until)
    values (${own}, (select min(code) from municipalities), 'Proof Coordinator', ${`${randomUUID()}@proof.example`}, 'cs', current_date)`;
  const [address] = await tx`
    insert into invited_addresses (organisation_id, meeting_id, email, source, token_hash, added_by, kept_until)
    values (${own}, ${`${randomUUID()}@proof.example`}, 'pasted', ''::bytea, ${person?.id}, '2099-01-01') returning id`;
  await tx`insert into round_invitations (organisation_id, meeting_id, round_id, address_id)
    select ${own}, r.id, ${address?.id} from meeting_rounds r where r.meeting_id = ${meeting?.id}`;
  await tx`insert into mail_objections (organisation_id, email_hash) values (${org}, ${randomUUID()}::text::bytea)`;
  await tx`insert into registration_events (organisation_id, meeting_id, registration_id, kind, text)
    values (${own}, ${registration?.id}, 'asked', 'Proof')`;
  const [publication] = await tx`
    insert into publications (organisation_id, meeting_id, role_weights, decided_by, mails_from)
    values (${own}, '{}', ${person?.id}, now()) returning id`;
  await tx`insert into meeting_mailings (organisation_id, meeting_id, kind, site_id)
    select ${own}, 'programme', s.id from meeting_sites s where s.meeting_id = ${meeting?.id}`;
  await tx`insert into meeting_mail_stops (organisation_id, meeting_id, decision, decided_by)
    values (${own}, 'stopped', ${person?.id})`;
  await tx`insert into seats (organisation_id, meeting_id, site_id, site_capacity, number, registration_id)
    select ${own}, s.id, s.capacity, 1, ${registration?.id} from meeting_sites s where s.meeting_id = ${meeting?.id}`;
  await tx`insert into seat_decisions (organisation_id, meeting_id, registration_id, number, decision, site_id, reason, publication_id)
    select ${own}, ${registration?.id}, 1, 'placed', s.id, '{"key": "byOrganiser", "values": {}}', ${publication?.id}
    from meeting_sites s where s.meeting_id = ${meeting?.id}`;
  const [walkIn] = await tx`
    insert into walk_ins (organisation_id, meeting_id, site_id, name, role, municipality, recorded_by, kept_until)
    select ${own}, s.id, 'Proof Walker', 'other', '', ${person?.id}, current_date from meeting_sites s where s.meeting_id = ${meeting?.id} returning id`;
  await tx`insert into attendances (organisation_id, meeting_id, site_id, block_id, walk_in_id, state, device, made_at, decided_at, recorded_by)
    select ${own}, b.site_id, b.id, ${walkIn?.id}, 'present', 'proof', now(), now(), ${person?.id} from meeting_blocks b where b.meeting_id = ${meeting?.id}`;
  await tx`insert into attendance_decisions (organisation_id, meeting_id, site_id, registration_id, decision, decided_by)
    select ${own}, s.id, ${registration?.id}, 'counted', ${person?.id} from meeting_sites s where s.meeting_id = ${meeting?.id}`;
  const [issue] = await tx`
    insert into list_issues (organisation_id, meeting_id, site_id, kind, number, people, added, removed, changed, issued_by)
    select ${own}, s.id, 'badges', 1, 1, 1, 0, 0, ${person?.id} from meeting_sites s where s.meeting_id = ${meeting?.id} returning id`;
  await tx`insert into list_lines (organisation_id, meeting_id, issue_id, registration_id, line_hash)
    values (${own}, ${issue?.id}, ${registration?.id}, 'proof')`;
  await tx`insert into certificates (organisation_id, meeting_id, site_id, walk_in_id, number, issue, code, name, blocks, minutes, issued_by)
    select ${own}, s.id, ${walkIn?.id}, 1, 1, ${randomUUID().replaceAll("-", "").slice(0, 24)}, 'Proof Walker', '[]', 0, ${person?.id}
    from meeting_sites s where s.meeting_id = ${meeting?.id}`;
  const [wave] = await tx`
    insert into feedback_waves (organisation_id, meeting_id, site_id, closes_on, decided_by)
    select ${own}, s.id, current_date, ${person?.id} from meeting_sites s where s.meeting_id = ${meeting?.id} returning id`;
  await tx`insert into feedback_marks (organisation_id, meeting_id, wave_id, registration_id) values (${own}, ${wave?.id}, ${registration?.id})`;
  await tx`insert into feedback_tickets (organisation_id, meeting_id, wave_id, ticket_hash) values (${own}, ${wave?.id}, ''::bytea)`;
  await tx`insert into feedback_counts (organisation_id, meeting_id, wave_id, question, score) values (${own}, ${wave?.id}, 'use', 1)`;
  await tx`insert into feedback_texts (organisation_id, meeting_id, wave_id, text) values (${own}, ${wave?.id}, 'Proof')`;
  const [practice] = await tx`
    insert into practices (organisation_id, meeting_id, registration_id, municipality_code, kind, topic, title, happened, lesson, sent_at)
    values (${own}, ${registration?.id}, (select min(code) from municipalities), 'good', 'other', 'Proof', 'Proof', 'Proof', now()) returning id`;
  await tx`insert into practice_decisions (organisation_id, meeting_id, practice_id, decision) values (${own}, ${practice?.id}, 'sent')`;
}

/** A pin of who registered first for a meeting of an organisation, the open one if there is one, and a run of it. */
async function putAllocation(tx: TransactionSql, org: string): Promise<void> {
  const [person] = await tx`select id from users where organisation_id = ${org} order by email limit 1`;
  await tx`insert into allocation_pins (organisation_id, meeting_id, registration_id, not_site_id, kind, decided_by)
    select r.organisation_id, r.meeting_id, r.id, (select min(s.id::text)::uuid from meeting_sites s where s.meeting_id = r.meeting_id),
      'rule', ${person?.id} from registrations r join meetings m on m.id = r.meeting_id where r.organisation_id = ${org} order by m.state = 'open' desc, r.id limit 1`;
  await tx`insert into allocation_runs (organisation_id, meeting_id, batch_id, variant, input, input_hash, method, versions, objective, placement, made_by)
    select organisation_id, id, ${randomUUID()}, 'balanced', '{}', ${"0".repeat(64)}, 'optimal', '{}', '{}', '{}', ${person?.id}
    from meetings where organisation_id = ${org} order by state = 'open' desc, id limit 1`;
}

/** Rows of the tables that the demo leaves empty, one in each city; and a note on every shift that is not approved. */
async function fillGaps(superuser: Sql, cities: Cities, key: string): Promise<void> {
  await superuser.begin(async (tx) => {
    await tx`select sec.enter_machine('operator', ${key}, null, ${randomUUID()}, 'proof.fill')`;
    for (const org of [cities.own, cities.foreign]) {
      await tx`insert into api_tokens (organisation_id, user_id, name, token_hash, expires_at)
        select organisation_id, id, 'proof', sha256(convert_to(${randomUUID()}, 'UTF8')), now() + interval '1 day' from users where organisation_id = ${org} limit 1`;
      await tx`insert into invitations (organisation_id, user_id, token_hash, expires_at)
        select organisation_id, id, sha256(convert_to(${randomUUID()}, 'UTF8')), now() + interval '2 days' from users where organisation_id = ${org} limit 1`;
      await tx`insert into delegations (organisation_id, principal_id, deputy_id, valid_from, valid_to, reason)
        select ${org}, min(id::text)::uuid, max(id::text)::uuid, current_date, current_date, 'proof' from users where organisation_id = ${org}`;
      await putMeeting(tx, org);
      await putAllocation(tx, org);
      const [training] = await tx`
        insert into trainings (organisation_id, project_id, title, starts_on, ends_on, form, source, meeting_site_id, recorded_by)
        select p.organisation_id, p.id, 'Proof', s.starts_on, s.ends_on, 'present', 'meeting', s.id, u.id
        from projects p join meeting_sites s on s.organisation_id = p.organisation_id and s.code = 'proof' join users u on u.organisation_id = p.organisation_id
        where p.organisation_id = ${org} and p.slug in ('sokolov', 'jirkov') limit 1 returning id`;
      await tx`insert into training_attendances (organisation_id, project_id, training_id, assistant_id, number, title, minutes, certificate_id)
        select t.organisation_id, t.project_id, t.id, a.id, 1, 'Proof', 90, c.id
        from trainings t join assistants a on a.project_id = t.project_id join certificates c on c.site_id = t.meeting_site_id where t.id = ${training?.id}`;
      await tx`insert into training_supports (organisation_id, project_id, training_id, assistant_id, counts, note, decided_by)
        select t.organisation_id, t.project_id, t.id, (select min(a.id::text)::uuid from assistants a where a.project_id = t.project_id), false, 'Proof', t.recorded_by
        from trainings t where t.id = ${training?.id}`;
      await tx`insert into personal_overrules (organisation_id, project_id, verb, field, kind, reason, noticed_on)
        select organisation_id, id, 'activity.log', 'note', 'name', 'Proof', current_date from projects where organisation_id = ${org} limit 1`;
      await tx`insert into expense_imports (organisation_id, project_id, sha256, file_name, row_count)
        select organisation_id, id, ${randomUUID().replaceAll("-", "").padEnd(64, "0")}, 'proof.csv', 1 from projects where organisation_id = ${org} limit 1`;
      await tx`insert into activity_notes (organisation_id, project_id, activity_id, note)
        select organisation_id, project_id, id, 'Kept ' || gen_random_uuid() from activities where organisation_id = ${org} and state <> 'approved'
        on conflict (activity_id) do update set note = excluded.note`;
      // A place at which nothing is counted yet, so that nothing but the policies holds it.
      await tx`insert into activity_places (organisation_id, project_id, activity_id, locality_id)
        select a.organisation_id, a.project_id, a.id, (select l.id from localities l where l.project_id = a.project_id and l.id <> a.locality_id limit 1)
        from activities a where a.organisation_id = ${org} and a.state = 'draft' limit 1`;
    }
    // So that the worker, which may begin meanwhile, finds nothing to fold.
    await tx`select sec.fold_rollups()`;
    const [ministry] = await tx`select id from organisations where slug = 'mv'`;
    await putAllocation(tx, ministry?.id);
  });
}
