import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { ClientMessages } from "@/components/layout/client-messages";
import { Alert } from "@/components/ui/alert";
import { isEditable } from "@/lib/domain/activity";
import { can } from "@/lib/domain/permission";
import { readOfficePage, recordId, type SearchParams } from "@/server/page";
import { readActivityForm } from "@/server/views/activities";
import { LogForm } from "../../log-form";
import { LogPage } from "../../log-page";
import { formOffer, shiftOf } from "../../log-props";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("log"))("editTitle") };
}

type Props = { params: Promise<{ slug: string; id: string }>; searchParams: SearchParams };

export default async function EditActivityPage({ params, searchParams }: Props) {
  const [{ slug, id: asked }, search, locale, t, tActivity] = await Promise.all([
    params,
    searchParams,
    getLocale(),
    getTranslations("log"),
    getTranslations("activity"),
  ]);
  const id = recordId(asked);
  const page = await readOfficePage(
    `/projects/${slug}/activity/${id}/edit`,
    (tx, me) => readActivityForm(tx, slug, id, me.today, locale),
    "assistants",
  );
  const { me, view } = page;
  const { place, activity } = view;
  if (!can(me, "activity.log", activity) || !isEditable(activity.state)) notFound();
  const offer = formOffer(place, me.today, (receiver) => tActivity(`receivers.${receiver}`));
  const [kept] = place.localities.filter((locality) => locality.id === activity.localityId && !locality.active);
  return (
    <LogPage office={page} place={place} search={search} title={t("editTitle")}>
      {activity.reason && (
        <Alert className="mb-6" title={activity.reason} tone="warn">
          {activity.reasonNote}
        </Alert>
      )}
      <ClientMessages namespaces={["log"]}>
        <LogForm
          {...offer}
          draftKey={`hlidka.draft.${me.userId}.${activity.id}`}
          initial={shiftOf(activity)}
          noteKept={activity.note === null}
          localities={kept ? [...offer.localities, kept] : offer.localities}
        />
      </ClientMessages>
    </LogPage>
  );
}
