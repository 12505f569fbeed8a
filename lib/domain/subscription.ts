import { z } from "zod";

export const digestRhythms = ["off", "day", "week"] as const;
export type DigestRhythm = (typeof digestRhythms)[number];

/** The digest of what waits: every working day, on the first one of a week, or not at all. */
export const setDigestInput = z.strictObject({ every: z.enum(digestRhythms) });
/** Whether a mail says at once that a shift of one's own was returned. */
export const setReturnedMailInput = z.strictObject({ returned: z.boolean().default(false) });
/** The calendar of deadlines: a new secret address, or none. */
export const setCalendarInput = z.strictObject({ address: z.enum(["new", "off"]) });
