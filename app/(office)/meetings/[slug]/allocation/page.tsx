import { getLocale, getTranslations } from "next-intl/server";
import { OfficePage } from "@/app/(office)/office-page";
import { SentForm } from "@/app/sent-form";
import { Alert, EmptyState } from "@/components/ui/alert";
import { LinkButton } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { PageHead } from "@/components/ui/navigation";
import { said } from "@/lib/domain/meeting-text";
import { errorSentence } from "@/lib/words";
import { firstValue, readOfficePage, type SearchParams } from "@/server/page";
import { readAllocationDesk } from "@/server/views/allocation";
import { namesRegistrants } from "@/server/views/registrations";
import { MeetingPill } from "../../state-pill";
import { Board } from "./board";
import { MovePanel } from "./move-panel";
import { PinsCard } from "./pins-card";
import { PublishCard } from "./publish-card";
import { RunCard } from "./run-card";
import { RunDetails } from "./run-details";
import { VariantsCard } from "./variants-card";
import { WeightsCard } from "./weights-card";

type Props = { params: Promise<{ slug: string }>; searchParams: SearchParams };

export async function generateMetadata() {
  return { title: (await getTranslations("allocation.desk"))("title") };
}

/** Who goes where at a meeting: the variants, everybody's place and why, moves by hand, and telling it to all. */
export default async function AllocationPage({ params, searchParams }: Props) {
  const [{ slug }, asked, t, locale] = await Promise.all([
    params,
    searchParams,
    getTranslations("allocation.desk"),
    getLocale(),
  ]);
  const path = `/meetings/${slug}/allocation`;
  const at = (name: string) => firstValue(asked[name]);
  const page = await readOfficePage(
    path,
    (tx, me) => readAllocationDesk(tx, me, slug, { run: at("run"), who: at("who"), to: at("to"), swap: at("swap") }),
    namesRegistrants,
  );
  const { meeting, shown, board, move, stale, unkeepable } = page.view;
  const works = meeting.state === "closed" || meeting.state === "allocated";
  const view = { ...page.view, path, works, form: at("form") ?? "", person: at("person") ?? "" };
  return (
    <OfficePage office={page}>
      <PageHead
        actions={
          <LinkButton href={`/meetings/${slug}/registrations`} icon="users" variant="secondary">
            {t("registrations")}
          </LinkButton>
        }
        crumbs={[
          { label: t("meetings"), href: "/meetings" },
          { label: meeting.referenceNumber, href: `/meetings/${slug}` },
          { label: t("title") },
        ]}
        note={
          <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
            {said(locale, meeting.titleCs, meeting.titleEn).text}
            <MeetingPill state={meeting.state} />
          </span>
        }
        title={t("title")}
      />
      <div className="grid grid-cols-1 gap-6">
        <SentForm search={asked} />
        {(meeting.state === "open" || meeting.state === "draft") && (
          <Card>
            <EmptyState
              action={
                <LinkButton href={`/meetings/${slug}`} variant="secondary">
                  {t("toMeeting")}
                </LinkButton>
              }
              icon="clock"
              title={t("notYet")}
            >
              {t("notYetText")}
            </EmptyState>
          </Card>
        )}
        {unkeepable && <Alert tone="bad">{errorSentence(locale, unkeepable)}</Alert>}
        {stale && works && shown && (
          <Alert title={t("stale")} tone="warn">
            {stale.people.length > 0 &&
              t("stalePeople", {
                people: stale.people.slice(0, 10).join(", "),
                rest: Math.max(0, stale.people.length - 10),
              })}{" "}
            {stale.sites.length > 0 && t("staleSites", { sites: stale.sites.join(", ") })}
            {stale.people.length + stale.sites.length === 0 && t("staleWeights")}
          </Alert>
        )}
        <PublishCard {...view} />
        {works && <RunCard {...view} />}
        {meeting.state !== "published" && <WeightsCard {...view} />}
        {shown && <VariantsCard {...view} shown={shown} />}
        {move && shown && <MovePanel move={move} view={{ ...view, shown }} />}
        {board && shown && <Board board={board} view={{ ...view, shown }} />}
        {(works || view.pins.length > 0) && <PinsCard {...view} />}
        {shown && <RunDetails {...view} shown={shown} />}
      </div>
    </OfficePage>
  );
}
