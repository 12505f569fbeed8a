import { useLocale, useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import type { Meeting } from "@/db/queries/meetings";
import type { LinkedRegistration } from "@/db/queries/registrations";
import * as format from "@/lib/format";

/** What was sent, in words. */
export function Details({ own, meeting }: { own: LinkedRegistration; meeting: Meeting }) {
  const t = useTranslations("registration");
  const locale = useLocale();
  const site = meeting.sites.find(({ code }) => code === own.site);
  const { needs } = own;
  const rows: [string, string][] = [
    [t("name"), own.name],
    [t("email"), own.email ?? t("emailOfCoordinator")],
    [t("role"), t(`roles.${own.role}`)],
    [t("municipality"), `${own.municipality.name} (${t("district", { district: own.municipality.district })})`],
    [t("site"), site ? `${site.name}, ${format.dayRange(site.startsOn, site.endsOn, locale)}` : t("siteAny")],
    ...(site ? [[t("canOther"), t(own.canOther ? "canOtherYes" : "canOtherNo")] satisfies [string, string]] : []),
    ...(needs
      ? ([
          [t("meals"), needs.meals.map((dish) => t(`dishes.${dish}`)).join(", ") || t("noDish")],
          [t("room"), [t(`rooms.${needs.room}`), needs.roomWith].filter(Boolean).join(": ")],
          [t("journey"), `${t(needs.car ? "byCar" : "noCar")}, ${t(`arrivals.${needs.arrival}`)}`],
        ] satisfies [string, string][])
      : [[t("journey"), t("needsGone")] satisfies [string, string]]),
    [t("sentAt"), format.instant(own.registeredAt, locale)],
  ];
  return (
    <Card id="details" title={t("details")}>
      <dl className="grid gap-x-4 gap-y-2 sm:grid-cols-[12rem_1fr]">
        {rows.map(([name, value]) => (
          <div className="sm:contents" key={name}>
            <dt className="text-soft">{name}</dt>
            <dd className="min-w-0 break-words">{value}</dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}
