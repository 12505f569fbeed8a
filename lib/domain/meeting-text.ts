import { z } from "zod";
import { deadlineDay } from "./meeting";
import type { Locale } from "./preference";
import { versionInput } from "./version";

/** The texts of an invitation, in the order of the letter; each in Czech and in English. */
export const meetingTexts = [
  "invitation",
  "legal",
  "paid",
  "unpaid",
  "parking",
  "registration",
  "programme",
  "team",
  "closing",
] as const;
export type MeetingText = (typeof meetingTexts)[number];

const text = z.string().trim().max(4000).default("");
/** All texts at once: what is left out is emptied. */
export const rewordMeetingInput = z.strictObject({
  meetingId: z.uuid(),
  invitationCs: text,
  invitationEn: text,
  legalCs: text,
  legalEn: text,
  paidCs: text,
  paidEn: text,
  unpaidCs: text,
  unpaidEn: text,
  parkingCs: text,
  parkingEn: text,
  registrationCs: text,
  registrationEn: text,
  programmeCs: text,
  programmeEn: text,
  teamCs: text,
  teamEn: text,
  closingCs: text,
  closingEn: text,
  version: versionInput,
});
export type MeetingWords = Omit<z.output<typeof rewordMeetingInput>, "meetingId" | "version">;

/** What dates and numbers a meeting has of its own. */
export type Dated = {
  referenceNumber: string;
  issuedOn: string | null;
  sites: readonly { startsOn: string; endsOn: string }[];
  rounds: readonly { closesAt: string }[];
};
/** What can still speak of another meeting: every text that somebody wrote. */
export type Worded = MeetingWords &
  Dated & {
    titleCs: string;
    titleEn: string;
    blocks: readonly { number: number; titleCs: string; titleEn: string }[];
  };

/**
 * The texts of a copy that still speak of its source, as `invitationCs`, `titleEn` or, of a block, `block.3`. Only what
 * one reads as a text: what a date or a number is by itself was given anew.
 */
export function staleTexts(meeting: Worded, source: Dated): string[] {
  const own = meetingTexts.flatMap((key) => [
    [`${key}Cs`, meeting[`${key}Cs`]],
    [`${key}En`, meeting[`${key}En`]],
  ]);
  const blocks = meeting.blocks.map(({ number, titleCs, titleEn }) => [`block.${number}`, `${titleCs}\n${titleEn}`]);
  const titles = [
    ["titleCs", meeting.titleCs],
    ["titleEn", meeting.titleEn],
  ];
  return leftovers(Object.fromEntries([...titles, ...own, ...blocks]), meeting, source);
}

const daysOf = ({ issuedOn, sites, rounds }: Dated): string[] => [
  ...(issuedOn ? [issuedOn] : []),
  ...sites.flatMap(({ startsOn, endsOn }) => [startsOn, endsOn]),
  ...rounds.map(({ closesAt }) => deadlineDay(closesAt)),
];

/**
 * Which texts of a copied meeting still speak of the one it was copied from: by its reference number, by a year in which
 * it took place and the copy does not, or by one of its days that is none of the copy's. Keys of the given texts.
 */
export function leftovers(texts: Readonly<Record<string, string>>, own: Dated, source: Dated): string[] {
  const [kept, old] = [daysOf(own), daysOf(source)];
  const yearOf = (day: string) => day.slice(0, 4);
  const years = old.map(yearOf).filter((year) => !kept.some((day) => yearOf(day) === year));
  const days = old.filter((day) => !kept.some((other) => other.slice(5) === day.slice(5)));
  const number = source.referenceNumber === own.referenceNumber ? undefined : compact(source.referenceNumber);
  const patterns = [...new Set([...years, ...days.flatMap(spellings)])].map(
    (words) => new RegExp(`(?<!\\d)${words}(?![\\p{L}\\d])`, "iu"),
  );
  return Object.entries(texts)
    .filter(([, raw]) => {
      const words = raw.replace(/[\s\u00a0]+/g, " ");
      return (number && compact(words).includes(number)) || patterns.some((pattern) => pattern.test(words));
    })
    .map(([key]) => key);
}

/** Without blanks, since a number is written with and without them: `MV- 11638-4/OPK-2025`. */
const compact = (words: string) => words.replace(/[\s\u00a0]/g, "").toLowerCase();

const czech = "ledna února března dubna května června července srpna září října listopadu prosince".split(" ");
const english = "January February March April May June July August September October November December".split(" ");

/** How people write a day without its year: `24. února`, `24. 2.`, `24 February`, `February 24`. */
function spellings(day: string): string[] {
  const [month, date] = [Number(day.slice(5, 7)), Number(day.slice(8))];
  const name = english[month - 1];
  return [`${date}\\. ?${czech[month - 1]}`, `${date}\\. ?${month}\\.`, `${date} ${name}`, `${name} ${date}`];
}

/** A text in the reader's language, else in the other one, and the language that it is in. */
export function said(locale: Locale, cs: string, en: string): { text: string; lang: Locale } {
  const other = locale === "cs" ? "en" : "cs";
  const own = locale === "cs" ? cs : en;
  return own ? { text: own, lang: locale } : { text: locale === "cs" ? en : cs, lang: other };
}
