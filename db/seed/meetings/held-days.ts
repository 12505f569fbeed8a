import { attendanceDecisions, attendances, walkIns } from "@/db/schema/attendances";
import { listIssues } from "@/db/schema/papers";
import { practiceDecisions, practices } from "@/db/schema/practices";
import { plusDays } from "@/lib/domain/day";
import { listKinds } from "@/lib/domain/paper";
import { keptUntil } from "@/lib/domain/registration";
import { type Batch, batch } from "../put";
import { stream } from "../random";
import { type Attended, heldCertificates } from "./held-certificates";
import { heldFeedback } from "./held-feedback";
import type { Held, HeldPerson, TeamCity } from "./held-people";
import type { Guest } from "./held-seats";
import { practice2024 } from "./spring-2024";

type Site = Held["sites"][number];

/** What happened at the sites and what remained of it. */
export function heldDays(held: Held, guests: readonly Guest[], people: readonly HeldPerson[], city: TeamCity): Batch[] {
  const ids = stream("meeting:spring-2024:days");
  const { own, organiserId, sites, blocks } = held;
  const lastDay = sites.at(-1)?.endsOn ?? "";
  const ticks: (typeof attendances.$inferInsert)[] = [];
  const attended: Attended[] = [];
  const tick = (
    who: Pick<Attended, "registrationId" | "walkInId">,
    site: Site,
    block: Held["blocks"][number],
    mark = "",
  ) => {
    const at = instantOf(site, block, ids.int(-12, 8));
    const given = { registrationId: null, walkInId: null, ...who, siteId: site.id, blockId: block.id, mark };
    const when = { madeAt: at, decidedAt: at, receivedAt: at };
    ticks.push({
      id: ids.uuid(),
      ...own,
      ...given,
      state: "present",
      device: "page",
      ...when,
      recordedBy: organiserId,
    });
  };
  const come = (who: Pick<Attended, "registrationId" | "walkInId" | "name">, site: Site, mark = "") => {
    const there = blocks.filter(() => ids.chance(0.94));
    for (const block of there) tick(who, site, block, mark);
    if (there.length > 0) attended.push({ ...who, site, blocks: there });
  };

  // A few of those who had a seat did not come at all; one came who had none, and one who had not registered.
  for (const { person, site } of guests)
    if (ids.chance(0.97)) come({ registrationId: person.id, name: person.name }, site);
  const [first, second] = sites;
  const uninvited = people.find(
    ({ id, withdrawnAt }) => !withdrawnAt && guests.every(({ person }) => person.id !== id),
  );
  const walkIn = { id: ids.uuid(), name: "Božena Krátká", role: "municipal-police", municipality: "Chodov" };
  if (second && uninvited) come({ registrationId: uninvited.id, name: uninvited.name }, second, "no-seat");
  if (first) come({ walkInId: walkIn.id, name: walkIn.name }, first);

  return [
    batch(walkIns, [
      {
        ...own,
        ...walkIn,
        siteId: first?.id ?? "",
        recordedBy: organiserId,
        receivedAt: `${first?.startsOn}T12:50:00+02:00`,
        keptUntil: keptUntil(lastDay),
      },
    ]),
    batch(attendances, ticks),
    batch(attendanceDecisions, [
      {
        id: ids.uuid(),
        ...own,
        siteId: second?.id ?? "",
        registrationId: uninvited?.id ?? "",
        decision: "counted",
        note: "Přijel místo nemocného kolegy z téhož města, byl na všech blocích.",
        decidedBy: organiserId,
        decidedAt: `${lastDay}T15:00:00+02:00`,
      },
    ]),
    batch(
      listIssues,
      sites.flatMap((site) => issues(site)),
    ),
    ...heldCertificates(held, attended, city),
    ...heldFeedback(held, attended),
    ...practice(),
  ];

  /** Every list once, rooms and meals again after a change; what they said of whom went a month later. */
  function issues(site: Site) {
    const all = guests.filter((guest) => guest.site === site).length;
    const issue = (kind: string, number: number, people: number, before: number) => ({
      id: ids.uuid(),
      ...own,
      siteId: site.id,
      kind,
      number,
      people,
      added: number === 1 ? people : 1,
      removed: number === 1 ? 0 : 1,
      changed: 0,
      issuedBy: organiserId,
      issuedAt: `${plusDays(site.startsOn, -before)}T09:30:00+02:00`,
    });
    return listKinds.flatMap((kind) => {
      const people = kind === "parking" ? Math.round(all * 0.3) : all;
      const again = kind === "rooms" || kind === "meals" ? [issue(kind, 2, people, 5)] : [];
      return [issue(kind, 1, people, kind === "sign-in" ? 1 : 11), ...again];
    });
  }

  function practice(): Batch[] {
    const author = guests.find(({ person }) => person.municipalityCode === practice2024.municipalityCode)?.person.id;
    const [sentAt, publishedAt] = ["2024-04-22T10:15:00+02:00", "2024-04-24T08:40:00+02:00"];
    const row = { id: ids.uuid(), ...own, registrationId: author ?? null, ...practice2024 };
    const decision = { ...own, practiceId: row.id };
    return [
      batch(practices, [{ ...row, state: "published", sentAt, publishedAt }]),
      batch(practiceDecisions, [
        { id: ids.uuid(), ...decision, decision: "sent", decidedAt: sentAt },
        { id: ids.uuid(), ...decision, decision: "published", decidedBy: organiserId, decidedAt: publishedAt },
      ]),
    ];
  }
}

/** So many minutes from the beginning of a block at a site; both sites were held in summer time. */
function instantOf({ startsOn }: Site, { dayNumber, startsAt }: Held["blocks"][number], minutes: number): string {
  const start = Date.parse(`${plusDays(startsOn, dayNumber - 1)}T${startsAt}:00+02:00`);
  return new Date(start + minutes * 60_000).toISOString();
}
