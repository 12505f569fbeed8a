import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { withActor } from "@/db/gate";
import type { City } from "./cast";

export type Field = { localityId: string; keyActivityId: string; assistants: string[]; left: string };

/** Gives a city of the cast a locality, a key activity, three assistants in posts, one who left, and two kinds. */
export async function equip(city: City): Promise<Field> {
  const own = sql`${city.id}::uuid, ${city.projectId}::uuid`;
  const [localityId, keyActivityId] = [randomUUID(), randomUUID()];
  const people = [1, 2, 3, 4].map((number) => ({ number, postId: randomUUID(), assistantId: randomUUID() }));
  await withActor(
    { kind: "operator" },
    "write",
    async (tx) => {
      await tx.execute(sql`
        insert into activity_kinds (organisation_id, code, name_cs, name_en, contact, position, source, valid_from)
        values (${city.id}, 'patrol', 'Pochůzka', 'Patrol', false, 1, 'test', '2021-01-01'),
          (${city.id}, 'counselling', 'Poradenství', 'Advice', true, 2, 'test', '2021-01-01') on conflict do nothing`);
      await tx.execute(
        sql`insert into localities (id, organisation_id, project_id, name) values (${localityId}, ${own}, 'Canary locality')`,
      );
      await tx.execute(sql`
        insert into key_activities (id, organisation_id, project_id, code, name, starts_on, ends_on)
        values (${keyActivityId}, ${own}, 'KA 02', 'Canary key activity', '2023-04-01', '2026-03-31')`);
      for (const { number, postId, assistantId } of people) {
        await tx.execute(sql`
          insert into posts (id, organisation_id, project_id, number, starts_on, ends_on)
          values (${postId}, ${own}, ${number}, '2023-04-01', '2026-03-31')`);
        await tx.execute(sql`
          insert into assistants (id, organisation_id, project_id, name) values (${assistantId}, ${own}, ${`Canary assistant ${number}`})`);
        await tx.execute(sql`
          insert into post_occupancies (organisation_id, project_id, post_id, assistant_id, starts_on, ends_on)
          values (${own}, ${postId}, ${assistantId}, '2023-04-01', ${number === 4 ? "2024-01-31" : null})`);
      }
    },
    { id: randomUUID(), name: "test.equip" },
  );
  const ids = people.map(({ assistantId }) => assistantId);
  return { localityId, keyActivityId, assistants: ids.slice(0, 3), left: ids[3] ?? "" };
}
