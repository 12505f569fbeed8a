import { z } from "zod";
import { plusDays } from "./day";
import { dayInput } from "./day-input";
import { DomainError } from "./error";
import { locales } from "./preference";
import { emailInput, nameInput } from "./user";
import { versionInput } from "./version";

/**
 * One person's registration for a meeting (letter MV-11638-4/OPK-2025). The instant of sending decides about the deadline
 * and is the rank, if the address is confirmed in time; registering takes no seat and promises none.
 */
export const attendeeRoles = [
  "assistant",
  "mentor",
  "supervisor",
  "municipal-police",
  "police",
  "project",
  "other",
] as const;
export type AttendeeRole = (typeof attendeeRoles)[number];

/** What people cannot or do not eat: a closed list, without a reason, so that nothing about health is written down. */
export const dishes = ["vegetarian", "vegan", "no-pork", "gluten-free", "lactose-free"] as const;
export type Dish = (typeof dishes)[number];

/** With somebody: the name stands beside it. */
export const roomWishes = ["any", "alone", "with"] as const;
export type RoomWish = (typeof roomWishes)[number];

export const arrivals = ["in-time", "later"] as const;

/** Not confirmed yet, counted, withdrawn by the person, or replaced by another sending of the same address. */
export const registrationStates = ["unconfirmed", "confirmed", "withdrawn"] as const;
export type RegistrationState = (typeof registrationStates)[number];

/** Hours in which an address is confirmed. */
export const confirmHours = 48;
/** Mails that registering sends to one address in a day. */
export const mostMailsADay = 3;
/** Days after the last day of a meeting for which food, room and car are kept. */
export const needsDays = 30;
/** Months after that day for which names and addresses are kept. */
export const keptMonths = 12;

/** People of a city team, who come or wait. */
export const mostMembers = 15;

/** The site of who does not mind. */
export const anySite = "any";

/** What is asked of everybody, whoever fills it in. */
export const answers = {
  name: nameInput,
  role: z.enum(attendeeRoles),
  /** RÚIAN code, or a name that only one municipality has. */
  municipality: z.string().trim().min(1).max(120),
  /** The code of a site, or `any`. */
  site: z.string().min(1).max(60),
  canOther: z.enum(["yes", "no"]).default("yes"),
  meals: z.array(z.enum(dishes)).max(dishes.length).default([]),
  room: z.enum(roomWishes).default("any"),
  roomWith: z.string().trim().max(120).default(""),
  car: z.boolean().default(false),
  arrival: z.enum(arrivals).default("in-time"),
};

export const sendRegistrationInput = z.strictObject({
  slug: z.string().min(1).max(60),
  locale: z.enum(locales),
  email: emailInput,
  ...answers,
  consent: z
    .boolean()
    .default(false)
    .refine((given) => given, "consentMissing"),
});
export type RegistrationAnswers = Omit<z.output<typeof sendRegistrationInput>, "slug" | "locale" | "email" | "consent">;

/** By the secret of a sending, once: whoever sees that no mail came puts his address right. */
export const correctSentInput = z.strictObject({
  slug: z.string().min(1).max(60),
  sending: z.string().max(200),
  email: emailInput,
});

const link = { slug: z.string().min(1).max(60), link: z.string().max(200) };
export const confirmRegistrationInput = z.strictObject(link);
export const changeRegistrationInput = z.strictObject({ ...link, ...answers, version: versionInput });
export const withdrawRegistrationInput = z.strictObject({ ...link, version: versionInput });

/** After the deadline: asks the organiser to open the details for changes. */
export const requestInput = z.string().trim().min(1).max(300);
export const askChangeInput = z.strictObject({ ...link, text: requestInput });

/** For the organiser: another address, for a reason that stays with the registration. */
export const correctAddressInput = z.strictObject({
  registrationId: z.uuid(),
  email: emailInput,
  reason: z.string().trim().min(1).max(500),
  version: versionInput,
});

/** For the organiser: this one person may change his details until the end of a day; null: no more. */
export const extendChangesInput = z.strictObject({ registrationId: z.uuid(), untilOn: dayInput.nullable() });

