import { useLocale, useTranslations } from "next-intl";
import { Alert } from "@/components/ui/alert";
import { Card } from "@/components/ui/card";
import type { LinkedPlace } from "@/db/queries/registrations";
import { said } from "@/lib/domain/meeting-text";
import * as format from "@/lib/format";
import { seatReason } from "@/lib/words";
import { DeclineForm, ReturnForm } from "./place-forms";

type Props = { place: LinkedPlace; fixed: Readonly<Record<string, string>>; page: string };

const tones = { seated: "good", waiting: "info" } as const;

/** Once places are told: where and when somebody has his seat, or how far he is in the queue, and why. */
export function Place({ place, fixed, page }: Props) {
  const t = useTranslations("seats.own");
  const locale = useLocale();
  const { state, site, at, waiting, reason, note } = place;
  const why = seatReason(locale, reason);
  const title = () => {
    if (site) return t("seated", { site: site.name, days: format.dayRange(site.startsOn, site.endsOn, locale) });
    if (state === "waiting") return t("waiting", { at: at ?? 0, waiting });
    return t(state === "declined" || state === "withdrawn" || state === "substituted" ? state : "lost");
  };
  return (
    <Card id="place" title={t("title")}>
      <Alert title={title()} tone={state === "seated" || state === "waiting" ? tones[state] : "none"}>
        {site && <Where site={site} />}
        {why && <p>{t("why", { why })}</p>}
        {note && <p>{t("note", { note })}</p>}
        {state === "waiting" && <p className="mt-2">{t("next")}</p>}
      </Alert>
      {place.declinable && (
        <div className="mt-4">
          <p className="mb-2 text-sm text-soft">{t("declineText")}</p>
          <DeclineForm fixed={fixed} page={page} waits={state === "waiting"} />
        </div>
      )}
      {place.returns && (
        <div className="mt-4">
          <p className="mb-2 text-sm text-soft">{t("returnText")}</p>
          <ReturnForm fixed={fixed} page={page} />
        </div>
      )}
    </Card>
  );
}

function Where({ site }: { site: NonNullable<LinkedPlace["site"]> }) {
  const t = useTranslations("meetingPage");
  const locale = useLocale();
  const venue = said(locale, site.venueCs, site.venueEn);
  const time = (text: string) => text.replace(/^0/, "");
  return (
    <>
      {venue.text && <p lang={venue.lang === locale ? undefined : venue.lang}>{venue.text}</p>}
      <p>{site.address}</p>
      {site.arrivalBy && (
        <p>
          {t("arrival", {
            day: format.day(site.startsOn, locale),
            time: time(site.arrivalBy),
            meal: site.firstMeal ?? "none",
          })}
        </p>
      )}
      {site.endsAt && (
        <p>
          {t("end", { day: format.day(site.endsOn, locale), time: time(site.endsAt), meal: site.lastMeal ?? "none" })}
        </p>
      )}
    </>
  );
}
