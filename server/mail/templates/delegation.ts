import { withActor } from "@/db/gate";
import { findDelegation } from "@/db/queries/people";
import type { MailData } from "@/lib/domain/mail";
import { day } from "@/lib/format";
import type { Template } from "../letter";

/** Somebody was named a deputy. The reason is left out: it may be an illness. */
export const delegation: Template<MailData<"delegation">> = {
  async write({ data: { delegationId }, recipient: { locale }, t, address }) {
    const found = await withActor({ kind: "worker" }, "read", (tx) => findDelegation(tx, delegationId));
    if (!found) return null;
    const { principal, organisation, validFrom, validTo } = found;
    return {
      subject: t("delegation.subject"),
      body: [
        { text: t("delegation.text") },
        {
          items: [
            { text: t("delegation.principal", { name: principal, organisation }) },
            { text: t("delegation.days", { from: day(validFrom, locale), to: day(validTo, locale) }) },
          ],
        },
        { text: t("delegation.roles") },
        { button: t("delegation.button"), href: address("/account#delegations") },
      ],
      why: t("delegation.why"),
    };
  },
};
