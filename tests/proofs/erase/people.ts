import { createHash, randomBytes, randomUUID } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { sql as text } from "drizzle-orm";
import type { Sql, TransactionSql } from "postgres";
import { withActor } from "@/db/gate";
import type { Stand } from "../../support/stand";

export type Doomed = {
  kind: "user" | "assistant";
  id: string;
  names: string[];
  emails: string[];
  /** Words that stand nowhere else: what is searched for. */
  canaries: string[];
  mailFile?: string;
  file?: string;
};
type Place = { organisation: string; manager: string; mentor: string };

const word = () => [...randomBytes(8)].map((byte) => "abcdefghijklmnoprstuvz"[byte % 22]).join("");
const capital = (said: string) => `${said[0]?.toUpperCase()}${said.slice(1)}`;

/** A project whose papers may go: it ended in 2009. Its id. */
export async function oldProject({ organisation, manager }: Place): Promise<string> {
  const id = randomUUID();
  const own = text`${organisation}::uuid, ${id}::uuid`;
  await asOperator(async (run) => {
    await run(text`insert into projects (id, organisation_id, slug, name, beneficiary, starts_on, ends_on, total_halere, state, closed_on, closing_note)
      values (${id}, ${organisation}, ${`old-${id.slice(0, 8)}`}, 'Dávný projekt', 'město', '2008-01-01', '2009-12-31', 100000000, 'closed', '2010-01-15', 'Uzavřeno.')`);
    await run(
      text`insert into posts (organisation_id, project_id, number, starts_on, ends_on) values (${own}, 1, '2008-01-01', '2009-12-31')`,
    );
    await run(text`insert into localities (organisation_id, project_id, name) values (${own}, 'Dávná lokalita')`);
    await run(
      text`insert into key_activities (organisation_id, project_id, code, name, starts_on, ends_on) values (${own}, 'KA 01', 'Výběr', '2008-01-01', '2009-12-31')`,
    );
    await run(
      text`insert into training_areas (organisation_id, project_id, number, name) values (${own}, 1, 'Komunikace')`,
    );
    await run(text`insert into indicators (organisation_id, project_id, code, name, unit, kind, rule, baseline, target)
      values (${own}, 'X1', 'Směny', 'směny', 'own', 'shifts', 0, 10), (${own}, 'X2', 'Zlepšení', 'osoby', 'own', 'people-improved', 0, 1),
        (${own}, 'X3', 'Měřené', 'body', 'own', 'measured', 0, 10)`);
    await run(text`insert into indicator_measurements (organisation_id, project_id, indicator_id, measured_on, value, state, author_id)
      select ${own}, i.id, '2009-06-30', 7, 'verified', ${manager}::uuid from indicators i where i.project_id = ${id} and i.code = 'X3'`);
  });
  return id;
}

/** Carries statements out as the operator, as one command; its id. */
export async function asOperator(
  work: (run: (statement: ReturnType<typeof text>) => Promise<unknown>) => Promise<void>,
) {
  const id = randomUUID();
  await withActor({ kind: "operator" }, "write", (tx) => work((statement) => tx.execute(statement)), {
    id,
    name: "proof.plant",
  });
  return id;
}

/** A meeting where a person answers questions, signs, lectures and is spoken of in decisions. */
async function plantMeeting(
  run: (statement: ReturnType<typeof text>) => Promise<unknown>,
  { organisation, decidedBy, name, email }: Record<"organisation" | "decidedBy" | "name" | "email", string>,
) {
  const [meeting, round] = [randomUUID(), randomUUID()];
  const own = text`${organisation}::uuid, ${meeting}::uuid`;
  await run(text`insert into meetings (id, organisation_id, slug, reference_number, title_cs, title_en, contact_name, contact_email, signatory_name)
    values (${meeting}, ${organisation}, ${`old-${meeting.slice(0, 8)}`}, ${meeting}, 'Setkání', 'Meeting', ${name}, ${email}, ${`Mgr. ${name}`})`);
  await run(
    text`insert into meeting_rounds (id, organisation_id, meeting_id, number, closes_at) values (${round}, ${own}, 1, '2009-03-03')`,
  );
  await run(
    text`insert into meeting_blocks (organisation_id, meeting_id, number, title_cs, lecturer) values (${own}, 1, 'Blok', ${name})`,
  );
  await run(text`insert into meeting_decisions (organisation_id, meeting_id, decision, note, decided_by)
    values (${own}, 'closed', ${`Uzavřela ${name}.`}, ${decidedBy}::uuid)`);
  await run(text`insert into round_decisions (organisation_id, meeting_id, round_id, decision, note, decided_by)
    values (${own}, ${round}::uuid, 'closed', ${`Uzavřela ${name}.`}, ${decidedBy}::uuid)`);
}

