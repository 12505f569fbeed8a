import { withActor } from "@/db/gate";
import { findMailedSample, findMailedTitle } from "@/db/queries/meeting-mails";
import { findMeeting } from "@/db/queries/meetings";
import type { MailData } from "@/lib/domain/mail";
import type { Template } from "../letter";
import { titleOf } from "../meeting-parts";
import { letterOf } from "../meeting-sample";

/** A mail of a meeting with its own data, tried by the organiser on himself; its link opens nothing. */
export const meetingSample: Template<MailData<"meeting-sample">> = {
  async write(writing) {
    const { data, t } = writing;
    const found = await withActor({ kind: "worker" }, "read", async (tx) => {
      const facts = await findMailedSample(tx, data.meetingId, data.locale);
      const meeting = facts && (await findMeeting(tx, facts.slug));
      return facts && meeting ? { facts, meeting } : null;
    });
    const letter = found && letterOf(data.mail, found.facts, found.meeting, data.locale, writing.address);
    return letter && { ...letter, subject: `${t("meeting.sample")}: ${letter.subject}`, invite: undefined };
  },
};

/** A mail of a meeting was refused for what it is: the others wait until somebody has seen to it. */
export const meetingRefused: Template<MailData<"meeting-refused">> = {
  async write(writing) {
    const { t, data, address } = writing;
    const { meetingId, codes } = data;
    const found = await withActor({ kind: "worker" }, "read", (tx) => findMailedTitle(tx, meetingId));
    if (!found) return null;
    const title = titleOf(found, writing);
    return {
      subject: t("meeting.notice.refused.subject", { title }),
      body: [
        { text: t("meeting.notice.refused.text", { title, codes }) },
        { text: t("meeting.notice.refused.next") },
        { button: t("meeting.notice.button"), href: address(`/meetings/${found.slug}/mail`) },
      ],
      why: t("meeting.notice.why"),
    };
  },
};
