import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { EvidenceFiles } from "@/app/(office)/evidence-files";
import { RecordHistory } from "@/app/(office)/record-history";
import { Alert } from "@/components/ui/alert";
import { LinkButton } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { isEditable } from "@/lib/domain/activity";
import { can } from "@/lib/domain/permission";
import { shiftMinutes } from "@/lib/domain/shift";
import { day, instant, weekday } from "@/lib/format";
import { readOfficePage, recordId, type SearchParams } from "@/server/page";
import { readActivity } from "@/server/views/activities";
import { ProjectPage } from "../../project-page";
import { ShiftOverlaps, ShiftWarnings } from "../shift-warnings";
import { ActivityStatePill } from "../state-pill";
import { ActivityActions } from "./actions";
import { ActivityData } from "./data";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("activity"))("record") };
}

type Props = { params: Promise<{ slug: string; id: string }>; searchParams: SearchParams };

export default async function ActivityDetailPage({ params, searchParams }: Props) {
  const [{ slug, id: asked }, search, locale, t] = await Promise.all([
    params,
    searchParams,
    getLocale(),
    getTranslations("activity"),
  ]);
  const id = recordId(asked);
  const path = `/projects/${slug}/activity`;
  const page = await readOfficePage(
    `${path}/${id}`,
    (tx, me) => readActivity(tx, slug, id, me.today, locale),
    "assistants",
  );
  const { me, view } = page;
  const { place, activity, history, reasons, nextId } = view;
  const open = place.state !== "closed";
  const servedShift = {
    ...activity,
    on: activity.happenedOn,
    people: activity.assistantIds,
    breakMinutes: shiftMinutes(activity.happenedOn, activity.startsAt, activity.endsAt) - activity.minutes,
  };
  const nameOf = (personId: string) => activity.nameOf[personId] ?? "";
  const logs = open && can(me, "activity.log", activity);
  const decides = open && can(me, "activity.approve", activity);
  return (
    <ProjectPage
      actions={
        logs && (
          <LinkButton href={`${path}/new`} icon="pen" variant="secondary">
            {t("logAnother")}
          </LinkButton>
        )
      }
      crumbs={[{ label: t("title"), href: path }, { label: day(activity.happenedOn, locale) }]}
      note={<ActivityStatePill state={activity.state} />}
      office={page}
      part="activity"
      project={place}
      search={search}
      title={t("recordOf", {
        weekday: weekday(activity.happenedOn, locale),
        day: day(activity.happenedOn, locale),
      })}
    >
      {activity.reason && (
        <Alert title={t("returnedWhy", { reason: activity.reason })} tone="warn">
          {activity.reasonNote}
        </Alert>
      )}
      <ShiftOverlaps
        decided={activity.state === "approved"}
        nameOf={nameOf}
        path={path}
        served={activity.neighbours}
        shift={servedShift}
      />
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_24rem]">
        <div className="flex min-w-0 flex-col gap-6">
          <ActivityData activity={activity} />
          <ShiftWarnings nameOf={nameOf} served={activity.neighbours} shift={servedShift} />
          <Card id="files" title={t("files")}>
            <EvidenceFiles
              add={logs && activity.state !== "submitted" && { label: t("addFile"), hint: t("filesHint") }}
              files={activity.fileList}
              projectId={activity.projectId}
              proves={{ activityId: activity.id }}
              removes={logs && isEditable(activity.state)}
            />
            {logs && activity.state === "submitted" && <p className="mt-2 text-sm text-soft">{t("filesWait")}</p>}
          </Card>
        </div>
        <div className="flex min-w-0 flex-col gap-6">
          <ActivityActions
            activity={activity}
            decides={decides}
            logs={logs}
            next={nextId && `${path}/${nextId}`}
            path={path}
            reasons={reasons}
          />
          <Card id="decisions" title={t("decisions")}>
            <ol className="flex flex-col gap-3">
              <li>
                <p className="font-medium">{t("recorded")}</p>
                <p className="text-sm text-soft">
                  {activity.author}, {instant(activity.recordedAt, locale)}
                </p>
              </li>
              {activity.decisions.map((decision) => (
                <li key={decision.at}>
                  <p className="font-medium">
                    {t(`decided.${decision.decision}`)}
                    {decision.reason && `: ${decision.reason}`}
                  </p>
                  {decision.note && <p>{decision.note}</p>}
                  <p className="text-sm text-soft">
                    {decision.by}
                    {decision.standsFor && ` (${t("standsFor", { name: decision.standsFor })})`},{" "}
                    {instant(decision.at, locale)}
                  </p>
                </li>
              ))}
            </ol>
          </Card>
        </div>
      </div>
      <Card id="history" title={t("history")}>
        <RecordHistory history={history} />
      </Card>
    </ProjectPage>
  );
}