/** At that meeting he came without a registration, has a certificate, and stands in a note about somebody else. */
async function plantAttendance(
  tx: TransactionSql,
  { organisation, decidedBy, name }: Record<"organisation" | "decidedBy" | "name", string>,
) {
  const [meeting] =
    await tx`select id from meetings where organisation_id = ${organisation} and contact_name = ${name}`;
  const own = tx`${organisation}, ${meeting?.id}`;
  const [site] = await tx`
    insert into meeting_sites (organisation_id, meeting_id, code, name, address, starts_on, ends_on, capacity)
    values (${own}, 'old', 'Kolín', 'Náměstí 1', '2009-03-10', '2009-03-12', 1) returning id`;
  const [walkIn] = await tx`
    insert into walk_ins (organisation_id, meeting_id, site_id, name, role, municipality, recorded_by, kept_until)
    values (${own}, ${site?.id}, ${name}, 'other', '', ${decidedBy}, '2099-01-01') returning id`;
  await tx`insert into certificates (organisation_id, meeting_id, site_id, walk_in_id, number, issue, code, name, blocks, minutes, issued_by)
    values (${own}, ${site?.id}, ${walkIn?.id}, 1, 1, ${randomBytes(12).toString("hex")}, ${name}, '[]', 0, ${decidedBy})`;
  const [somebody] = await tx`
    insert into registrations (organisation_id, meeting_id, round_id, name, email, locale, role, municipality_code, can_other, registered_at, kept_until)
    select ${own}, r.id, 'Kdo Přišel', ${`${meeting?.id}@erase.example`}, 'cs', 'other', '560286', true, now(), '2099-01-01'
    from meeting_rounds r where r.meeting_id = ${meeting?.id} returning id`;
  await tx`insert into allocation_pins (organisation_id, meeting_id, registration_id, must_site_id, kind, reason, decided_by)
    values (${own}, ${somebody?.id}, ${site?.id}, 'rule', ${`Bydlí s ${name}`}, ${decidedBy})`;
  await tx`insert into attendance_decisions (organisation_id, meeting_id, site_id, registration_id, decision, note, decided_by)
    values (${own}, ${site?.id}, ${somebody?.id}, 'counted', ${`Místo něj přišla ${name}.`}, ${decidedBy})`;
  await tx`insert into publications (organisation_id, meeting_id, note, role_weights, decided_by, mails_from)
    values (${own}, ${`Připravila ${name}.`}, '{}', ${decidedBy}, now())`;
  await tx`insert into seat_decisions (organisation_id, meeting_id, registration_id, number, decision, reason, note, decided_by)
    values (${own}, ${somebody?.id}, 1, 'lost', '{"key": "removed", "values": {}}', ${`Volala ${name}.`}, ${decidedBy})`;
  const [practice] = await tx`
    insert into practices (organisation_id, meeting_id, author_id, municipality_code, kind, topic, title, happened, lesson, sent_at)
    values (${own}, ${decidedBy}, '560286', 'good', 'other', ${`O ${name}`}, ${`Pomohla ${name}.`}, ${`Ptejte se ${name}.`}, '2009-03-03') returning id`;
  await tx`insert into practice_decisions (organisation_id, meeting_id, practice_id, decision, reason, note, decided_by)
    values (${own}, ${practice?.id}, 'returned', 'personal', ${`Je tam ${name}.`}, ${decidedBy})`;
  const [training] = await tx`
    insert into trainings (organisation_id, project_id, title, starts_on, ends_on, form, source, recorded_by)
    select p.organisation_id, p.id, 'Kurz', '2009-03-10', '2009-03-12', 'present', 'own', ${decidedBy} from projects p
    where p.organisation_id = ${organisation} and exists (select from assistants a where a.project_id = p.id) limit 1 returning id`;
  await tx`insert into selection_rounds (organisation_id, project_id, number, wanted, announced_on, closes_on, motivation, note)
    select p.organisation_id, p.id, 90 + (select count(*) from selection_rounds r where r.project_id = p.id), 1, '2009-03-10', '2009-03-12',
      ${`Získala je ${name}.`}, ${`Vybírala ${name}.`} from projects p where p.organisation_id = ${organisation} limit 1`;
  await tx`insert into personal_overrules (organisation_id, project_id, verb, field, kind, reason, noticed_on)
    select p.organisation_id, p.id, 'activity.log', 'note', 'name', ${`Dovolila ${name}.`}, '2009-03-10' from projects p
    where p.organisation_id = ${organisation} limit 1`;
  await tx`insert into planned_days (organisation_id, project_id, planned_on, priorities)
    select p.organisation_id, p.id, p.starts_on, ${`Vede ${name}.`} from projects p where p.organisation_id = ${organisation}
    on conflict (project_id, planned_on) do update set priorities = planned_days.priorities || ' ' || excluded.priorities`;
  await tx`insert into planned_shifts (organisation_id, project_id, planned_on, starts_at, ends_at, break_minutes, locality_id, task)
    select l.organisation_id, l.project_id, p.starts_on, '07:00', '15:00', 30, l.id, ${`S tím pomůže ${name}.`}
    from localities l join projects p on p.id = l.project_id where p.organisation_id = ${organisation} limit 1`;
  await tx`insert into training_supports (organisation_id, project_id, training_id, assistant_id, counts, note, decided_by)
    select t.organisation_id, t.project_id, t.id, a.id, true, ${`Dovolila ${name}.`}, ${decidedBy}
    from trainings t join assistants a on a.project_id = t.project_id where t.id = ${training?.id} limit 1`;
}

