import { withActor } from "@/db/gate";
import { findMailedPlace } from "@/db/queries/meeting-mails";
import { findMeeting, type Meeting, type MeetingBlock } from "@/db/queries/meetings";
import { plusDays } from "@/lib/domain/day";
import type { MailData } from "@/lib/domain/mail";
import type { MailedSeat, MailedSite } from "@/lib/domain/meeting-mail";
import { said } from "@/lib/domain/meeting-text";
import type { Locale } from "@/lib/domain/preference";
import * as format from "@/lib/format";
import type { Block, Letter, Template, Writing } from "../letter";
import { clock, contactLine, inviteTo, linkButton, placeBlocks, seatValues } from "../meeting-parts";

/** The programme of a site to who has a seat there, with the event anew. */
export const programme: Template<MailData<"meeting-programme">> = {
  write: (writing) => aboutPlace(writing, programmeLetter),
};

/** That a meeting is near, with where and when. */
export const reminder: Template<MailData<"meeting-reminder">> = {
  write: (writing) => aboutPlace(writing, (facts, _, asked) => reminderLetter(facts, asked)),
};

/** Nothing when he has no seat at that site any more: another mail tells him what holds. */
async function aboutPlace(
  writing: Writing<{ siteId: string }>,
  letter: (facts: MailedSeat, meeting: Meeting, writing: Writing<unknown>) => Letter | null,
): Promise<Letter | null> {
  const { recipient, data } = writing;
  const found = await withActor({ kind: "worker" }, "read", async (tx) => {
    const facts = await findMailedPlace(tx, recipient.id, data.siteId);
    const meeting = facts && (await findMeeting(tx, facts.slug));
    return facts && meeting ? { facts, meeting } : null;
  });
  return found && letter(found.facts, found.meeting, writing);
}

/** From given facts, also for looking at it beforehand. */
export function programmeLetter(facts: MailedSeat, meeting: Meeting, writing: Writing<unknown>): Letter | null {
  const { t, recipient } = writing;
  const { site } = facts;
  if (!site) return null;
  const letter = startOf("programme", facts, site, writing);
  const blocks = meeting.blocks.filter(({ siteId }) => siteId === null || siteId === site.id);
  const days = [...new Set(blocks.map(({ dayNumber }) => dayNumber))].sort((a, b) => (a ?? 99) - (b ?? 99));
  const good = (["paid", "unpaid", "parking"] as const)
    .map((key) => ownWords(recipient.locale, meeting[`${key}Cs`], meeting[`${key}En`]))
    .filter(Boolean);
  const body: Block[] = [
    ...days.flatMap((day): Block[] => [
      {
        heading:
          day === null
            ? t("meeting.programme.heading")
            : t("meeting.programme.dayHeading", {
                day: format.longDay(plusDays(site.startsOn, day - 1), recipient.locale),
              }),
      },
      {
        items: blocks
          .filter(({ dayNumber }) => dayNumber === day)
          .map((block) => ({ text: lineOf(block, recipient.locale) })),
      },
    ]),
    ...(good.length > 0 ? [{ heading: t("meeting.programme.good") }, ...good.map((text) => ({ text }))] : []),
  ];
  return { ...letter, body: [...letter.body, ...body, ...endOf(facts, writing)] };
}

export function reminderLetter(facts: MailedSeat, writing: Writing<unknown>): Letter | null {
  if (!facts.site) return null;
  const { invite: _, ...letter } = startOf("reminder", facts, facts.site, writing);
  return { ...letter, body: [...letter.body, ...endOf(facts, writing)] };
}

function startOf(
  mail: "programme" | "reminder",
  facts: MailedSeat,
  site: MailedSite,
  writing: Writing<unknown>,
): Letter {
  const { t, masked } = writing;
  const values = seatValues(facts, site, writing);
  return {
    subject: t(`meeting.${mail}.subject`, values),
    body: [
      { text: t(`meeting.${mail}.text`, values) },
      ...placeBlocks(site, writing, true),
      ...(masked || !facts.name ? [] : [{ text: t("meeting.for", { name: facts.name }) }]),
    ],
    why: t("meeting.why"),
    replyTo: facts.contactEmail,
    invite: inviteTo(facts, site, writing),
  };
}

function endOf(facts: MailedSeat, writing: Writing<unknown>): Block[] {
  const contact = contactLine(facts, writing);
  return [
    ...linkButton(facts, writing),
    { text: writing.t("meeting.onlyLink") },
    ...(contact === null ? [] : [{ text: contact }]),
  ];
}

/** `9:30 Krizová komunikace (Mgr. Jan Novák, IOM)`. */
function lineOf(
  { startsAt, titleCs, titleEn, lecturer, providerCs, providerEn }: MeetingBlock,
  locale: Locale,
): string {
  const who = [lecturer, said(locale, providerCs, providerEn).text].filter(Boolean).join(", ");
  const title = said(locale, titleCs, titleEn).text;
  return [startsAt && clock(startsAt), who ? `${title} (${who})` : title].filter(Boolean).join(" ");
}

/** A text that somebody wrote, in the reader's language or not at all: a mail is in one. */
const ownWords = (locale: Locale, cs: string, en: string) => (locale === "cs" ? cs : en);
