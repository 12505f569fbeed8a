import { type SQL, sql } from "drizzle-orm";
import { plain } from "@/lib/domain/search";
import type { Tx } from "../gate";

export type ProjectChoice = { slug: string; name: string; organisation: string };

/** How many projects a switcher shows at once. */
const most = 12;

/**
 * The first projects that the actor may see and the one at an address, by city and name, for the switcher; and whether
 * there are more of them.
 */
export async function listProjectChoices(
  tx: Tx,
  at: string | undefined,
): Promise<{ choices: ProjectChoice[]; more: boolean }> {
  const rows = await tx.execute<ProjectChoice & { place: number | null }>(sql`
    with first as (select p.id, row_number() over (order by p.slug)::int as place from projects p order by p.slug limit ${most + 1})
    ${choicesOf(sql`select f.id, f.place from first f union all
      select p.id, null from projects p where p.slug = ${at ?? ""} and p.id not in (select f.id from first f)`)}`);
  const shown = rows.filter(({ place, slug }) => place === null || place <= most || slug === at);
  return { choices: shown.map(({ place, ...choice }) => choice), more: rows.some(({ place }) => place === most + 1) };
}

/** The addresses of all projects that the actor may see. */
export async function listProjectSlugs(tx: Tx): Promise<string[]> {
  const rows = await tx.execute<{ slug: string }>(sql`select p.slug from projects p order by p.slug`);
  return rows.map(({ slug }) => slug);
}

/** Projects whose city, name or number hold every word that was asked, the first dozen by city and name; none for signs alone. */
export async function findProjectChoices(tx: Tx, asked: string): Promise<ProjectChoice[]> {
  const words = plain(asked).split(" ").slice(0, 8);
  if (words[0] === "") return [];
  const text = sql`sec.plain(concat_ws(' ', o.name, p.name, p.registration_number))`;
  const held = words.map((word) => sql`s.text like ${`%${word}%`}`);
  const rows = await tx.execute<ProjectChoice & { place: number | null }>(
    choicesOf(sql`
      select s.id, null::int as place from (
        select p.id, ${text} as text from projects p join organisations o on o.id = p.organisation_id offset 0) s
      where ${sql.join(held, sql` and `)}`),
  );
  return rows.slice(0, most).map(({ place, ...choice }) => choice);
}

const choicesOf = (chosen: SQL): SQL => sql`
  select p.slug, p.name, o.name as organisation, c.place
  from (${chosen}) c join projects p on p.id = c.id join organisations o on o.id = p.organisation_id
  order by o.name collate "cs-x-icu", p.name collate "cs-x-icu", p.slug`;