/** A user whose canaries stand in every place where a user may be named, by himself or by others. */
export async function plantUser(
  stand: Stand,
  sql: Sql,
  { organisation, manager, mentor }: Place,
  project: string,
): Promise<Doomed> {
  const [first, last, former] = [word(), word(), word()];
  const [name, before] = [`${capital(first)} ${capital(last)}`, `${capital(first)} ${capital(former)}`];
  const [email, old] = [`${first}.${last}@erase.example`, `${former}@erase.example`];
  const id = randomUUID();
  const token = randomUUID();
  const own = text`${organisation}::uuid, ${project}::uuid`;
  const command = await asOperator(async (run) => {
    await run(
      text`insert into users (id, organisation_id, email, name) values (${id}, ${organisation}, ${old}, ${before})`,
    );
    await run(text`update users set email = ${email}, name = ${name} where id = ${id}`);
    await run(
      text`insert into role_assignments (organisation_id, user_id, role, valid_from) values (${organisation}, ${id}, 'mentor', '2020-01-01')`,
    );
    await run(text`insert into api_tokens (organisation_id, user_id, name, token_hash, expires_at)
      values (${organisation}, ${id}, ${`klíč ${name}`}, sha256(convert_to(${token}::text, 'UTF8')), now() + interval '1 day')`);
    await run(text`update projects set closing_note = ${`Uzavřela ${name}.`} where id = ${project}`);
    await run(
      text`insert into milestones (organisation_id, project_id, kind, title, due_on) values (${own}, 'other', ${`Schůzka: ${name}`}, '2009-03-03')`,
    );
    await run(text`insert into expense_imports (organisation_id, project_id, sha256, file_name, row_count)
      values (${own}, ${randomBytes(32).toString("hex")}, ${`výdaje ${name}.csv`}, 1)`);
    await run(
      text`update indicator_measurements set note = ${`podle ${last.toUpperCase()} ${first.toUpperCase()}`} where project_id = ${project}`,
    );
    const shift = randomUUID();
    await run(text`insert into activities (id, organisation_id, project_id, happened_on, starts_at, ends_at, minutes, locality_id, key_activity_id, state, author_id)
      select ${shift}::uuid, ${own}, '2009-02-02', '07:00', '15:00', 450, l.id, k.id, 'approved', ${id}::uuid
      from localities l, key_activities k where l.project_id = ${project} and k.project_id = ${project}`);
    await run(text`insert into activity_notes (organisation_id, project_id, activity_id, note)
      values (${own}, ${shift}, ${`Na místě byla ${name}, řekla své.`})`);
    await run(text`insert into activity_decisions (organisation_id, project_id, activity_id, decision, reason, note, decided_by)
      values (${own}, ${shift}, 'returned', 'other', ${`Doplnit, co ${name} viděla.`}, ${manager}), (${own}, ${shift}, 'approved', null, '', ${manager})`);
    await plantMeeting(run, { organisation, decidedBy: manager, name, email });
    await run(text`insert into evidence (organisation_id, project_id, sha256, file_name, media_type, bytes, activity_id, uploaded_by)
      values (${own}, ${randomBytes(32).toString("hex")}, ${`zápis-${last}_${first}.pdf`}, 'application/pdf', 10, ${shift}, ${id})`);
  });
  // Written by a function alone, so the superuser puts it in.
  await sql.begin(async (tx) => {
    await tx`select sec.enter_machine('operator', ${stand.key}, null, ${randomUUID()}, 'proof.plant')`;
    await tx`insert into delegations (organisation_id, principal_id, deputy_id, valid_from, valid_to, reason)
      values (${organisation}, ${manager}, ${mentor}, '2024-01-01', '2024-01-31', ${`Zastupuje, dokud je ${name} pryč.`})`;
    await plantAttendance(tx, { organisation, decidedBy: manager, name });
  });
  const mail = createHash("sha256").update(id).digest("hex");
  await sql`insert into commands (id, organisation_id, actor_id, name, hash, result) values (${randomUUID()}, ${organisation}, ${manager}, 'proof', 'x', ${sql.json({ said: name })})`;
  await sql`insert into commands (id, organisation_id, actor_id, name, hash, result) values (${command}, ${organisation}, ${manager}, 'proof.plant', 'y', '{}')
    on conflict (id) do nothing`;
  await sql`insert into sessions (user_id, token_hash, expires_at, agent) values (${id}, sha256(convert_to(${randomUUID()}, 'UTF8')), now() + interval '1 hour', ${`Prohlížeč ${last}`})`;
  await sql`insert into outbox (organisation_id, message_id, template, recipient_id, data, last_error)
    values (${organisation}, ${mail}, 'invitation', ${id}, ${sql.json({ to: email })}, ${`550 ${email}: no such user`})`;
  await sql`insert into jobs (organisation_id, kind, data, last_error, state) values (${organisation}, 'proof', '{}', ${`${name} failed`}, 'failed')`;
  await sql`insert into access_log (organisation_id, user_id, page, subject) values (${organisation}, ${manager}, ${`/admin/privacy?q=${first}+${last}`}, ${name})`;
  await sql`insert into guesses (about, checked) values (sec.guess_mark('account', ${email}), true)`;
  await sql`insert into user_identities (organisation_id, user_id, provider, issuer, subject) values (${organisation}, ${id}, 'oidc', 'https://id.example', ${email})`;
  const mailFile = join(stand.data, "mail", `${mail}.eml`);
  await mkdir(join(stand.data, "mail"), { recursive: true });
  await writeFile(mailFile, `To: ${name} <${email}>\r\n\r\nDobrý den`);
  return { kind: "user", id, names: [name, before], emails: [email, old], canaries: [last, former], mailFile };
}

