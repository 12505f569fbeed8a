import { withActor } from "@/db/gate";
import { findMailed } from "@/db/queries/registrations";
import { findInvitation, findRound, type MailedInvitation } from "@/db/queries/round-invitations";
import type { MailData } from "@/lib/domain/mail";
import * as format from "@/lib/format";
import type { Template, Writing } from "../letter";
import { registrationLink, titleOf } from "../meeting-parts";

const worker = { kind: "worker" } as const;

const words = (found: MailedInvitation, writing: Writing<unknown>) => ({
  title: titleOf(found, writing),
  site: found.site,
  days: format.dayRange(found.startsOn, found.endsOn, writing.recipient.locale),
  day: format.longDay(found.deadlineOn, writing.recipient.locale),
});

/** A further round has room: to an address of the organiser's list, with the link by which it objects. Once more as a reminder. */
export const roundInvitation: Template<MailData<"round-invitation">> = {
  async write(writing) {
    const { t, recipient, data, address, token } = writing;
    const found = await withActor(worker, "read", (tx) => findInvitation(tx, recipient.id, data.roundId));
    if (!found) return null;
    const own = words(found, writing);
    return {
      subject: t(data.reminder ? "round.invitation.again" : "round.invitation.subject", own),
      body: [
        { text: t("round.invitation.text", own) },
        { button: t("round.invitation.button"), href: address(`/m/${found.slug}`) },
        { text: t("round.until", own) },
        {
          items: [
            {
              text: t("round.invitation.object"),
              href: address(`/m/${found.slug}/no-invitations/${recipient.id}.${token("invited", recipient.id)}`),
            },
          ],
        },
      ],
      why: t("round.invitation.why"),
    };
  },
};

/** A further round has room: to who waits, who may say that he can come there. */
export const roundQueue: Template<MailData<"round-queue">> = {
  async write(writing) {
    const { t, recipient, data } = writing;
    const [found, mailed] = await withActor(worker, "read", (tx) =>
      Promise.all([findRound(tx, data.roundId), findMailed(tx, recipient.id)]),
    );
    if (!found || !mailed) return null;
    const own = words(found, writing);
    return {
      subject: t("round.queue.subject", own),
      body: [
        { text: t("round.queue.text", own) },
        { button: t("registration.open"), href: registrationLink(mailed, writing) },
        { text: t("round.until", own) },
      ],
      why: t("registration.copy.why"),
    };
  },
};
