import { useLocale, useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import type { PersonState } from "@/db/queries/seats";
import { seatReason } from "@/lib/words";

/** Who was told a place, or stood in the queue, and does no more; each with the sentence of it. */
export function RestCard({ people }: { people: readonly PersonState[] }) {
  const t = useTranslations("seats.desk");
  const locale = useLocale();
  const left = people.filter(
    ({ state, decision }) => decision !== null && ["declined", "lost", "withdrawn", "substituted"].includes(state),
  );
  if (left.length === 0) return null;
  return (
    <Card id="left" note={t("leftNote")} title={t("left")}>
      <ul>
        {left.map(({ registrationId, name, municipality, reason, note }) => (
          <li className="border-line border-b py-2 last:border-0" key={registrationId}>
            {name} <span className="text-soft">· {municipality}</span>
            <span className="block text-sm text-soft">
              {[reason && seatReason(locale, reason), note].filter(Boolean).join(" · ")}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
