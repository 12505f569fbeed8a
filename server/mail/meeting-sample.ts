import type { Meeting } from "@/db/queries/meetings";
import type { MailedSeat, MeetingMail } from "@/lib/domain/meeting-mail";
import type { Locale } from "@/lib/domain/preference";
import { type Letter, mailWords, type Writing } from "./letter";
import { programmeLetter, reminderLetter } from "./templates/programme";
import { seatLetter } from "./templates/seat";

/** A mail of a meeting as somebody would get it, with a link that opens nothing: for who looks at it beforehand. */
export function letterOf(
  mail: MeetingMail,
  facts: MailedSeat,
  meeting: Meeting,
  locale: Locale,
  address: Writing<unknown>["address"],
): Letter | null {
  const writing: Writing<unknown> = {
    data: {},
    recipient: { id: facts.registrationId, email: "", name: facts.name, locale, active: true },
    t: mailWords(locale),
    address,
    token: () => "…",
    masked: false,
  };
  if (mail === "programme") return programmeLetter(facts, meeting, writing);
  if (mail === "reminder") return reminderLetter(facts, writing);
  return seatLetter(mail, facts, writing);
}
