import { useLocale, useTranslations } from "next-intl";
import { Alert } from "@/components/ui/alert";
import { longestWork, type ServedShift, shiftOverlaps, shiftWarnings, shortestRest } from "@/lib/domain/shift";
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

/** The shifts that lie over a shift, each with a link and with those who would be in both; nothing when there is none. */
export function ShiftOverlaps({
  shift,
  served,
  nameOf,
  path,
  decided = false,
}: {
  shift: ServedShift;
  served: readonly (ServedShift & { id: string })[];
  nameOf: (id: string) => string;
  /** Of the project's shifts. */
  path: string;
  /** It was approved before that was refused. */
  decided?: boolean;
}) {
  const t = useTranslations("log");
  const locale = useLocale();
  const found = shiftOverlaps(shift, served);
  if (found.length === 0) return null;
  return (
    <Alert className="mt-3" title={t("overlaps", { count: found.length })} tone="warn">
      <ul className="list-disc pl-5">
        {found.map(({ other, people }) => (
          <li key={other.id}>
            {people.map(nameOf).join(", ")}:{" "}
            <a href={`${path}/${other.id}`} rel="noreferrer" target="_blank">
              {t("overlap", { day: day(other.on, locale), from: other.startsAt, to: other.endsAt })}
            </a>
          </li>
        ))}
      </ul>
      {!decided && <p>{t("overlapsHint")}</p>}
    </Alert>
  );
}
