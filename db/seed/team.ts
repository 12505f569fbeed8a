import { assessments, assistantLeaves, assistants, postOccupancies } from "@/db/schema/team";
import { plusDays, plusMonths } from "@/lib/domain/day";
import { demoDay, type Person, type Site } from "./city";
import type { BuiltProject } from "./project";
import { batch } from "./put";
import { stream } from "./random";

export type Member = Person & { id: string };

/** People, the posts they hold and what their assessments say. */
export function team({ city, own }: Site, built: BuiltProject) {
  const ids = stream(`${city.slug}:team`);
  const members: Member[] = city.people.map((person) => ({ ...person, id: ids.uuid() }));
  const occupancyRows = members.map(({ id, post, from, to }) => ({
    id: ids.uuid(),
    ...own,
    postId: built.postIds[post - 1] ?? "",
    assistantId: id,
    startsOn: from,
    endsOn: to ?? null,
    contract: "employment",
    ftePercent: 100,
  }));
  // Somebody of each city goes on leave in spring; nobody was away before the demo's day.
  const leaving = members.filter(({ to }) => !to).at(-1);
  const leaves = leaving
    ? [{ ...own, id: ids.uuid(), assistantId: leaving.id, kind: "parental", startsOn: "2025-05-05", endsOn: null }]
    : [];
  const scores = assess(members);
  return {
    members,
    assessments: scores,
    batches: [
      batch(
        assistants,
        members.map(({ id, name }) => ({ id, ...own, name })),
      ),
      batch(postOccupancies, occupancyRows),
      batch(assistantLeaves, leaves),
      batch(assessments, scores),
    ],
  };

  function assess(people: Member[]) {
    const random = stream(`${city.slug}:assessments`);
    const rows: (typeof assessments.$inferInsert & { id: string })[] = [];
    for (const person of people) {
      if (city.unassessed.includes(person.name)) continue;
      const improved = city.improved.includes(person.name);
      const entryOn = plusDays(person.from, random.int(10, 24));
      const midOn = plusDays(plusMonths(person.from, 11), random.int(0, 25));
      const exitOn = person.to ? plusDays(person.to, -random.int(3, 12)) : plusDays("2024-12-02", random.int(0, 50));
      // Whose plan is closed has grown in two to four areas; the others in one at most.
      const strong = new Set(random.shuffle(built.areaIds).slice(0, improved ? random.int(2, 4) : random.int(0, 1)));
      for (const areaId of built.areaIds) {
        const entry = random.int(28, 55);
        const gain = strong.has(areaId) ? random.int(13, 30) : random.int(0, 8);
        const score = (phase: string, assessedOn: string, value: number, note = "") =>
          rows.push({
            id: random.uuid(),
            ...own,
            assistantId: person.id,
            areaId,
            phase,
            assessedOn,
            score: value,
            note,
          });
        if (entryOn <= demoDay) score("entry", entryOn, entry);
        if (midOn <= demoDay && midOn < (person.to ?? exitOn)) score("mid", midOn, entry + Math.round(gain * 0.6));
        if (person.to || improved)
          score(
            "exit",
            exitOn,
            entry + gain,
            person.to ? "Hodnocení při odchodu." : "Výstupní hodnocení po uzavření plánu rozvoje.",
          );
      }
    }
    return rows;
  }
}

/** The share of a month, 0–1, during which a person held a post. */
export function presence({ from, to }: Person, monthStart: string, monthEnd: string): number {
  const start = from > monthStart ? from : monthStart;
  const end = to && to < monthEnd ? to : monthEnd;
  if (start > end) return 0;
  const dayNumber = (day: string) => Number(day.slice(8));
  return (dayNumber(end) - dayNumber(start) + 1) / dayNumber(monthEnd);
}
