import { createHash, randomBytes, randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { linkToken } from "@/db/accounts/link-token";
import { env } from "@/lib/env";
import { asSuperuser } from "./superuser";

/**
 * A meeting of the demo's ministry whose only site ended on 14 February 2025, the day before the demo's, with people who
 * sat there, the asking after it, and a certificate of the first of them about its two blocks of ninety minutes.
 */
export async function pastMeeting(people: number) {
  const mark = randomUUID().slice(0, 8);
  const slug = `minule-${mark}`;
  const [meeting, site, round, wave] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
  const blocks = [randomUUID(), randomUUID()];
  const code = randomBytes(12).toString("hex");
  const links: string[] = [];
  await asSuperuser(async (tx) => {
    await tx.execute(
      sql`select sec.enter_machine('operator', ${env().HLIDKA_KEY}, null, ${randomUUID()}, 'test.past')`,
    );
    const [ministry] = await tx.execute<{ id: string; organiser: string }>(
      sql`select o.id, u.id as organiser from organisations o, users u where o.slug = 'mv' and u.email = 'organiser@mv.example'`,
    );
    const own = sql`${ministry?.id ?? ""}::uuid, ${meeting}::uuid`;
    await tx.execute(sql`insert into meetings (id, organisation_id, slug, reference_number, title_cs, title_en, state)
      values (${meeting}, ${ministry?.id ?? ""}, ${slug}, ${`MV-${mark}`}, ${`Minulé setkání ${mark}`}, ${`A past meeting ${mark}`}, 'published')`);
    await tx.execute(sql`insert into meeting_sites (id, organisation_id, meeting_id, code, name, address, starts_on, ends_on, capacity)
      values (${site}, ${own}, 'misto', 'Kolín', 'Náměstí 1', '2025-02-12', '2025-02-14', 100)`);
    await tx.execute(
      sql`insert into meeting_rounds (id, organisation_id, meeting_id, number, closes_at) values (${round}, ${own}, 1, '2025-02-01')`,
    );
    for (const [index, id] of blocks.entries())
      await tx.execute(sql`insert into meeting_blocks (id, organisation_id, meeting_id, number, title_cs, title_en, day_number, duration_minutes)
        values (${id}, ${own}, ${index + 1}, ${`Krizová komunikace ${index + 1}`}, ${`Crisis communication ${index + 1}`}, 1, 90)`);
    for (let seat = 1; seat <= people; seat += 1) {
      const [registration, link] = [randomUUID(), randomUUID()];
      const token = linkToken("registration", link);
      await tx.execute(sql`insert into registrations (id, organisation_id, meeting_id, round_id, name, email, locale, role, municipality_code, can_other,
          registered_at, confirmed_at, kept_until)
        values (${registration}, ${own}, ${round}, ${`Účastník ${seat} ${mark}`}, ${`u${seat}-${mark}@mesto.example`}, 'cs', 'assistant', '560286', true,
          '2025-01-20', '2025-01-20', '2099-01-01')`);
      await tx.execute(sql`insert into registration_links (id, organisation_id, meeting_id, registration_id, token_hash)
        values (${link}, ${own}, ${registration}, ${createHash("sha256").update(token).digest()})`);
      await tx.execute(
        sql`insert into seats (organisation_id, meeting_id, site_id, site_capacity, number, registration_id) values (${own}, ${site}, 100, ${seat}, ${registration})`,
      );
      if (seat === 1)
        await tx.execute(sql`insert into certificates (organisation_id, meeting_id, site_id, registration_id, number, issue, code, name, blocks, minutes, issued_by)
          values (${own}, ${site}, ${registration}, 1, 1, ${code}, ${`Účastník 1 ${mark}`},
            ${JSON.stringify([1, 2].map((number) => ({ number, titleCs: `Krizová komunikace ${number}`, titleEn: `Crisis communication ${number}`, day: "2025-02-12", minutes: 90 })))}::text::jsonb,
            180, ${ministry?.organiser ?? ""})`);
      links.push(`${link}.${token}`);
    }
    await tx.execute(sql`insert into feedback_waves (id, organisation_id, meeting_id, site_id, closes_on, decided_by)
      values (${wave}, ${own}, ${site}, '2025-03-01', ${ministry?.organiser ?? ""})`);
    await tx.execute(sql`insert into feedback_counts (organisation_id, meeting_id, wave_id, question, block_id, score)
      select ${own}, ${wave}::uuid, i.question, i.block, s from (values ('content', null::uuid), ('use', null), ('organisation', null), ('place', null),
        ('block', ${blocks[0]}::uuid), ('block', ${blocks[1]}::uuid)) i (question, block), generate_series(1, 5) s`);
  });
  const over = () =>
    asSuperuser(async (tx) => {
      await tx.execute(
        sql`select sec.enter_machine('operator', ${env().HLIDKA_KEY}, null, ${randomUUID()}, 'test.past')`,
      );
      await tx.execute(sql`update feedback_waves set closes_on = '2025-02-14' where id = ${wave}`);
    });
  return { slug, links, code, over };
}
