import { randomUUID } from "node:crypto";
import type { TransactionSql } from "postgres";

/** A team of a meeting elsewhere, with one person, that the office of a city took over. */
export async function putCityTeam(tx: TransactionSql, key: string, city: string): Promise<void> {
  await tx`select sec.enter_machine('operator', ${key}, null, ${randomUUID()}, 'proof.fill')`;
  const [round] = await tx`
    select r.organisation_id, r.meeting_id, r.id from meeting_rounds r where r.organisation_id <> ${city} order by r.id limit 1`;
  const own = tx`${round?.organisation_id}, ${round?.meeting_id}`;
  const [team] = await tx`
    insert into registration_teams (organisation_id, meeting_id, municipality_code, name, email, locale, kept_until, city_organisation_id, made_by)
    select ${own}, (select min(code) from municipalities), 'Proof', 'proof@proof.example', 'cs', current_date, ${city}, min(id::text)::uuid
    from users where organisation_id = ${city} returning id`;
  await tx`insert into registrations (organisation_id, meeting_id, round_id, team_id, name, locale, role, municipality_code, can_other, registered_at, kept_until)
    values (${own}, ${round?.id}, ${team?.id}, 'Proof', 'cs', 'mentor', (select min(code) from municipalities), true, now(), current_date)`;
  await tx`insert into registration_links (organisation_id, meeting_id, team_id, token_hash) values (${own}, ${team?.id}, ''::bytea)`;
}
