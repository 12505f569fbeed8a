import { type SQL, sql } from "drizzle-orm";

/**
 * The note of an activity a: '' where there is none, null where one would be kept for its authors and those who approve,
 * since the activity is not approved (the policy of activity_notes says the same).
 */
export const noteOf = (
  approved: SQL,
): SQL => sql`coalesce((select n.note from activity_notes n where n.activity_id = a.id),
  case when ${approved} or a.author_id in ((select sec.user_id()), (select sec.stands_for()))
    or a.organisation_id = any ((select sec.writes('decide'))::uuid[])
    or a.project_id = any ((select sec.writes_in('decide'))::uuid[]) then '' end)`;
