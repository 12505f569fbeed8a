import { withActor } from "@/db/gate";
import { findAddressed } from "@/db/queries/meeting-mails";
import { findMailedTeam } from "@/db/queries/registration-teams";
import type { MailData } from "@/lib/domain/mail";
import { confirmHours } from "@/lib/domain/registration";
import { attendeeWords } from "@/lib/words";
import type { Block, Template, Writing } from "../letter";
import { teamLink, titleOf } from "../meeting-parts";

/** What is known of the team whose coordinator a mail is for, as the worker sees it. */
const mailed = ({ recipient }: Writing<unknown>) =>
  withActor({ kind: "worker" }, "read", (tx) => findMailedTeam(tx, recipient.id));

/** The first mail to a coordinator: it names nobody and repeats nothing that was typed. */
export const teamConfirm: Template<MailData<"team-confirm">> = {
  minutes: confirmHours * 60,
  async write(writing) {
    const { t, data } = writing;
    const found = await mailed(writing);
    if (!found || found.confirmed || found.linkId !== data.linkId) return null;
    const title = titleOf(found, writing);
    return {
      subject: t("team.confirm.subject", { title }),
      body: [
        { text: t("team.confirm.text", { title }) },
        { button: t("team.confirm.button"), href: teamLink(found, writing) },
        { text: t("registration.confirm.ends", { hours: confirmHours }) },
        { text: t("registration.confirm.notYou") },
      ],
      why: t("registration.confirm.why"),
    };
  },
};

/** Somebody began a team with the address of its coordinator: his link again. */
export const teamKnown: Template<MailData<"team-known">> = {
  async write(writing) {
    const { t } = writing;
    const found = await mailed(writing);
    if (!found) return null;
    const title = titleOf(found, writing);
    return {
      subject: t("team.known.subject", { title }),
      body: [{ text: t("team.known.text", { title }) }, { button: t("team.open"), href: teamLink(found, writing) }],
      why: t("registration.confirm.why"),
    };
  },
};

/** A copy of who is in the team, after people were entered. */
export const teamCopy: Template<MailData<"team-copy">> = {
  async write(writing) {
    const { t, recipient, masked } = writing;
    const found = await mailed(writing);
    if (!found || found.people.length === 0) return null;
    const title = titleOf(found, writing);
    const words = attendeeWords(recipient.locale);
    const people: Block[] = masked
      ? []
      : [{ items: found.people.map(({ name, role }) => ({ text: `${name}, ${words(`roles.${role}`)}` })) }];
    return {
      subject: t("team.copy.subject", { title }),
      body: [
        { text: t("team.copy.text", { title, municipality: found.municipality, count: found.people.length }) },
        ...people,
        { text: t("registration.copy.noSeat") },
        { button: t("team.open"), href: teamLink(found, writing) },
        { text: t("team.copy.links") },
      ],
      why: t("team.copy.why"),
    };
  },
};

/** The address of somebody in the team takes no mail: the coordinator can mend it, or tell him. */
export const teamBounced: Template<MailData<"team-bounced">> = {
  async write(writing) {
    const { t, data, masked } = writing;
    const [found, member] = await Promise.all([mailed(writing), memberOf(data.registrationId)]);
    if (!found || !member) return null;
    const title = titleOf(found, writing);
    return {
      subject: t("team.bounced.subject", { title }),
      body: [
        { text: t("team.bounced.text", { title }) },
        ...(masked ? [] : [{ items: [{ text: `${member.name}, ${member.email}` }] }]),
        { text: t("team.bounced.mend") },
        { button: t("team.open"), href: teamLink(found, writing) },
      ],
      why: t("team.copy.why"),
    };
  },
};

const memberOf = (registrationId: string) =>
  withActor({ kind: "worker" }, "read", (tx) => findAddressed(tx, registrationId));
