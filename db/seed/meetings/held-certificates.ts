import { certificates } from "@/db/schema/papers";
import { trainingAttendances, trainings } from "@/db/schema/trainings";
import { plusDays } from "@/lib/domain/day";
import { type Batch, batch } from "../put";
import { stream } from "../random";
import type { Held, TeamCity } from "./held-people";
import { invitation2024 } from "./spring-2024";

/** Somebody who was at some blocks of a site: a registration, or who came without one. */
export type Attended = {
  registrationId?: string;
  walkInId?: string;
  name: string;
  site: Held["sites"][number];
  blocks: Held["blocks"];
};

type Certificate = typeof certificates.$inferInsert & { id: string };

/** Who took over whose certificate into the record of his project; the others of the team wait for the mentor. */
const takenOver = ["Jana Gáborová", "Milan Horváth"];

/** A certificate for everybody, one of them given out again with a corrected name, and what the mentor took over. */
export function heldCertificates(
  { own, organiserId, sites }: Held,
  attended: readonly Attended[],
  city: TeamCity,
): Batch[] {
  const ids = stream("meeting:spring-2024:certificates");
  const collator = new Intl.Collator("cs");
  let number = 0;
  const rows = sites.flatMap((site) =>
    attended
      .filter((one) => one.site === site)
      .sort((a, b) => collator.compare(a.name, b.name))
      .map(({ registrationId = null, walkInId = null, name, blocks }): Certificate => {
        number += 1;
        return {
          id: ids.uuid(),
          ...own,
          siteId: site.id,
          registrationId,
          walkInId,
          number,
          issue: 1,
          code: code(),
          name,
          blocks: blocks.map(({ number: at, titleCs, titleEn, dayNumber, durationMinutes }) => ({
            number: at,
            titleCs,
            titleEn,
            day: plusDays(site.startsOn, dayNumber - 1),
            minutes: durationMinutes,
          })),
          minutes: blocks.reduce((sum, { durationMinutes }) => sum + durationMinutes, 0),
          issuedBy: organiserId,
          issuedAt: `${plusDays(site.endsOn, 1)}T08:20:00+02:00`,
          endedAt: null,
        };
      }),
  );
  const corrected = rows.find(({ name }) => name.includes("Ř"));
  const again = `${plusDays(sites[0]?.endsOn ?? "", 5)}T10:00:00+02:00`;
  const before = corrected && {
    ...corrected,
    id: ids.uuid(),
    code: code(),
    name: corrected.name.replace("Ř", "R"),
    endedAt: again,
  };
  if (corrected) Object.assign(corrected, { issue: 2, issuedAt: again });
  return [batch(certificates, before ? [before, ...rows] : rows), ...taken(rows, sites, city)];

  function code() {
    return ids.uuid().replaceAll("-", "").slice(0, 24);
  }
}

function taken(
  rows: readonly Certificate[],
  sites: Held["sites"],
  { own, staff, members, areaIds }: TeamCity,
): Batch[] {
  const ids = stream("meeting:spring-2024:trainings");
  const brought = rows.filter(({ name }) => takenOver.includes(name));
  const events = sites
    .filter(({ id }) => brought.some(({ siteId }) => siteId === id))
    .map(({ id: meetingSiteId, startsOn, endsOn }) => ({
      id: ids.uuid(),
      ...own,
      title: invitation2024.titleCs,
      provider: invitation2024.officeCs,
      startsOn,
      endsOn,
      form: "present",
      source: "meeting",
      meetingSiteId,
      recordedBy: staff.mentor,
      recordedAt: `${plusDays(endsOn, 6)}T11:00:00+02:00`,
    }));
  return [
    batch(trainings, events),
    batch(
      trainingAttendances,
      brought.flatMap(({ id: certificateId, siteId, name, blocks }) =>
        (blocks as { number: number; titleCs: string; day: string; minutes: number }[]).map(
          ({ number, titleCs, day, minutes }) => ({
            id: ids.uuid(),
            ...own,
            trainingId: events.find(({ meetingSiteId }) => meetingSiteId === siteId)?.id ?? "",
            assistantId: members.find((member) => member.name === name)?.id ?? "",
            areaId: areaIds[(number - 1) % areaIds.length],
            number,
            title: titleCs,
            heldOn: day,
            minutes,
            certificateId,
          }),
        ),
      ),
    ),
  ];
}
