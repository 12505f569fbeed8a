import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { ClientMessages } from "@/components/layout/client-messages";
import { type Address, withParams } from "@/components/ui/address";
import { EmptyState } from "@/components/ui/alert";
import { Card } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import { parseRhythmAsk, rhythmSpans } from "@/lib/domain/rhythm";
import { dayRange } from "@/lib/format";
import { readOfficePage, type SearchParams } from "@/server/page";
import { readRhythm } from "@/server/views/rhythm";
import { ProjectPage } from "../../project-page";
import { ActivityNav } from "../activity-nav";
import { GapsCard } from "./gaps-card";
import { HourFigure, PlaceFigures } from "./hour-figure";
import { KindsCard } from "./kinds-card";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("rhythm"))("title") };
}

type Props = { params: Promise<{ slug: string }>; searchParams: SearchParams };

/** When and where the team serves, what it does by month against the usual one, who has days without a record. */
export default async function RhythmPage({ params, searchParams }: Props) {
  const [{ slug }, search, locale, t, activity] = await Promise.all([
    params,
    searchParams,
    getLocale(),
    getTranslations("rhythm"),
    getTranslations("activity"),
  ]);
  const ask = parseRhythmAsk(search);
  if (!ask) notFound();
  const path = `/projects/${slug}/activity/rhythm`;
  const page = await readOfficePage(path, (tx, me) => readRhythm(tx, slug, ask, me.today, locale), "assistants");
  const { view } = page;
  const address: Address = { path, params: search };
  return (
    <ProjectPage
      asOf
      crumbs={[{ label: activity("title"), href: `/projects/${slug}/activity` }, { label: t("title") }]}
      k={ask.k}
      note={t("from", { days: dayRange(view.from, view.asOf, locale), shifts: view.shifts })}
      office={page}
      part="activity"
      project={view.place}
      search={search}
      title={t("title")}
    >
      <ActivityNav here="rhythm" k={ask.k} slug={slug} />
      <GapsCard slug={slug} view={view} />
      <nav aria-label={t("span")} className="no-print flex flex-wrap gap-x-6">
        {rhythmSpans.map((months) => (
          <Link
            aria-current={months === view.months ? "true" : undefined}
            className="inline-flex min-h-11 items-center aria-[current]:font-semibold aria-[current]:text-ink aria-[current]:no-underline"
            href={withParams(address, { months: String(months) })}
            key={months}
          >
            {t("months", { count: months })}
          </Link>
        ))}
      </nav>
      {view.shifts === 0 ? (
        <EmptyState icon="chart" title={t("nothing")}>
          {t("nothingText")}
        </EmptyState>
      ) : (
        <ClientMessages namespaces={["charts"]}>
          <Card note={t("note")} title={t("hours")}>
            <HourFigure grid={view.all} />
          </Card>
          <PlaceFigures places={view.places} />
        </ClientMessages>
      )}
      {view.kinds.length > 0 && <KindsCard view={view} />}
    </ProjectPage>
  );
}
