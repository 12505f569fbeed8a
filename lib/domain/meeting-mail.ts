import { z } from "zod";
import { locales } from "./preference";
import { attendeeRoles } from "./registration";

/** What happened to somebody's seat, as his mail tells it: he has one, */
export const seatedNews = ["placed", "moved", "promoted", "substitute"] as const;
/** he lost it, */
export const unseatedNews = ["lost", "left"] as const;
/** or he never had one: he waits for it, or waits no longer. */
export const seatlessNews = ["queued", "unlisted"] as const;
export const seatNews = [...seatedNews, ...unseatedNews, ...seatlessNews] as const;
export type SeatNews = (typeof seatNews)[number];

export const isSeated = (news: SeatNews) => seatedNews.some((one) => one === news);
/** Whether the news names no site. */
export const isSiteless = (news: SeatNews) => seatlessNews.some((one) => one === news);

/** Every kind of mail of a meeting that may be looked at beforehand. */
export const meetingMails = [...seatNews, "programme", "reminder"] as const;
export type MeetingMail = (typeof meetingMails)[number];

const site = z.object({
  id: z.uuid(),
  name: z.string(),
  venueCs: z.string(),
  venueEn: z.string(),
  address: z.string(),
  startsOn: z.string(),
  endsOn: z.string(),
  arrivalBy: z.string().nullable(),
  firstMeal: z.string().nullable(),
  endsAt: z.string().nullable(),
  lastMeal: z.string().nullable(),
});
export type MailedSite = z.output<typeof site>;

/** What the mails of a meeting are written from: the decided site, never the one that he stands at by now. */
export const mailedSeat = z.object({
  registrationId: z.uuid(),
  slug: z.string(),
  titleCs: z.string(),
  titleEn: z.string(),
  contactName: z.string(),
  contactEmail: z.string().nullable(),
  contactPhone: z.string(),
  /** Null once there is no link any more. */
  linkId: z.uuid().nullable(),
  name: z.string(),
  role: z.enum(attendeeRoles),
  locale: z.enum(locales),
  site: site.nullable(),
  /** The site that he prefers; when he does not mind, all of them. */
  wished: z.array(site),
  minds: z.boolean(),
  /** Why, as somebody wrote it; "" without. */
  reason: z.string(),
});
export type MailedSeat = z.output<typeof mailedSeat>;

/** Where a site is, on one line: the venue and the address, with the town where they do not name it. */
export function placeLine({ name, address }: MailedSite, venue: string): string {
  const line = [venue, address].filter(Boolean).join(", ");
  return (line.includes(name) ? line : `${line}, ${name}`).replace(/\s+/g, " ").trim();
}

/** What is sent to everybody who has a seat at a site. */
export const mailingKinds = ["programme", "reminder"] as const;
export type MailingKind = (typeof mailingKinds)[number];

const meeting = { meetingId: z.uuid() };
export const stopMailsInput = z.strictObject(meeting);
export const resumeMailsInput = z.strictObject(meeting);
export const sendMailingInput = z.strictObject({ siteId: z.uuid() });
export const tryMailInput = z.strictObject({ ...meeting, mail: z.enum(meetingMails), locale: z.enum(locales) });
export const resendMeetingMailInput = z.strictObject({ mailId: z.uuid() });

/** How far the mails of a publication or a mailing are; dropped ones were replaced or have nobody to go to. */
export type BatchProgress = { sent: number; waiting: number; failed: number; dropped: number };
/** Those that are to be sent at all. */
export const batchTotal = ({ sent, waiting, failed }: BatchProgress) => sent + waiting + failed;
