import { withActor } from "@/db/gate";
import { findMailed } from "@/db/queries/registrations";
import type { MailData } from "@/lib/domain/mail";
import { confirmHours } from "@/lib/domain/registration";
import * as format from "@/lib/format";
import { attendeeWords } from "@/lib/words";
import type { Block, Template, Writing } from "../letter";
import { registrationLink, titleOf } from "../meeting-parts";

/** What is known of the registration a mail is about, as the worker sees it. */
const mailed = ({ recipient }: Writing<unknown>) =>
  withActor({ kind: "worker" }, "read", (tx) => findMailed(tx, recipient.id));

/** The first mail to an address: it names nobody and repeats nothing that was typed, since anybody may have typed it. */
export const registrationConfirm: Template<MailData<"registration-confirm">> = {
  minutes: confirmHours * 60,
  async write(writing) {
    const { t, recipient, data } = writing;
    const found = await mailed(writing);
    if (!found || found.confirmed || found.linkId !== data.linkId) return null;
    const title = titleOf(found, writing);
    return {
      subject: t("registration.confirm.subject", { title }),
      body: [
        { text: t("registration.confirm.text", { title }) },
        { button: t("registration.confirm.button"), href: registrationLink(found, writing) },
        { text: t("registration.confirm.ends", { hours: confirmHours }) },
        { text: t("registration.until", { day: format.longDay(found.deadlineOn, recipient.locale) }) },
        { text: t("registration.confirm.notYou") },
      ],
      why: t("registration.confirm.why"),
    };
  },
};

/** Somebody registered an address that is registered: its link again, which is how a lost one is found. */
export const registrationKnown: Template<MailData<"registration-known">> = {
  async write(writing) {
    const { t } = writing;
    const found = await mailed(writing);
    if (!found) return null;
    const title = titleOf(found, writing);
    return {
      subject: t("registration.known.subject", { title }),
      body: [
        { text: t("registration.known.text", { title }) },
        { button: t("registration.open"), href: registrationLink(found, writing) },
      ],
      why: t("registration.confirm.why"),
    };
  },
};

/** A copy of what counts now, with the link to see, change and withdraw it. */
export const registrationCopy: Template<MailData<"registration-copy">> = {
  async write(writing) {
    const { t, recipient, masked } = writing;
    const found = await mailed(writing);
    if (!found?.confirmed) return null;
    const { locale } = recipient;
    const title = titleOf(found, writing);
    const words = attendeeWords(locale);
    const lines: string[] = [
      found.name,
      words(`roles.${found.role}`),
      `${found.municipality} (${found.district})`,
      ...found.places.map((site) => `${site.name}, ${format.dayRange(site.startsOn, site.endsOn, locale)}`),
    ];
    const own: Block[] = masked ? [] : [{ items: lines.map((text) => ({ text })) }];
    return {
      subject: t("registration.copy.subject", { title }),
      body: [
        { text: t("registration.copy.text", { title }) },
        ...own,
        { text: t("registration.copy.noSeat") },
        { button: t("registration.open"), href: registrationLink(found, writing) },
        { text: t("registration.until", { day: format.longDay(found.deadlineOn, locale) }) },
        { text: t("registration.copy.onlyLink") },
      ],
      why: t("registration.copy.why"),
    };
  },
};

/** The first mail to a member of a team, whose address his coordinator typed: it names nobody. */
export const registrationMember: Template<MailData<"registration-member">> = {
  async write(writing) {
    const { t, recipient, data } = writing;
    const found = await mailed(writing);
    if (!found || found.linkId !== data.linkId) return null;
    const title = titleOf(found, writing);
    return {
      subject: t("registration.member.subject", { title }),
      body: [
        { text: t("registration.member.text", { title }) },
        { button: t("registration.open"), href: registrationLink(found, writing) },
        { text: t("registration.until", { day: format.longDay(found.deadlineOn, recipient.locale) }) },
        { text: t("registration.member.notYou") },
      ],
      why: t("registration.member.why"),
    };
  },
};

/** To who was in a team before: somebody else has his place now, and his link opens nothing any more. */
export const registrationReplaced: Template<MailData<"registration-replaced">> = {
  async write(writing) {
    const { t } = writing;
    const found = await mailed(writing);
    if (!found) return null;
    const title = titleOf(found, writing);
    return {
      subject: t("registration.replaced.subject", { title }),
      body: [{ text: t("registration.replaced.text", { title }) }, { text: t("registration.replaced.mistake") }],
      why: t("registration.replaced.why"),
      // The event of a place that he had; nothing where he had none.
      invite: { method: "CANCEL" },
    };
  },
};
