import { sql } from "drizzle-orm";
import type { CertifiedBlock } from "@/lib/domain/certificate";
import type { AttendeeRole } from "@/lib/domain/registration";
import type { TrainingForm, TrainingKind, TrainingPart, TrainingSource } from "@/lib/domain/training";
import type { Tx } from "../gate";
import { rowVersion } from "../version";
import { endOf } from "./as-of";
import type { ToldCertificate } from "./certificates";

/** What one assistant attended of one training. */
export type AssistantTraining = {
  trainingId: string;
  assistantId: string;
  name: string;
  title: string;
  provider: string;
  startsOn: string;
  endsOn: string;
  form: TrainingForm;
  kind: TrainingKind;
  source: TrainingSource;
  /** Of the training. */
  version: string;
  parts: TrainingPart[];
  minutes: number;
  /** The last decision by then whether it counts for the support of the project: its id, or null; without one its own do. */
  supportId: string | null;
  counts: boolean;
  note: string;
};

/** The trainings of a project's people by a day, the newest first; personal data. */
export function listTrainings(tx: Tx, projectId: string, asOf: string): Promise<AssistantTraining[]> {
  return tx.execute<AssistantTraining>(sql`
    select t.id as "trainingId", a.id as "assistantId", a.name, t.title, t.provider, t.starts_on as "startsOn", t.ends_on as "endsOn", t.form, t.kind, t.source, ${rowVersion("t")} as version,
      x.parts, x.minutes, s.id as "supportId", coalesce(s.counts, t.source = 'own') as counts, coalesce(s.note, '') as note
    from (select p.training_id, p.assistant_id, sum(p.minutes)::int as minutes,
        jsonb_agg(jsonb_build_object('number', p.number, 'title', p.title, 'on', p.held_on, 'minutes', p.minutes, 'area', r.number)
          order by p.held_on, p.number) as parts
      from training_attendances p left join training_areas r on r.id = p.area_id
      where p.project_id = ${projectId} group by p.training_id, p.assistant_id) x
      join trainings t on t.id = x.training_id join assistants a on a.id = x.assistant_id
      left join lateral (select d.id, d.counts, d.note from training_supports d
        where d.training_id = t.id and d.assistant_id = a.id
          and (${asOf}::date >= (select sec.today()) or d.decided_at < ${endOf(asOf)}) order by d.decided_at desc, d.id limit 1) s on true
    where t.starts_on <= ${asOf}::date
    order by t.starts_on desc, t.id, a.name collate "cs-x-icu", a.id`);
}

export type TrainingChange = {
  trainingId: string;
  assistantId: string;
  /** The issue that holds now; null: the certificate was taken back. */
  certificateId: string | null;
  issue: number | null;
  blocks: CertifiedBlock[] | null;
  minutes: number | null;
};

/** Where certificates say something else by now than what was taken from them. */
export function trainingChanges(tx: Tx, projectId: string): Promise<TrainingChange[]> {
  return tx.execute<TrainingChange>(sql`
    select c.training_id as "trainingId", c.assistant_id as "assistantId", c.certificate_id as "certificateId", c.issue, c.blocks, c.minutes
    from sec.training_changes(${projectId}) c`);
}

export type CertificateForTraining = ToldCertificate & {
  titleCs: string;
  titleEn: string;
  reference: string;
  site: string;
  startsOn: string;
  endsOn: string;
};

/** What a certificate says, by its code, for who keeps a team; null for any other code. */
export async function findCertificateForTraining(tx: Tx, code: string): Promise<CertificateForTraining | null> {
  const [row] = await tx.execute<{ found: CertificateForTraining | null }>(
    sql`select sec.certificate_for_training(${code}) as found`,
  );
  return row?.found ?? null;
}

export type TeamCertificate = {
  code: string;
  name: string;
  role: AttendeeRole;
  minutes: number;
  reference: string;
  site: string;
  startsOn: string;
  endsOn: string;
};

/** What people of the office's own teams brought from meetings and nobody took over yet; personal data. */
export function teamCertificates(tx: Tx): Promise<TeamCertificate[]> {
  return tx.execute<TeamCertificate>(sql`
    select c.code, c.name, c.role, c.minutes, c.reference, c.site, c.starts_on as "startsOn", c.ends_on as "endsOn"
    from sec.team_certificates() c`);
}

export type TrainingChoices = {
  assistants: { id: string; name: string }[];
  areas: { id: string; number: number; name: string }[];
  /** The area that blocks of a title were last put in. */
  usual: { title: string; areaId: string }[];
};

/** Whom and what somebody who takes a certificate over chooses from; personal data. */
export async function trainingChoices(tx: Tx, projectId: string): Promise<TrainingChoices> {
  const [row] = await tx.execute<TrainingChoices>(sql`
    select coalesce((select jsonb_agg(jsonb_build_object('id', a.id, 'name', a.name) order by a.name collate "cs-x-icu", a.id)
        from assistants a where a.project_id = ${projectId}), '[]') as assistants,
      coalesce((select jsonb_agg(jsonb_build_object('id', t.id, 'number', t.number, 'name', t.name) order by t.number)
        from training_areas t where t.project_id = ${projectId}), '[]') as areas,
      coalesce((select jsonb_agg(jsonb_build_object('title', u.title, 'areaId', u.area_id))
        from (select distinct on (x.title) x.title, x.area_id from training_attendances x
          where x.project_id = ${projectId} and x.area_id is not null order by x.title, x.held_on desc, x.id) u), '[]') as usual`);
  return row ?? { assistants: [], areas: [], usual: [] };
}
