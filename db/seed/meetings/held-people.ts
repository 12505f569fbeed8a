import type { attendeeRoles } from "@/lib/domain/registration";
import type { Staff } from "../city";
import { stream } from "../random";
import type { Member } from "../team";
import { attendees, plainBox } from "./registrations";
import type { programme2024, sites2024 } from "./spring-2024";

/** What everything of the meeting begins with, and what its parts are called by. */
export type Held = {
  own: { organisationId: string; meetingId: string };
  organiserId: string;
  sites: ((typeof sites2024)[number] & { id: string })[];
  blocks: ((typeof programme2024)[number] & { id: string; number: number })[];
};
/** The city whose office sent a team: its project, who keeps it and its people. */
export type TeamCity = {
  own: { organisationId: string; projectId: string };
  staff: Staff;
  members: readonly Member[];
  areaIds: readonly string[];
};

export type HeldPerson = {
  id: string;
  teamId: string | null;
  name: string;
  email: string;
  role: (typeof attendeeRoles)[number];
  municipalityCode: string;
  /** Place in the list of sites; null: does not mind. */
  site: number | null;
  canOther: boolean;
  registeredAt: string;
  createdAt: string;
  confirmedAt: string;
  withdrawnAt: string | null;
  declinedAt: string | null;
  replacesId: string | null;
};

const teamCode = "560286";
const sentAt = "2024-02-08T09:12:00+01:00";
const replacedAt = "2024-04-08T13:40:00+02:00";
/** Of the assistants of the city; the last of them came in place of the one before. */
const team = [
  "Milan Horváth",
  "Jana Gáborová",
  "Kamila Lakatošová",
  "Renata Mišková",
  "Marie Tišerová",
  "Ladislav Demeter",
] as const;
const leader = "Radek Holan";

/** Who registered and confirmed: people of 26 municipalities, one of them as a team that its office made. */
export function heldPeople(city: TeamCity) {
  const ids = stream("meeting:spring-2024:people");
  const teamId = ids.uuid();
  const plain = { teamId: null, declinedAt: null, replacesId: null };
  const alone = attendees(stream("meeting:spring-2024:registrations"), 2024, 26)
    .filter(({ state, municipalityCode }) => state !== "unconfirmed" && municipalityCode !== teamCode)
    .map(({ state, needs: _, ...person }): HeldPerson => {
      const later = (hours: number) => new Date(Date.parse(person.registeredAt) + hours * 3_600_000).toISOString();
      return {
        id: ids.uuid(),
        ...plain,
        ...person,
        createdAt: person.registeredAt,
        confirmedAt: later(0.4),
        withdrawnAt: state === "withdrawn" ? later(30) : null,
      };
    });
  const member = (name: string, role: HeldPerson["role"], email: string): HeldPerson => ({
    ...plain,
    id: ids.uuid(),
    teamId,
    name,
    email,
    role,
    municipalityCode: teamCode,
    site: 0,
    canOther: true,
    registeredAt: sentAt,
    createdAt: sentAt,
    confirmedAt: sentAt,
    withdrawnAt: null,
  });
  const assistants = team.map((name) => member(name, "assistant", `${plainBox(name)}@sokolov.example`));
  const [replaced, substitute] = assistants.slice(-2);
  if (replaced) replaced.withdrawnAt = replacedAt;
  if (substitute) {
    substitute.replacesId = replaced?.id ?? null;
    substitute.createdAt = substitute.confirmedAt = replacedAt;
  }
  const mentor = member(leader, "mentor", "mentor@sokolov.example");
  return {
    team: {
      id: teamId,
      municipalityCode: teamCode,
      name: leader,
      email: "mentor@sokolov.example",
      locale: "cs",
      cityOrganisationId: city.own.organisationId,
      madeBy: city.staff.mentor,
      createdAt: sentAt,
      confirmedAt: sentAt,
    },
    people: [...alone, mentor, ...assistants],
  };
}
