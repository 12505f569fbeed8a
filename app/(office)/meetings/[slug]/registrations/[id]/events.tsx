import { useLocale, useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import type { RegistrationEvent } from "@/db/queries/registrations";
import { deadlineDay } from "@/lib/domain/meeting";
import * as format from "@/lib/format";

/** What somebody asked for after the deadline, and what the organiser answered. */
export function Events({ events }: { events: readonly RegistrationEvent[] }) {
  const t = useTranslations("registration");
  const locale = useLocale();
  if (events.length === 0) return null;
  const sentence = ({ kind, text, closesAt, who }: RegistrationEvent) =>
    kind === "asked"
      ? t("desk.asked", { text })
      : t("desk.opened", { day: format.day(deadlineDay(closesAt ?? ""), locale), who: who ?? "" });
  return (
    <Card id="events" title={t("desk.events")}>
      <ul className="grid gap-2">
        {events.map((event) => (
          <li key={event.id}>
            <span className="text-sm text-soft">{format.instant(event.at, locale)}</span>
            <span className="block wrap-anywhere">{sentence(event)}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
