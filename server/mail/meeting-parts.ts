import { type MailedSeat, type MailedSite, placeLine } from "@/lib/domain/meeting-mail";
import { said } from "@/lib/domain/meeting-text";
import * as format from "@/lib/format";
import type { Block, InviteDraft, Writing } from "./letter";

type Any = Writing<unknown>;

/** The name of a meeting in the reader's language. */
export const titleOf = ({ titleCs, titleEn }: { titleCs: string; titleEn: string }, { recipient }: Any) =>
  said(recipient.locale, titleCs, titleEn).text;

type Linked = { slug: string; linkId: string };
/** The private link of one registered person. */
export const registrationLink = ({ slug, linkId }: Linked, { address, token }: Any) =>
  address(`/m/${slug}/r/${linkId}.${token("registration", linkId)}`);
/** The private link of a team's coordinator. */
export const teamLink = ({ slug, linkId }: Linked, { address, token }: Any) =>
  address(`/m/${slug}/t/${linkId}.${token("team", linkId)}`);

const daysOf = ({ startsOn, endsOn }: MailedSite, { recipient }: Any) =>
  format.dayRange(startsOn, endsOn, recipient.locale);
const whereOf = (site: MailedSite, { recipient }: Any) =>
  placeLine(site, said(recipient.locale, site.venueCs, site.venueEn).text);

/** What subjects and first sentences name. */
export const seatValues = (facts: MailedSeat, site: MailedSite | null, writing: Any) => ({
  title: titleOf(facts, writing),
  site: site?.name ?? "",
  days: site ? daysOf(site, writing) : "",
});

/** Where and when; with the hours of arrival and end for who goes there. */
export function placeBlocks(site: MailedSite, writing: Any, goes: boolean): Block[] {
  const { t, recipient } = writing;
  const [starts, ends] = [site.startsOn, site.endsOn].map((day) => format.longDay(day, recipient.locale));
  const arrive = site.arrivalBy
    ? t("meeting.arrive", { day: starts ?? "", time: clock(site.arrivalBy), meal: site.firstMeal ?? "other" })
    : t("meeting.arriveDay", { day: starts ?? "" });
  const end = site.endsAt
    ? [t("meeting.end", { day: ends ?? "", time: clock(site.endsAt), meal: site.lastMeal ?? "other" })]
    : [];
  const lines = [`${site.name}, ${daysOf(site, writing)}`, whereOf(site, writing), ...(goes ? [arrive, ...end] : [])];
  return [{ heading: t("meeting.where") }, { items: lines.map((text) => ({ text })) }];
}

/** `9:30` from 09:30. */
export const clock = (time: string) => time.replace(/^0/, "");

/** What somebody asked for, where he did not get it; the one place where a mail names another site than the decided one. */
export function wishLine({ wished, minds }: MailedSeat, site: MailedSite | null, writing: Any): string | null {
  if (site && (!minds || wished.some(({ id }) => id === site.id))) return null;
  const places = wished.map((one) => `${one.name}, ${daysOf(one, writing)}`);
  const join = new Intl.ListFormat(writing.recipient.locale, { type: "disjunction" });
  return places.length > 0 ? writing.t("meeting.wished", { place: join.format(places) }) : null;
}

/** The private link, where there is one. */
export const linkButton = ({ slug, linkId }: MailedSeat, writing: Any): Block[] =>
  linkId ? [{ button: writing.t("registration.open"), href: registrationLink({ slug, linkId }, writing) }] : [];

/** Whom to ask; null where the meeting names nobody. */
export function contactLine({ contactName, contactEmail, contactPhone }: MailedSeat, { t }: Any): string | null {
  const contact = [contactName, contactEmail, contactPhone].filter(Boolean).join(", ");
  return contact ? t("meeting.ask", { contact }) : null;
}

/** The event of somebody's seat: one for him and this meeting, whatever becomes of the seat. */
export function inviteTo(facts: MailedSeat, site: MailedSite, writing: Any): InviteDraft {
  const { t, address } = writing;
  return {
    uid: `${facts.registrationId}@${new URL(address("/")).hostname}`,
    method: "REQUEST",
    startsOn: site.startsOn,
    startsAt: site.arrivalBy,
    endsOn: site.endsOn,
    endsAt: site.endsAt,
    summary: `${titleOf(facts, writing)}: ${site.name}`,
    description: [t("meeting.onlyLink"), contactLine(facts, writing)].filter((line) => line !== null).join("\n"),
    location: whereOf(site, writing),
    url: address(`/m/${facts.slug}`),
  };
}
