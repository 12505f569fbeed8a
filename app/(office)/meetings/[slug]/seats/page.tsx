import { getLocale, getTranslations } from "next-intl/server";
import { OfficePage } from "@/app/(office)/office-page";
import { SentForm } from "@/app/sent-form";
import { LinkButton } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { PageHead } from "@/components/ui/navigation";
import { can } from "@/lib/domain/permission";
import * as format from "@/lib/format";
import { firstValue, readOfficePage, type SearchParams } from "@/server/page";
import { namesRegistrants } from "@/server/views/registrations";
import { readSeats } from "@/server/views/seats";
import { MovesCard } from "./moves-card";
import { RestCard } from "./rest-card";
import { SiteCounts } from "./site-counts";

type Props = { params: Promise<{ slug: string }>; searchParams: SearchParams };

export async function generateMetadata() {
  return { title: (await getTranslations("seats"))("title") };
}

/** Who has a seat where and who waits, for the organiser, who moves people here; counts for who reads everything. */
export default async function SeatsPage({ params, searchParams }: Props) {
  const [{ slug }, asked, t, locale] = await Promise.all([params, searchParams, getTranslations("seats"), getLocale()]);
  const path = `/meetings/${slug}/seats`;
  const page = await readOfficePage(path, (tx, me) => readSeats(tx, me, slug), namesRegistrants);
  const { view, me } = page;
  const { meeting } = view;
  const edits = can(me, "meeting.edit", { organisationId: meeting.organisationId, projectId: null });
  // Nobody is moved between sites that have begun.
  const moves = edits && meeting.sites.some(({ startsOn }) => startsOn > me.today);
  const shown = { ...view, edits: moves, path, today: me.today, edit: firstValue(asked.edit) ?? "" };
  return (
    <OfficePage office={page}>
      <PageHead
        crumbs={[{ label: meeting.referenceNumber, href: `/meetings/${slug}` }, { label: t("title") }]}
        note={t("desk.note")}
        title={t("title")}
      />
      <div className="grid grid-cols-1 gap-6">
        <SentForm search={asked} />
        <Card
          actions={
            edits && (
              <LinkButton href={`/meetings/${slug}/allocation`} icon="target" size="sm" variant="secondary">
                {t("desk.toAllocation")}
              </LinkButton>
            )
          }
          flush
          id="counts"
          note={
            view.publication &&
            t("desk.publishedBy", {
              when: format.instant(view.publication.decidedAt, locale),
              by: view.publication.decidedBy ?? "none",
            })
          }
          title={t("desk.taken")}
        >
          <SiteCounts {...shown} />
        </Card>
        {view.people && <MovesCard {...shown} people={view.people} />}
        {view.people && <RestCard people={view.people} />}
      </div>
    </OfficePage>
  );
}