/** What the list of registrations may be narrowed by, as it stands in the address; what does not fit is left out. */
export const registrationFilter = z.object({
  q: z.string().trim().min(1).max(100).optional().catch(undefined),
  site: z.string().max(60).optional().catch(undefined),
  role: z.enum(attendeeRoles).optional().catch(undefined),
  /** asked: who wants to change something after the deadline and was not answered. */
  state: z
    .enum([...registrationStates, "asked"])
    .optional()
    .catch(undefined),
  page: z.coerce.number().int().min(1).max(1000).catch(1),
});
export type RegistrationFilter = z.output<typeof registrationFilter>;

/** The day after which names and addresses of a meeting are taken away, by the last day of its last site. */
export function keptUntil(endsOn: string): string {
  const [year = 0, month = 0, day = 0] = endsOn.split("-").map(Number);
  const last = new Date(
    Date.UTC(year + Math.floor((month - 1 + keptMonths) / 12), ((month - 1 + keptMonths) % 12) + 1, 0),
  );
  return [last.getUTCFullYear(), last.getUTCMonth() + 1, Math.min(day, last.getUTCDate())]
    .map((part) => String(part).padStart(2, "0"))
    .join("-");
}

/** The day after which food, room and car are taken away. */
export const needsUntil = (endsOn: string): string => plusDays(endsOn, needsDays);

/** Near-misses of the domains that most people here have: asked about, never refused. */
const nearMisses: Readonly<Record<string, string>> = {
  "gmial.com": "gmail.com",
  "gmai.com": "gmail.com",
  "gmail.cz": "gmail.com",
  "sezanm.cz": "seznam.cz",
  "seznam.com": "seznam.cz",
  "seznma.cz": "seznam.cz",
  "emial.cz": "email.cz",
  "cenrtum.cz": "centrum.cz",
};
export const likelyAddress = (email: string): string | null => {
  const [box = "", domain = ""] = email.split("@");
  const meant = nearMisses[domain];
  return meant ? `${box}@${meant}` : null;
};

/** What a definer function of registering says, as what the visitor is told. */
export function assertRegistered(said: string | null | undefined): void {
  if (said === "done") return;
  const refusals: Record<string, DomainError> = {
    closed: new DomainError("registrationClosed", 409),
    site: new DomainError("invalidInput", 422, {}, { site: { key: "notOffered" } }),
    municipality: new DomainError("invalidInput", 422, {}, { municipality: { key: "municipalityUnknown" } }),
    ambiguous: new DomainError("invalidInput", 422, {}, { municipality: { key: "municipalityAmbiguous" } }),
    role: new DomainError("invalidInput", 422, {}, { role: { key: "roleByOrganiser" } }),
    slow: new DomainError("registrationSlow", 429, { seconds: 60 }),
    crowded: new DomainError("registrationCrowded", 429, { seconds: 3600 }),
    over: new DomainError("registrationLinkOver", 409),
    uncorrectable: new DomainError("registrationUncorrectable", 409),
    same: new DomainError("invalidInput", 422, {}, { email: { key: "sameAddress" } }),
    late: new DomainError("registrationLate", 409),
    changed: new DomainError("changedMeanwhile", 409),
    twice: new DomainError("registrationTwice", 409),
    begun: new DomainError("registrationBegun", 409),
    withdrawn: new DomainError("registrationWithdrawn", 409),
    untold: new DomainError("placesUntold", 409),
    placeless: new DomainError("placeless", 409),
    unconfirmed: new DomainError("teamUnconfirmed", 409),
    full: new DomainError("teamFull", 409, { most: mostMembers }),
    twin: new DomainError("memberTwin", 409),
    open: new DomainError("changesOpen", 409),
    asked: new DomainError("changesAsked", 409),
    taken: new DomainError("teamTaken", 409),
    unfit: new DomainError("memberUnfit", 409),
    often: new DomainError("teamOften", 429, { seconds: 86_400 }),
  };
  throw refusals[said ?? ""] ?? new DomainError("notFound", 404);
}
