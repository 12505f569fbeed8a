"use client";
import { useTranslations } from "next-intl";
import { CommandForm } from "@/components/ui/command-form";

type Own = { fixed: Readonly<Record<string, string>>; page: string };

/** Gives up a seat, or a place in the queue. */
export function DeclineForm({ fixed, page, waits }: Own & { waits: boolean }) {
  const t = useTranslations("seats.own");
  return (
    <CommandForm
      doneLabel={t("declineDone")}
      fixed={fixed}
      name="seat.decline"
      page={page}
      submit={{ variant: "secondary" }}
      submitLabel={t(waits ? "declineQueue" : "decline")}
    />
  );
}

/** Comes back to the end of the queue. */
export function ReturnForm({ fixed, page }: Own) {
  const t = useTranslations("seats.own");
  return (
    <CommandForm doneLabel={t("returnDone")} fixed={fixed} name="seat.return" page={page} submitLabel={t("return")} />
  );
}
