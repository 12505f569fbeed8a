import { sql } from "drizzle-orm";
import type { LessonKind } from "@/lib/domain/mentor";
import type { SelectionOutcome } from "@/lib/domain/selection";
import type { Tx } from "../gate";
import { rowVersion } from "../version";

export type SelectionRound = {
  id: string;
  number: number;
  wanted: number;
  announcedOn: string;
  closesOn: string;
  candidates: number | null;
  invited: number | null;
  chosen: number | null;
  decidedOn: string | null;
  outcome: SelectionOutcome;
  motivation: string;
  note: string;
  version: string;
};

/** The rounds of selection of a project, the newest first; counts alone. */
export function listSelections(tx: Tx, projectId: string): Promise<SelectionRound[]> {
  return tx.execute<SelectionRound>(sql`
    select s.id, s.number, s.wanted, s.announced_on as "announcedOn", s.closes_on as "closesOn", s.candidates, s.invited,
      s.chosen, s.decided_on as "decidedOn", s.outcome, s.motivation, s.note, ${rowVersion("s")} as version
    from selection_rounds s where s.project_id = ${projectId} order by s.number desc`);
}

export type ProjectMentor = {
  id: string;
  name: string | null;
  from: string;
  to: string | null;
  lessons: {
    id: string;
    kind: LessonKind;
    title: string;
    provider: string;
    on: string;
    form: "present" | "electronic";
    minutes: number;
    version: string;
  }[];
  contracts: {
    id: string;
    code: string;
    municipality: string;
    region: string;
    /** Whether it lies in the region of the project's own municipality; null while that is not stated. */
    sameRegion: boolean | null;
    from: string;
    to: string | null;
    consentedOn: string | null;
    version: string;
  }[];
};

/** The mentors of a project, what they were trained in themselves and what other towns they serve; personal data. */
export function listMentors(tx: Tx, projectId: string): Promise<ProjectMentor[]> {
  return tx.execute<ProjectMentor>(sql`
    select m.id, u.name, m.starts_on as "from", m.ends_on as "to",
      (select coalesce(jsonb_agg(jsonb_build_object('id', l.id, 'kind', l.kind, 'title', l.title, 'provider', l.provider,
          'on', l.held_on, 'form', l.form, 'minutes', l.minutes, 'version', ${rowVersion("l")}) order by l.held_on desc, l.id), '[]')
        from mentor_lessons l where l.project_mentor_id = m.id) as lessons,
      (select coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'code', c.municipality_code, 'municipality', t.name, 'region', t.region,
          'sameRegion', t.region_code = own.region_code, 'from', c.starts_on, 'to', c.ends_on, 'consentedOn', c.consented_on,
          'version', ${rowVersion("c")}) order by c.starts_on desc, c.id), '[]')
        from mentor_contracts c join municipalities t on t.code = c.municipality_code
        where c.project_mentor_id = m.id) as contracts
    from project_mentors m left join users u on u.id = m.user_id join organisations o on o.id = m.organisation_id
      left join municipalities own on own.code = o.municipality_code
    where m.project_id = ${projectId} order by m.starts_on desc, m.id`);
}
