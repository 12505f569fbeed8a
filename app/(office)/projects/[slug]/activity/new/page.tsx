import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { LogScreen } from "@/app/log/log-screen";
import { ClientMessages } from "@/components/layout/client-messages";
import { Alert } from "@/components/ui/alert";
import { Link } from "@/components/ui/link";
import { logPlace } from "@/db/queries/activities";
import { earlier } from "@/lib/domain/day";
import { dayInput } from "@/lib/domain/day-input";
import { can } from "@/lib/domain/permission";
import { firstValue, readOfficePage, type SearchParams } from "@/server/page";
import { LogPage } from "../log-page";
import { formOffer } from "../log-props";
import { newShift } from "../log-start";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("log"))("title") };
}

type Props = { params: Promise<{ slug: string }>; searchParams: SearchParams };

export default async function NewActivityPage({ params, searchParams }: Props) {
  const [{ slug }, search, locale, t, tActivity] = await Promise.all([
    params,
    searchParams,
    getLocale(),
    getTranslations("log"),
    getTranslations("activity"),
  ]);
  const page = await readOfficePage(
    `/projects/${slug}/activity/new`,
    (tx, me) => logPlace(tx, slug, me.today, locale),
    "assistants",
  );
  const { me, view: place } = page;
  if (!can(me, "activity.log", place)) notFound();
  const asked = dayInput.safeParse(firstValue(search.day));
  const last = earlier(place.endsOn, me.today);
  const day = asked.success && asked.data >= place.startsOn && asked.data <= last ? asked.data : last;
  const lacking = (
    [
      { key: "people", href: "/team", lacks: place.people.length === 0 },
      { key: "localities", href: "/settings#localities", lacks: place.localities.length === 0 },
      { key: "keyActivities", href: "/settings#key-activities", lacks: place.keyActivities.length === 0 },
    ] as const
  ).filter(({ lacks }) => lacks);
  const initial = newShift(place, day, firstValue(search.with)?.split(",") ?? []);
  return (
    <LogPage office={page} place={place} search={search} title={t("title")}>
      {lacking.length > 0 && (
        <Alert className="mb-6" title={t("lacking")} tone="warn">
          <ul className="list-disc pl-5">
            {lacking.map(({ key, href }) => (
              <li key={key}>
                <Link href={`/projects/${slug}${href}`}>{t(`lacks.${key}`)}</Link>
              </li>
            ))}
          </ul>
        </Alert>
      )}
      {place.state === "closed" ? (
        <Alert title={t("closed")} tone="warn" />
      ) : (
        <ClientMessages namespaces={["log", "outbox"]}>
          <LogScreen
            {...formOffer(place, me.today, (receiver) => tActivity(`receivers.${receiver}`))}
            draftKey={`hlidka.draft.${me.userId}.${place.projectId}`}
            initial={initial}
            owner={{ userId: me.userId ?? "", organisationId: me.organisationId ?? place.organisationId }}
          />
        </ClientMessages>
      )}
    </LogPage>
  );
}