/** An assistant of the old project: a name, notes about him, a file, and what counts. */
export async function plantAssistant(stand: Stand, { organisation, manager }: Place, project: string): Promise<Doomed> {
  const [first, last, former] = [word(), word(), word()];
  const name = `${capital(first)} ${capital(last)}`;
  const id = randomUUID();
  const content = Buffer.from(`Posudek: ${name}`);
  const sha256 = createHash("sha256").update(content).digest("hex");
  const file = join(stand.data, "files", sha256.slice(0, 2), sha256);
  await mkdir(join(file, ".."), { recursive: true });
  await writeFile(file, content);
  const own = text`${organisation}::uuid, ${project}::uuid`;
  await asOperator(async (run) => {
    await run(
      text`insert into assistants (id, organisation_id, project_id, name) values (${id}, ${own}, ${`${capital(first)} ${capital(former)}`})`,
    );
    await run(text`update assistants set name = ${name} where id = ${id}`);
    await run(text`insert into post_occupancies (organisation_id, project_id, post_id, assistant_id, starts_on, ends_on)
      select ${own}, p.id, ${id}::uuid, '2008-01-01', '2009-12-31' from posts p where p.project_id = ${project}`);
    await run(text`insert into activity_assistants (organisation_id, project_id, activity_id, assistant_id)
      select ${own}, a.id, ${id}::uuid from activities a where a.project_id = ${project}`);
    for (const [phase, score] of [
      ["entry", 20],
      ["exit", 80],
    ] as const)
      await run(text`insert into assessments (organisation_id, project_id, assistant_id, area_id, phase, assessed_on, score, note)
        select ${own}, ${id}::uuid, r.id, ${phase}, '2009-05-05', ${score}, ${`${last} se zlepšuje`} from training_areas r where r.project_id = ${project}`);
    await run(text`insert into development_goals (organisation_id, project_id, assistant_id, title, measure, set_on, due_on)
      values (${own}, ${id}, ${`${last} se naučí`}, ${`${last} to umí`}, '2009-01-05', '2009-06-05')`);
    await run(text`insert into development_reviews (organisation_id, project_id, goal_id, reviewed_on, verdict, note, decided_by)
      select ${own}, g.id, '2009-03-05', 'reached', ${`${last} to zvládá`}, ${manager}::uuid from development_goals g where g.assistant_id = ${id}`);
    await run(text`insert into assistant_evaluations (organisation_id, project_id, assistant_id, month, evaluated_on, verdict, note, author_id)
      values (${own}, ${id}, '2009-03-01', '2009-04-02', 'good', ${`${last} pracuje dobře`}, ${manager}::uuid)`);
    await run(text`insert into evidence (organisation_id, project_id, sha256, file_name, media_type, bytes, assessment_id, uploaded_by)
      select ${own}, ${sha256}, ${`posudek ${name}.pdf`}, 'application/pdf', ${content.length}, m.id, ${manager}::uuid
      from assessments m where m.assistant_id = ${id} and m.phase = 'exit'`);
  });
  return { kind: "assistant", id, names: [name], emails: [], canaries: [last, former], file };
}
