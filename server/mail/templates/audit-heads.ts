import { withActor } from "@/db/gate";
import { auditHeads } from "@/db/queries/audit-state";
import type { MailData } from "@/lib/domain/mail";
import { instant } from "@/lib/format";
import type { Template } from "../letter";

/** The heads of the audit chains, mailed to an auditor: his mailbox is out of reach for whoever could rewrite all chains. */
export const auditHeadsMail: Template<MailData<"audit-heads">> = {
  minutes: 20 * 60,
  async write({ recipient: { locale }, t, address }) {
    const { heads } = await withActor({ kind: "worker" }, "read", (tx) => auditHeads(tx));
    if (heads.length === 0) return null;
    return {
      subject: t("heads.subject"),
      body: [
        { text: t("heads.text", { at: instant(new Date(), locale) }) },
        { items: heads.map(({ organisation, seq, hash }) => ({ text: `${organisation} ${seq} ${hash}` })) },
        { text: t("heads.check") },
        { button: t("heads.button"), href: address("/projects") },
      ],
      why: t("heads.why"),
    };
  },
};
