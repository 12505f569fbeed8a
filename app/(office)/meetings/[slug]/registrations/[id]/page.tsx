import { getLocale, getTranslations } from "next-intl/server";
import { OfficePage } from "@/app/(office)/office-page";
import { SentForm } from "@/app/sent-form";
import { ClientMessages } from "@/components/layout/client-messages";
import { Alert } from "@/components/ui/alert";
import { Card } from "@/components/ui/card";
import { PageHead } from "@/components/ui/navigation";
import * as format from "@/lib/format";
import { readOfficePage, recordId, type SearchParams } from "@/server/page";
import { namesRegistrants, readRegistration } from "@/server/views/registrations";
import { AddressForm } from "./address-form";
import { Events } from "./events";
import { OpeningForm } from "./opening-form";

type Props = { params: Promise<{ slug: string; id: string }>; searchParams: SearchParams };

export async function generateMetadata() {
  return { title: (await getTranslations("registration.desk"))("one") };
}

/** One registration as it was sent, and its address, which the organiser may correct. */
export default async function RegistrationPage({ params, searchParams }: Props) {
  const [{ slug, id }, asked, t, locale] = await Promise.all([
    params,
    searchParams,
    getTranslations("registration"),
    getLocale(),
  ]);
  const registrationId = recordId(id);
  const path = `/meetings/${slug}/registrations`;
  const page = await readOfficePage(
    `${path}/${registrationId}`,
    (tx, me) => readRegistration(tx, me, slug, registrationId),
    namesRegistrants,
    { personId: registrationId },
  );
  const { meeting, registration: own, events } = page.view;
  const rows: [string, string][] = [
    [t("email"), own.email ?? own.officeEmail ?? t("desk.byCoordinator")],
    ...(own.coordinator ? [[t("desk.coordinator"), own.coordinator] satisfies [string, string]] : []),
    [t("role"), t(`roles.${own.role}`)],
    [t("desk.place"), `${own.municipality} (${t("district", { district: own.district })})`],
    [t("site"), own.site ?? t("siteAny")],
    [t("canOther"), t(own.canOther ? "canOtherYes" : "canOtherNo")],
    ...(own.room && own.arrival
      ? ([
          [t("meals"), own.meals?.map((dish) => t(`dishes.${dish}`)).join(", ") || t("noDish")],
          [t("room"), [t(`rooms.${own.room}`), own.roomWith].filter(Boolean).join(": ")],
          [t("journey"), `${t(own.car ? "byCar" : "noCar")}, ${t(`arrivals.${own.arrival}`)}`],
        ] satisfies [string, string][])
      : [[t("journey"), t("needsGone")] satisfies [string, string]]),
    [t("state"), t(`states.${own.state}`)],
    [t("desk.rank"), own.rank === null ? "–" : String(own.rank)],
    [t("sentAt"), format.instant(own.registeredAt, locale)],
  ];
  return (
    <OfficePage office={page}>
      <PageHead
        crumbs={[
          { label: meeting.referenceNumber, href: `/meetings/${slug}` },
          { label: t("desk.title"), href: path },
          { label: own.name },
        ]}
        title={own.name}
      />
      <div className="grid max-w-3xl grid-cols-1 gap-6">
        <SentForm search={asked} />
        {own.correction && <Alert tone="info">{t("desk.corrected", { reason: own.correction })}</Alert>}
        <Card id="details" title={t("desk.details")}>
          <dl className="grid gap-x-4 gap-y-2 sm:grid-cols-[14rem_1fr]">
            {rows.map(([name, value]) => (
              <div className="sm:contents" key={name}>
                <dt className="text-soft">{name}</dt>
                <dd className="min-w-0 break-words">{value}</dd>
              </div>
            ))}
          </dl>
        </Card>
        <Events events={events} />
        {own.state !== "withdrawn" && !own.erased && (
          <Card id="opening" note={t("desk.openingNote")} title={t("desk.opening")}>
            <ClientMessages namespaces={["registration"]}>
              <OpeningForm registrationId={own.id} />
            </ClientMessages>
          </Card>
        )}
        {own.state !== "withdrawn" && !own.erased && (
          <Card id="address" note={t("desk.correctNote")} title={t("desk.correct")}>
            <ClientMessages namespaces={["registration"]}>
              <AddressForm email={own.email ?? ""} registrationId={own.id} version={own.version ?? ""} />
            </ClientMessages>
          </Card>
        )}
      </div>
    </OfficePage>
  );
}
