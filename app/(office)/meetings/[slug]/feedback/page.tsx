import { getLocale, getTranslations } from "next-intl/server";
import { OfficePage } from "@/app/(office)/office-page";
import { SentForm } from "@/app/sent-form";
import { ClientMessages } from "@/components/layout/client-messages";
import { EmptyState } from "@/components/ui/alert";
import { Card } from "@/components/ui/card";
import { PageHead } from "@/components/ui/navigation";
import { plusDays } from "@/lib/domain/day";
import { fewestAnswers, longestWave } from "@/lib/domain/feedback";
import * as format from "@/lib/format";
import { readOfficePage, type SearchParams } from "@/server/page";
import { readFeedback } from "@/server/views/feedback";
import { Results } from "./results";
import { WaveForm } from "./wave-form";

type Props = { params: Promise<{ slug: string }>; searchParams: SearchParams };

export async function generateMetadata() {
  return { title: (await getTranslations("feedback"))("title") };
}

/** The asking after each site: when it ends, and once it is over what was said. */
export default async function MeetingFeedbackPage({ params, searchParams }: Props) {
  const [{ slug }, asked, t, locale] = await Promise.all([
    params,
    searchParams,
    getTranslations("feedback"),
    getLocale(),
  ]);
  const page = await readOfficePage(`/meetings/${slug}/feedback`, (tx, me) => readFeedback(tx, me, slug));
  const { meeting, waves, edits } = page.view;
  const { today } = page.me;
  return (
    <OfficePage office={page}>
      <PageHead
        crumbs={[
          { label: t("meetings"), href: "/meetings" },
          { label: meeting.referenceNumber, href: `/meetings/${slug}` },
          { label: t("title") },
        ]}
        note={t("note", { count: fewestAnswers })}
        title={t("title")}
      />
      <div className="grid max-w-5xl grid-cols-1 gap-6">
        <SentForm search={asked} />
        <ClientMessages namespaces={["feedback"]}>
          {meeting.sites.map((site) => {
            const wave = waves.find(({ siteId }) => siteId === site.id);
            const [min, max] = [site.endsOn > today ? site.endsOn : today, plusDays(site.endsOn, longestWave)];
            return (
              <Card
                id={`site-${site.code}`}
                key={site.id}
                note={format.dayRange(site.startsOn, site.endsOn, locale)}
                title={site.name}
              >
                {wave?.over ? (
                  <Results meeting={meeting} wave={wave} />
                ) : wave ? (
                  <>
                    <p>{t("running", { day: format.day(wave.closesOn, locale) })}</p>
                    {edits && (
                      <WaveForm
                        closesOn={wave.closesOn}
                        fixed={{ waveId: wave.waveId, version: wave.version }}
                        max={max}
                        min={min}
                        name="feedback.move"
                        site={site.name}
                        today={today}
                      />
                    )}
                  </>
                ) : edits && max >= today ? (
                  <WaveForm
                    fixed={{ siteId: site.id }}
                    max={max}
                    min={min}
                    name="feedback.begin"
                    site={site.name}
                    today={today}
                  />
                ) : (
                  <EmptyState icon="list" title={t("notAsked")} />
                )}
              </Card>
            );
          })}
        </ClientMessages>
      </div>
    </OfficePage>
  );
}
