import { z } from "zod";

export const digestRhythms = ["off", "day", "week"] as const;
export type DigestRhythm = (typeof digestRhythms)[number];

/** The digest of what waits: every working day, on the first one of a week, or not at all. */
export const setDigestInput = z.strictObject({ every: z.enum(digestRhythms) });
/** The calendar of deadlines: a new secret address, or none. */
export const setCalendarInput = z.strictObject({ address: z.enum(["new", "off"]) });
