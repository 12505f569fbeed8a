import { useLocale, useTranslations } from "next-intl";
import { Alert } from "@/components/ui/alert";
import { longestWork, type ServedShift, shiftWarnings, shortestRest } from "@/lib/domain/shift";
import { day, hours } from "@/lib/format";

/** What the Labour Code says against a shift beside the others of its people; nothing when it says nothing. */
export function ShiftWarnings({
  shift,
  served,
  nameOf,
}: {
  shift: ServedShift & { breakMinutes: number };
  served: readonly ServedShift[];
  nameOf: (id: string) => string;
}) {
  const t = useTranslations("log");
  const locale = useLocale();
  const lines = shiftWarnings(shift, served).map((found) =>
    found.key === "longWork"
      ? t("longWork", { hours: hours(found.minutes, locale), limit: hours(longestWork, locale) })
      : t("shortRest", {
          name: nameOf(found.personId),
          day: day(found.on, locale),
          hours: hours(found.rest, locale),
          limit: hours(shortestRest, locale),
        }),
  );
  if (lines.length === 0) return null;
  return (
    <Alert className="mt-3" title={t("restTitle")} tone="warn">
      {lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
    </Alert>
  );
}
