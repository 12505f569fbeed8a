import {
  assistantEvaluations,
  developmentGoals,
  developmentReviews,
  mentorContracts,
  mentorLessons,
  selectionRounds,
} from "@/db/schema/development";
import { lastOfMonth, plusDays, plusMonths } from "@/lib/domain/day";
import type { EvaluationVerdict } from "@/lib/domain/development";
import { demoDay, type Site } from "./city";
import type { BuiltProject } from "./project";
import { batch } from "./put";
import { stream } from "./random";
import type { Member } from "./team";

const plans = [
  ["Vede rozhovor se seniorem bez pomoci druhého z dvojice", "mentor byl u tří rozhovorů"],
  ["Zapíše směnu týž den a bez vrácení", "měsíc bez vráceného záznamu"],
  ["Vysvětlí obecně závaznou vyhlášku vlastními slovy", "zkouška s mentorem, nejméně 80 bodů"],
  ["Pozná, kdy zavolat hlídku, a přivolá ji", "rozbor pěti skutečných situací"],
] as const;
const words = {
  strong: ["Spolehlivý, lidé se na něj obracejí sami.", "Převzal vedení dvojice, zápisy bez chyby."],
  good: ["Pracuje dobře, zápisy odevzdává včas.", "Zlepšil se v rozhovorech s mladými."],
  "needs-help": ["V konfliktu ustupuje příliš brzy, domluveno cvičení s mentorem."],
} as const;

/** Towns without police of their own that a mentor serves too; like everything here but the published figures, invented. */
const served: Record<
  string,
  Omit<typeof mentorContracts.$inferInsert, "organisationId" | "projectId" | "projectMentorId">[]
> = {
  sokolov: [{ municipalityCode: "538434", startsOn: "2024-01-01", endsOn: "2025-12-31", consentedOn: "2023-12-11" }],
  jirkov: [{ municipalityCode: "546062", startsOn: "2024-03-01", endsOn: "2025-02-28", consentedOn: null }],
};

/** Plans and monthly evaluations of those in posts, the mentor's own lessons and contract, how the team was chosen. All invented. */
export function development({ city, own, staff }: Site, built: BuiltProject, members: Member[]) {
  const random = stream(`${city.slug}:development`);
  const present = members.filter(({ to }) => !to);
  const goals = present.flatMap((person) =>
    random
      .shuffle([...plans])
      .slice(0, 2)
      .map(([title, measure], index) => {
        const setOn = plusDays(plusMonths(demoDay, -7 + index), -random.int(0, 20));
        const from = setOn < person.from ? person.from : setOn;
        return {
          id: random.uuid(),
          ...own,
          assistantId: person.id,
          areaId: random.shuffle(built.areaIds)[0] ?? null,
          title,
          measure,
          setOn: from,
          dueOn: plusMonths(from, 6 + index * 3),
        };
      }),
  );
  const reviews = goals.flatMap(({ id, setOn, dueOn }) => {
    const on = plusMonths(setOn, 2);
    if (on > demoDay) return [];
    const review = (reviewedOn: string, verdict: string, note: string) => ({
      id: random.uuid(),
      ...own,
      goalId: id,
      reviewedOn,
      verdict,
      note,
      decidedBy: staff.mentor,
    });
    const first = review(on, random.int(0, 3) === 0 ? "behind" : "on-way", "Probráno při denní přípravě.");
    return dueOn <= demoDay ? [first, review(plusDays(dueOn, -2), "reached", "Ověřeno v terénu.")] : [first];
  });
  // The last month of one person is still to be evaluated.
  const evaluations = present.flatMap((person, index) =>
    [3, 2, 1]
      .map((back) => plusMonths(`${demoDay.slice(0, 7)}-01`, -back))
      .filter(
        (month) =>
          person.from <= lastOfMonth(month) && !(index === 0 && month === plusMonths(`${demoDay.slice(0, 7)}-01`, -1)),
      )
      .map((month) => {
        const verdict = random.pick<EvaluationVerdict>(["strong", "good", "good", "needs-help"]);
        return {
          id: random.uuid(),
          ...own,
          assistantId: person.id,
          month,
          evaluatedOn: plusDays(lastOfMonth(month), random.int(1, 6)),
          verdict,
          note: random.shuffle(words[verdict])[0] ?? words.good[0],
          authorId: staff.mentor,
        };
      }),
  );
  const projectMentorId = String(built.batches.find(({ name }) => name === "project_mentors")?.rows[0]?.id);
  const mentor = (
    rest: Omit<typeof mentorLessons.$inferInsert, "organisationId" | "projectId" | "projectMentorId">,
  ) => ({
    id: random.uuid(),
    ...own,
    projectMentorId,
    ...rest,
  });
  const { startsOn } = city.project;
  const lessons = [
    mentor({
      kind: "training",
      title: "Vedení dvojic v terénu",
      provider: "krajská vzdělávací agentura",
      heldOn: plusMonths(startsOn, 4),
      form: "present",
      minutes: 960,
    }),
    mentor({
      kind: "supervision",
      title: "Supervize mentora",
      provider: "nezávislý supervizor",
      heldOn: plusMonths(startsOn, 12),
      form: "present",
      minutes: 180,
    }),
    mentor({
      kind: "supervision",
      title: "Supervize mentora",
      provider: "nezávislý supervizor",
      heldOn: plusMonths(startsOn, 18),
      form: "electronic",
      minutes: 120,
    }),
  ];
  const contracts =
    served[city.slug]?.map((contract) => ({ id: random.uuid(), ...own, projectMentorId, ...contract })) ?? [];
  const left = members.filter(({ to }) => to).length;
  const rounds = [
    {
      id: random.uuid(),
      ...own,
      number: 1,
      wanted: city.posts,
      announcedOn: plusDays(startsOn, -60),
      closesOn: plusDays(startsOn, -30),
      candidates: city.posts * 3 + 2,
      invited: city.posts * 2,
      chosen: city.posts,
      decidedOn: plusDays(startsOn, -14),
      outcome: "filled",
      motivation: "Setkání v lokalitě s asistenty z předchozího projektu, stálý plat a místo blízko domova.",
    },
    ...(left > 0
      ? [
          {
            id: random.uuid(),
            ...own,
            number: 2,
            wanted: 1,
            announcedOn: plusDays(demoDay, -20),
            closesOn: plusDays(demoDay, 10),
            candidates: null,
            invited: null,
            chosen: null,
            decidedOn: null,
            outcome: "open",
            motivation: "Nabídka přes kontaktní pracoviště úřadu práce a školu.",
          },
        ]
      : []),
  ];
  return [
    batch(developmentGoals, goals),
    batch(developmentReviews, reviews),
    batch(assistantEvaluations, evaluations),
    batch(mentorLessons, lessons),
    batch(mentorContracts, contracts),
    batch(selectionRounds, rounds),
  ];
}
