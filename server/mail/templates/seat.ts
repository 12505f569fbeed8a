import { withActor } from "@/db/gate";
import { findMailedSeat } from "@/db/queries/meeting-mails";
import type { MailData } from "@/lib/domain/mail";
import { isSeated, isSiteless, type MailedSeat, type SeatNews } from "@/lib/domain/meeting-mail";
import type { Block, Letter, Template, Writing } from "../letter";
import { contactLine, inviteTo, linkButton, placeBlocks, seatValues, wishLine } from "../meeting-parts";

/** What was decided about somebody's seat, written from the decision's row. */
export const seat = (news: SeatNews): Template<MailData<"seat-placed">> => ({
  async write(writing) {
    const facts = await withActor({ kind: "worker" }, "read", (tx) => findMailedSeat(tx, writing.data.decisionId));
    return facts && seatLetter(news, facts, writing);
  },
});

/** The same from given facts, also for looking at it beforehand. Null where the news is about a site and there is none. */
export function seatLetter(news: SeatNews, facts: MailedSeat, writing: Writing<unknown>): Letter | null {
  const { t, masked } = writing;
  const site = isSiteless(news) ? null : facts.site;
  if (!isSiteless(news) && !site) return null;
  const values = seatValues(facts, site, writing);
  const own = masked
    ? []
    : [
        facts.name ? t("meeting.for", { name: facts.name }) : null,
        news === "unlisted" ? null : wishLine(facts, site, writing),
      ];
  const why = masked || !facts.reason ? [] : [t("meeting.reason", { reason: facts.reason })];
  return {
    subject: t(`meeting.${news}.subject`, values),
    body: [
      { text: t(`meeting.${news}.text`, values) },
      ...(site ? placeBlocks(site, writing, isSeated(news)) : []),
      ...asText([...own, ...why]),
      ...endOf(news, facts, writing),
      ...asText([contactLine(facts, writing)]),
    ],
    why: t("meeting.why"),
    replyTo: facts.contactEmail,
    invite: site && isSeated(news) ? inviteTo(facts, site, writing) : { method: "CANCEL" },
  };
}

/** What the reader can do about it. */
function endOf(news: SeatNews, facts: MailedSeat, writing: Writing<unknown>): Block[] {
  const { t } = writing;
  const button = linkButton(facts, writing);
  if (isSeated(news)) return [...button, { text: t("meeting.onlyLink") }];
  if (news === "queued") return [{ text: t("meeting.queued.how") }, ...button, { text: t("meeting.queued.leave") }];
  return news === "unlisted" ? [] : [{ text: t("meeting.gone") }];
}

const asText = (lines: readonly (string | null)[]): Block[] =>
  lines.flatMap((text) => (text === null ? [] : [{ text }]));
