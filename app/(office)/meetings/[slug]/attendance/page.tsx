import { getLocale, getTranslations } from "next-intl/server";
import { OfficePage } from "@/app/(office)/office-page";
import { SentForm } from "@/app/sent-form";
import { withParams } from "@/components/ui/address";
import { LinkButton } from "@/components/ui/button";
import { PageHead, Tabs } from "@/components/ui/navigation";
import { attendanceFilter, attendanceTabs } from "@/lib/domain/attendance";
import { firstValue, readOfficePage, type SearchParams } from "@/server/page";
import { readAttendance } from "@/server/views/attendance";
import { namesRegistrants } from "@/server/views/registrations";
import { Resolve } from "./resolve";
import { Statistics } from "./statistics";
import { TickList } from "./tick-list";

type Props = { params: Promise<{ slug: string }>; searchParams: SearchParams };

export async function generateMetadata() {
  return { title: (await getTranslations("attendance"))("title") };
}

/** Who came to which block: ticks by site and block, who is to be decided about, and what they add up to. */
export default async function AttendancePage({ params, searchParams }: Props) {
  const [{ slug }, asked, t, locale] = await Promise.all([
    params,
    searchParams,
    getTranslations("attendance"),
    getLocale(),
  ]);
  const filter = attendanceFilter.parse(
    Object.fromEntries(Object.entries(asked).map(([key, value]) => [key, firstValue(value)])),
  );
  const path = `/meetings/${slug}/attendance`;
  const page = await readOfficePage(path, (tx, me) => readAttendance(tx, me, slug, filter), namesRegistrants);
  const { meeting, site, marked, statistics } = page.view;
  const address = { path, params: { site: site?.code, block: filter.block, q: filter.q } };
  const open = marked.filter(({ decision }) => decision === null).length;
  return (
    <OfficePage office={page}>
      <PageHead
        actions={
          site && (
            <LinkButton
              href={`/check-in/${slug}?site=${encodeURIComponent(site.code)}`}
              icon="photo"
              plain
              variant="secondary"
            >
              {t("door")}
            </LinkButton>
          )
        }
        crumbs={[{ label: meeting.referenceNumber, href: `/meetings/${slug}` }, { label: t("title") }]}
        note={t("note")}
        title={t("title")}
      />
      <Tabs
        items={attendanceTabs.map((tab) => ({
          href: withParams(address, { tab: tab === "list" ? undefined : tab }),
          label: t(`tabs.${tab}`),
          current: tab === filter.tab,
          count: tab === "resolve" && open > 0 ? open : undefined,
        }))}
        label={t("tabs.label")}
      />
      <div className="mt-6 grid max-w-5xl grid-cols-1 gap-6">
        <SentForm search={asked} />
        {filter.tab === "list" && <TickList {...page.view} address={address} />}
        {filter.tab === "resolve" && <Resolve marked={marked} />}
        {statistics && <Statistics locale={locale} meeting={meeting} statistics={statistics} />}
      </div>
    </OfficePage>
  );
}
