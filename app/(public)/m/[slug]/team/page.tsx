import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ClientMessages } from "@/components/layout/client-messages";
import { PublicFrame } from "@/components/layout/public-frame";
import { Alert } from "@/components/ui/alert";
import { LinkButton } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { findMeeting } from "@/db/queries/meetings";
import { said } from "@/lib/domain/meeting-text";
import { keptUntil, needsUntil } from "@/lib/domain/registration";
import * as format from "@/lib/format";
import { requestLocale } from "@/server/i18n";
import { readPublicPage } from "@/server/public-page";
import { takesRegistrations } from "@/server/views/meetings";
import { readOwnTeams } from "@/server/views/registration-teams";
import { placesOf, refusedForm } from "../refused";
import { BeginForm, StartForm } from "./forms";
import { OwnTeamList } from "./own-teams";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("cityTeam"))("title"), robots: { index: false } };
}

/** Registering a team: its coordinator gives his address, or is signed in and keeps the teams of his office. */
export default async function TeamPage({ params }: { params: Promise<{ slug: string }> }) {
  const [{ slug }, t, locale, sent] = await Promise.all([
    params,
    getTranslations("cityTeam"),
    requestLocale(),
    refusedForm("team.begin"),
  ]);
  const typed = sent?.typed ?? {};
  const { me, view } = await readPublicPage(async (tx, me) => {
    const [meeting, places, teams] = await Promise.all([
      findMeeting(tx, slug),
      placesOf(tx, typed.municipality?.[0]),
      readOwnTeams(tx, me),
    ]);
    return meeting && { meeting, places, teams };
  });
  const { meeting, places, teams } = view;
  const open = takesRegistrations(meeting, me.today);
  const lastDay =
    meeting.sites
      .map(({ endsOn }) => endsOn)
      .sort()
      .at(-1) ?? me.today;
  const title = said(locale, meeting.titleCs, meeting.titleEn);
  const back = (
    <LinkButton href={`/m/${slug}`} variant="secondary">
      {t("back")}
    </LinkButton>
  );
  return (
    <PublicFrame demo={me.demo} letter>
      <ClientMessages namespaces={["registration", "cityTeam"]}>
        <div className="mx-auto grid max-w-xl gap-6">
          <div>
            <p className="text-soft" lang={title.lang}>
              {title.text}
            </p>
            <h1>{t("title")}</h1>
          </div>
          {teams && <OwnTeamList teams={teams.filter((team) => team.slug === slug)} />}
          {!open && <Alert action={back} title={t("closed")} tone="warn" />}
          {open && teams && (
            <Card id="start" note={t("startNote")} title={t("start")}>
              <StartForm places={[]} slug={slug} typed={{}} />
            </Card>
          )}
          {open && !teams && (
            <Card id="begin">
              <p className="mb-4">{t("lead")}</p>
              <BeginForm
                consent={t("consent", {
                  needs: format.day(needsUntil(lastDay), locale),
                  kept: format.day(keptUntil(lastDay), locale),
                })}
                locale={locale}
                places={places}
                refused={sent?.refused}
                slug={slug}
                typed={typed}
              />
            </Card>
          )}
          {open && !teams && (
            <p>
              {t("alone")} <a href={`/m/${slug}/register`}>{t("aloneLink")}</a>
            </p>
          )}
        </div>
      </ClientMessages>
    </PublicFrame>
  );
}
