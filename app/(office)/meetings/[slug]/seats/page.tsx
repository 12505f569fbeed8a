import { getTranslations } from "next-intl/server";
import { OfficePage } from "@/app/(office)/office-page";
import { SentForm } from "@/app/sent-form";
import { Card } from "@/components/ui/card";
import { PageHead } from "@/components/ui/navigation";
import { can } from "@/lib/domain/permission";
import { firstValue, readOfficePage, type SearchParams } from "@/server/page";
import { namesRegistrants } from "@/server/views/registrations";
import { readSeats } from "@/server/views/seats";
import { MovesCard } from "./moves-card";
import { PublicationCard } from "./publication-card";
import { RestCard } from "./rest-card";
import { SiteCounts } from "./site-counts";

type Props = { params: Promise<{ slug: string }>; searchParams: SearchParams };

export async function generateMetadata() {
  return { title: (await getTranslations("seats"))("title") };
}

/** Who has a seat where and who waits, for the organiser, who moves people here; counts for who reads everything. */
export default async function SeatsPage({ params, searchParams }: Props) {
  const [{ slug }, asked, t] = await Promise.all([params, searchParams, getTranslations("seats")]);
  const path = `/meetings/${slug}/seats`;
  const page = await readOfficePage(path, (tx, me) => readSeats(tx, me, slug), namesRegistrants);
  const { view, me } = page;
  const { meeting } = view;
  const edits = can(me, "meeting.edit", { organisationId: meeting.organisationId, projectId: null });
  const shown = { ...view, edits, path, today: me.today, edit: firstValue(asked.edit) ?? "" };
  return (
    <OfficePage office={page}>
      <PageHead
        crumbs={[{ label: meeting.referenceNumber, href: `/meetings/${slug}` }, { label: t("title") }]}
        note={t("desk.note")}
        title={t("title")}
      />
      <div className="grid grid-cols-1 gap-6">
        <SentForm search={asked} />
        <Card flush id="counts" title={t("desk.taken")}>
          <SiteCounts {...shown} />
        </Card>
        <PublicationCard {...shown} />
        {view.people && <MovesCard {...shown} people={view.people} />}
        {view.people && <RestCard people={view.people} />}
      </div>
    </OfficePage>
  );
}
