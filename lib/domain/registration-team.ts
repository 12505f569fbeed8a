import { z } from "zod";
import { locales } from "./preference";
import { answers, anySite, requestInput } from "./registration";
import { emailInput } from "./user";
import { versionInput } from "./version";

/**
 * A city team: one coordinator registers the people of a municipality, with the link of his own address or signed in. A
 * person is his own address, else his name within the team; who has no address, or the office's, gets his mail and his
 * link through the coordinator (letter MV-11638-4/OPK-2025, decision 2026-11).
 */
const { name, role, municipality, site, canOther } = answers;
const slug = z.string().min(1).max(60);
const link = { slug, link: z.string().max(200) };

export const beginTeamInput = z.strictObject({
  slug,
  locale: z.enum(locales),
  name,
  email: emailInput,
  municipality,
  consent: z
    .boolean()
    .default(false)
    .refine((given) => given, "consentMissing"),
});
/** By a signed-in user of a city, with his own name and address. */
export const startTeamInput = z.strictObject({ slug, municipality });
export const teamLinkInput = z.strictObject(link);

const person = { name, email: emailInput.nullish(), role, another: z.boolean().default(false) };
const there = { site: site.default(anySite), canOther };
export const addMemberInput = z.strictObject({ ...link, ...person, ...there, version: versionInput });

/** Rows of a pasted table that are read. */
export const mostPasted = 100;
/**
 * People out of a table. expected: how many of them the preview said would be entered; without it, or when it is another
 * number by now, nothing is written and the preview is shown. another: rows whose name is there already and who are other people.
 */
export const pasteMembersInput = z.strictObject({
  ...link,
  ...there,
  role,
  paste: z.string().trim().min(1).max(8000),
  another: z.array(z.coerce.number().int().min(1).max(mostPasted)).max(mostPasted).default([]),
  expected: z.number().int().min(1).max(mostPasted).nullish(),
  version: versionInput,
});

const member = { ...link, registrationId: z.uuid() };
export const changeMemberInput = z.strictObject({ ...member, ...person, ...there, version: versionInput });
export const withdrawMemberInput = z.strictObject({ ...member, version: versionInput });
/** Somebody else takes the place and the rank of a member. */
export const replaceMemberInput = z.strictObject({ ...member, ...person, version: versionInput });
/** One who sits and one who waits change; the version is the team's. */
export const exchangeMembersInput = z.strictObject({ ...member, waitingId: z.uuid(), version: versionInput });
export const askMemberInput = z.strictObject({ ...member, text: requestInput });
export const withdrawTeamInput = z.strictObject({ ...link, version: versionInput });
