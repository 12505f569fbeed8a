import { z } from "zod";
import { daysBetween } from "./day";
import { dayInput } from "./day-input";
import { fieldError } from "./error";
import { versionInput } from "./version";

export const assignMentorInput = z.strictObject({
  projectId: z.uuid(),
  userId: z.uuid(),
  startsOn: dayInput,
  endsOn: dayInput.nullish().transform((day) => day ?? null),
});
export const endMentorInput = z.strictObject({ projectMentorId: z.uuid(), endsOn: dayInput });

export const lessonKinds = ["training", "supervision"] as const;
export type LessonKind = (typeof lessonKinds)[number];
export const lessonForms = ["present", "electronic"] as const;
/** What a mentor was trained in himself, or his supervision (key activity 05). */
export const addLessonInput = z.strictObject({
  projectMentorId: z.uuid(),
  kind: z.enum(lessonKinds),
  title: z.string().trim().min(1).max(300),
  provider: z.string().trim().max(300).default(""),
  heldOn: dayInput,
  form: z.enum(lessonForms).default("present"),
  minutes: z.int().min(1).max(4800),
});
export const removeLessonInput = z.strictObject({ lessonId: z.uuid(), version: versionInput });

const optionalDay = dayInput.nullish().transform((day) => day ?? null);
/** Another municipality that the mentor serves; the regional office agrees to it (act 553/1991, § 3a). */
export const addContractInput = z.strictObject({
  projectMentorId: z.uuid(),
  municipality: z.string().regex(/^[0-9]{6}$/),
  startsOn: dayInput,
  endsOn: optionalDay,
  consentedOn: optionalDay,
});
export const changeContractInput = z.strictObject({
  mentorContractId: z.uuid(),
  startsOn: dayInput,
  endsOn: optionalDay,
  consentedOn: optionalDay,
  version: versionInput,
});

/** Throws 422 for a contract that ends before it begins. */
export function assertContract({ startsOn, endsOn }: { startsOn: string; endsOn: string | null }): void {
  if (endsOn && endsOn < startsOn) throw fieldError("endsOn", "endBeforeStart");
}

export const contractFaultKinds = ["otherRegion", "noConsent", "ended", "endsSoon"] as const;
export type ContractFault = (typeof contractFaultKinds)[number];
type Served = { sameRegion: boolean | null; from: string; to: string | null; consentedOn: string | null };

/**
 * What is wrong with a contract by which a mentor serves another town: it lies in another region (act 553/1991, § 3a), the
 * regional office has not agreed, it is over, or ends within some days.
 */
export function contractFaults({ sameRegion, to, consentedOn }: Served, day: string, soonDays = 30): ContractFault[] {
  if (to !== null && to < day) return ["ended"];
  const faults: ContractFault[] = [];
  if (sameRegion === false) faults.push("otherRegion");
  if (consentedOn === null || consentedOn > day) faults.push("noConsent");
  if (to !== null && daysBetween(day, to) <= soonDays) faults.push("endsSoon");
  return faults;
}
