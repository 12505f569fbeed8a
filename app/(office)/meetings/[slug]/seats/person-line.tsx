import { useLocale, useTranslations } from "next-intl";
import { StatePill } from "@/components/ui/badge";
import { Link } from "@/components/ui/link";
import type { PersonState } from "@/db/queries/seats";
import { seatReason } from "@/lib/words";
import type { SeatsShown } from "@/server/views/seats";

/** One person with the sentence of his place, where he may be moved to, and the way to take his seat. */
export function PersonLine({ person, meeting, edits, path }: Omit<SeatsShown, "people"> & { person: PersonState }) {
  const t = useTranslations("seats.desk");
  const tWords = useTranslations("registration");
  const locale = useLocale();
  const { registrationId, siteId, reason, note, at, number, roleChange } = person;
  const why = reason ? seatReason(locale, reason) : "";
  const bound = person.canOther ? null : meeting.sites.find(({ id }) => id === person.preferredSiteId);
  const targets = edits && meeting.state === "published" ? meeting.sites.filter(({ id }) => id !== siteId) : [];
  return (
    <li className="border-line border-b py-2 last:border-0">
      <p>
        {at !== null && <strong>{at}. </strong>}
        <Link href={`/meetings/${meeting.slug}/registrations/${registrationId}`}>{person.name}</Link>
        <span className="text-soft">
          {" "}
          · {tWords(`roles.${person.role}`)} · {person.municipality}
          {number !== null && ` · ${t("number", { number })}`}
          {bound && ` · ${t("only", { site: bound.name })}`}
        </span>
      </p>
      {roleChange && (
        <p>
          <StatePill tone="warn">{seatReason(locale, roleChange)}</StatePill>
        </p>
      )}
      {(why || note) && <p className="text-sm text-soft">{[why, note].filter(Boolean).join(" · ")}</p>}
      {targets.length > 0 && (
        <div className="flex flex-wrap items-center gap-x-4">
          {targets.map(({ id, name }) => (
            <label className="flex min-h-11 items-center gap-2" key={id}>
              <input
                className="size-5 accent-action"
                data-kind="json"
                name="moves[]"
                type="checkbox"
                value={JSON.stringify({ registrationId, fromSiteId: siteId, siteId: id })}
              />
              {t("to", { site: name })}
            </label>
          ))}
          <Link className="inline-flex min-h-11 items-center" href={`${path}?edit=remove:${registrationId}#form`}>
            {t("remove")}
          </Link>
        </div>
      )}
    </li>
  );
}
