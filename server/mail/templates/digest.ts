import { ownSubscriptions } from "@/db/queries/subscriptions";
import type { MailData } from "@/lib/domain/mail";
import { day } from "@/lib/format";
import { readDigest } from "@/server/views/digest";
import type { Block, Template } from "../letter";

/** What waits for the reader, read under his own rights when the mail is written. */
export const digest: Template<MailData<"digest">> = {
  /** A digest of yesterday is of no use. */
  minutes: 20 * 60,
  async write({ recipient: { id, locale }, t, address, token }) {
    const found = await readDigest(id, async (tx, _, waiting) => ({ waiting, own: await ownSubscriptions(tx, id) }));
    if (!found || found.waiting.length === 0 || !found.own.digestId) return null;
    const off = token("digest", found.own.digestId);
    const body = found.waiting.flatMap(({ name, items }): Block[] => [
      { heading: name || t("digest.own") },
      {
        items: items.map(({ key, count, day: on, href }) => ({
          text: t(`digest.${key}`, { count, day: on ? day(on, locale) : "" }),
          href: address(href),
        })),
      },
    ]);
    return {
      subject: t("digest.subject"),
      body: [{ text: t("digest.text") }, ...body, { button: t("digest.button"), href: address("/") }],
      why: t(`digest.why${found.own.every === "week" ? "Week" : "Day"}`),
      off: { page: address(`/digest-off/${off}`), post: address(`/api/mail/off/${off}`) },
    };
  },
};
