import { createHash, randomInt, randomUUID } from "node:crypto";
import type { Sql, TransactionSql } from "postgres";

/** Somebody who applied in the second round, and the private link whose button makes it count. */
export type Applicant = { id: string; link: string; slug: string };
export type StormMeeting = { id: string; slug: string; sites: [string, string]; applicants: Applicant[] };

/** What changes the database beside the product's commands, as the operator. */
export const asOperator = <T>(sql: Sql, key: string, work: (tx: TransactionSql) => Promise<T>) =>
  sql.begin(async (tx) => {
    await tx`select sec.enter_machine('operator', ${key}, null, ${randomUUID()}, 'proof.seats')`;
    return work(tx);
  });

/**
 * A published meeting of two sites, where some of the first round have seats, and in whose second round so many wait for
 * nothing but the button of their confirmation.
 */
export function prepare(
  sql: Sql,
  key: string,
  { seats, seated, applications }: { seats: number; seated: number; applications: number },
): Promise<StormMeeting> {
  const [id, first, second, round, further] = Array.from({ length: 5 }, () => randomUUID());
  if (!id || !first || !second || !round || !further) throw new Error("no ids");
  const slug = `storm-${id.slice(0, 8)}`;
  return asOperator(sql, key, async (tx) => {
    const [owner] = await tx`select id from organisations where slug = 'mv'`;
    const [day] =
      await tx`select sec.today() as today, array(select code from municipalities order by code limit 30) as cities`;
    const own = tx`${owner?.id}, ${id}`;
    await tx`insert into meetings (id, organisation_id, slug, reference_number, title_cs, title_en, state)
      values (${id}, ${owner?.id}, ${slug}, ${slug}, 'Bouře', 'Storm', 'published')`;
    for (const [site, code, days] of [
      [first, "first", 30],
      [second, "second", 90],
    ] as const)
      await tx`insert into meeting_sites (id, organisation_id, meeting_id, code, name, address, starts_on, ends_on, capacity)
        values (${site}, ${own}, ${code}, ${code}, 'Náměstí 1', sec.today() + ${days}::int, sec.today() + ${days + 2}::int, ${seats})`;
    await tx`insert into meeting_rounds (id, organisation_id, meeting_id, number, site_id, state, closes_at) values
      (${round}, ${own}, 1, null, 'closed', now()), (${further}, ${own}, 2, ${second}, 'open', now() + interval '20 days')`;
    const person = (at: number) => ({
      id: randomUUID(),
      link_id: randomUUID(),
      token: randomUUID().replaceAll("-", "").padEnd(43, "x"),
      of: at < seated ? round : further,
      role: ["assistant", "mentor", "police", "other"][randomInt(4)],
      city: day?.cities[randomInt(30)],
      wish: at < seated && at % 2 ? first : second,
      can_other: randomInt(4) > 0,
      counts: at < seated,
    });
    const people = Array.from({ length: seated + applications }, (_, at) => person(at));
    const rows = tx.json(people);
    await tx`insert into registrations (id, organisation_id, meeting_id, round_id, name, email, locale, role, municipality_code,
        preferred_site_id, can_other, registered_at, confirmed_at, kept_until)
      select p.id, ${own}, p.of, 'Jana Bouřková', p.id || '@storm.example', 'cs', p.role, p.city, p.wish, p.can_other,
        now() + p.at * interval '1 millisecond', case when p.counts then now() end, sec.today() + 400
      from (select row_number() over () as at, x.* from jsonb_to_recordset(${rows}) as x
        (id uuid, of uuid, role text, city text, wish uuid, can_other boolean, counts boolean)) p`;
    const links = people.map(({ id, link_id, token }) => ({ id, link_id, hash: sha256(token).toString("hex") }));
    await tx`insert into registration_links (id, organisation_id, meeting_id, registration_id, token_hash)
      select l.link_id, ${own}, l.id, decode(l.hash, 'hex') from jsonb_to_recordset(${tx.json(links)}) as l (id uuid, link_id uuid, hash text)`;
    const applicants = people
      .slice(seated)
      .map(({ id, link_id, token }) => ({ id, link: `${link_id}.${token}`, slug }));
    return { id, slug, sites: [first, second], applicants };
  });
}

const sha256 = (text: string) => createHash("sha256").update(text).digest();

export type Wrongs = { over: number; twice: number; idle: number };

/** What may never be, as anybody who looks at this moment would see it; said without any function of the product. */
export async function wrongsOf(sql: Sql, meeting: string, most: number): Promise<Wrongs> {
  const [row] = await sql<Wrongs[]>`
    with held as (select site_id, count(*) as n from seats where meeting_id = ${meeting} group by 1),
      free as (select s.id from meeting_sites s left join held h on h.site_id = s.id where s.meeting_id = ${meeting} and s.capacity > coalesce(h.n, 0))
    select (select count(*)::int from held h join meeting_sites s on s.id = h.site_id where h.n > least(s.capacity, ${most}::int)) as over,
      (select count(*)::int from (select from seats where meeting_id = ${meeting} group by registration_id having count(*) > 1) d) as twice,
      (select count(*)::int from free f where exists (select from registrations r where r.meeting_id = ${meeting}
        and r.confirmed_at is not null and r.withdrawn_at is null and r.declined_at is null and r.erased_at is null
        and (r.can_other or r.preferred_site_id = f.id) and not exists (select from seats s where s.registration_id = r.id))) as idle`;
  if (!row) throw new Error("nothing was counted");
  return row;
}

/** Seats whose holder was told something else last, or does not count; after a storm there is none. */
export async function untold(sql: Sql, meeting: string): Promise<number> {
  const [row] = await sql<{ n: number }[]>`
    select count(*)::int as n from registrations r left join seats s on s.registration_id = r.id
      left join lateral (select d.site_id from seat_decisions d where d.registration_id = r.id order by d.number desc limit 1) d on true
    where r.meeting_id = ${meeting} and (s.site_id is distinct from d.site_id
      or s.id is not null and (r.confirmed_at is null or r.withdrawn_at is not null or r.declined_at is not null))`;
  return row?.n ?? 0;
}
