import { getLocale, getTranslations } from "next-intl/server";
import { OfficePage } from "@/app/(office)/office-page";
import { RecordHistory } from "@/app/(office)/record-history";
import { SentForm } from "@/app/sent-form";
import { LinkButton } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { PageHead, Tabs } from "@/components/ui/navigation";
import { said } from "@/lib/domain/meeting-text";
import { can } from "@/lib/domain/permission";
import { firstValue, readOfficePage, type SearchParams } from "@/server/page";
import { readMeeting } from "@/server/views/meetings";
import { MeetingPill } from "../state-pill";
import { BasicsCard } from "./basics-card";
import { deskTabs } from "./desk-view";
import { LinkCard } from "./link-card";
import { ProgrammeSection } from "./programme-section";
import { RoundsSection } from "./rounds-section";
import { SitesSection } from "./sites-section";
import { StateCard } from "./state-card";
import { TextsCard } from "./texts-card";

type Props = { params: Promise<{ slug: string }>; searchParams: SearchParams };

export async function generateMetadata() {
  return { title: (await getTranslations("meetings"))("one") };
}

/** The desk of one meeting: what it says, where and when, its programme, and the decisions that open and close it. */
export default async function MeetingPage({ params, searchParams }: Props) {
  const [{ slug }, asked, t, locale] = await Promise.all([
    params,
    searchParams,
    getTranslations("meetings"),
    getLocale(),
  ]);
  const path = `/meetings/${slug}`;
  const tab = deskTabs.find((name) => name === firstValue(asked.tab)) ?? "details";
  const page = await readOfficePage(path, (tx, me) => readMeeting(tx, me, slug, tab === "history"));
  const { meeting } = page.view;
  const [section = "", id = ""] = (firstValue(asked.edit) ?? "").split(":");
  const here = tab === "details" ? path : `${path}?tab=${tab}`;
  const shown = {
    ...page.view,
    edits: can(page.me, "meeting.edit", { organisationId: meeting.organisationId, projectId: null }),
    today: page.me.today,
    edit: { section, id },
    at: (of: string, row?: string) =>
      row ? `${here}${tab === "details" ? "?" : "&"}edit=${of}:${row}#form` : `${here}#${of}`,
  };
  return (
    <OfficePage office={page}>
      <PageHead
        actions={
          <>
            {meeting.state !== "draft" && (
              <LinkButton href={`${path}/registrations`} icon="users" variant="secondary">
                {t("registrations")}
              </LinkButton>
            )}
            {meeting.state === "published" && shown.edits && (
              <LinkButton href={`${path}/papers`} icon="print" variant="secondary">
                {t("papers")}
              </LinkButton>
            )}
            {shown.edits && meeting.state !== "draft" && meeting.state !== "open" && (
              <LinkButton
                href={`${path}/allocation`}
                icon="target"
                variant={meeting.state === "published" ? "secondary" : "primary"}
              >
                {t("allocation")}
              </LinkButton>
            )}
            {meeting.state !== "draft" && shown.edits && (
              <LinkButton href={`${path}/mail`} icon="file" variant="secondary">
                {t("mail")}
              </LinkButton>
            )}
            {meeting.state === "published" && shown.edits && meeting.rounds.length > 1 && (
              <LinkButton href={`${path}/invitations`} icon="users" variant="secondary">
                {t("invitations.open")}
              </LinkButton>
            )}
            {meeting.state === "published" && (
              <LinkButton href={`${path}/feedback`} icon="chart" variant="secondary">
                {t("feedback")}
              </LinkButton>
            )}
            {meeting.state === "published" && shown.edits && (
              <LinkButton href={`${path}/attendance`} icon="check" variant="secondary">
                {t("attendance")}
              </LinkButton>
            )}
            {meeting.state === "published" && (
              <LinkButton href={`${path}/seats`} icon="list" variant="secondary">
                {t("seatsOf")}
              </LinkButton>
            )}
            <LinkButton href={`/m/${slug}`} icon="external" variant="secondary">
              {t(meeting.state === "draft" ? "preview" : "publicPage")}
            </LinkButton>
          </>
        }
        crumbs={[{ label: t("title"), href: "/meetings" }, { label: meeting.referenceNumber }]}
        note={
          <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
            {meeting.referenceNumber}
            <MeetingPill state={meeting.state} />
          </span>
        }
        title={said(locale, meeting.titleCs, meeting.titleEn).text}
      />
      <Tabs
        items={deskTabs.map((name) => ({
          href: name === "details" ? path : `${path}?tab=${name}`,
          label: t(`tabs.${name}`),
          current: name === tab,
          count: name === "sites" ? meeting.sites.length : name === "programme" ? meeting.blocks.length : undefined,
        }))}
        label={t("tabs.label")}
      />
      <div className="mt-6 grid max-w-5xl grid-cols-1 gap-6">
        <SentForm search={asked} />
        {tab === "details" && (
          <>
            <StateCard {...shown} />
            <RoundsSection {...shown} />
            <LinkCard {...shown} />
            <BasicsCard {...shown} />
            <TextsCard {...shown} />
          </>
        )}
        {tab === "sites" && <SitesSection {...shown} />}
        {tab === "programme" && <ProgrammeSection {...shown} />}
        {tab === "history" && (
          <Card id="history" title={t("tabs.history")}>
            <RecordHistory history={page.view.history} />
          </Card>
        )}
      </div>
    </OfficePage>
  );
}
