import { withActor } from "@/db/gate";
import { returnedAt } from "@/db/queries/activities";
import type { MailData } from "@/lib/domain/mail";
import { day } from "@/lib/format";
import type { Template } from "../letter";

/**
 * Shifts of the reader that somebody returned. Days and reasons alone: what was written to it
 * stays in the product, since it may tell of people.
 */
export const activityReturned: Template<MailData<"activity-returned">> = {
  async write({ data: { at }, recipient: { id, locale }, t, address }) {
    const rows = await withActor({ kind: "worker" }, "read", (tx) => returnedAt(tx, id, at, locale));
    const first = rows[0];
    if (!first) return null;
    return {
      subject: t("returned.subject", { count: rows.length }),
      body: [
        { text: t("returned.text", { count: rows.length }) },
        {
          items: rows.map((row) => ({
            text: t("returned.item", {
              day: day(row.on, locale),
              from: row.startsAt,
              to: row.endsAt,
              reason: row.reason,
            }),
            href: address(`/projects/${row.slug}/activity/${row.id}`),
          })),
        },
        { text: t("returned.todo") },
        {
          button: t("returned.button", { count: rows.length }),
          href: address(
            rows.length === 1
              ? `/projects/${first.slug}/activity/${first.id}`
              : `/projects/${first.slug}/activity?state=returned`,
          ),
        },
      ],
      why: t("returned.why"),
    };
  },
};
