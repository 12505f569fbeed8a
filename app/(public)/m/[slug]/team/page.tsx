import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { LetterPage } from "@/app/(public)/m/[slug]/letter-page";
import { consentDays } from "@/app/(public)/m/[slug]/site-choices";
import { Alert } from "@/components/ui/alert";
import { LinkButton } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { findMeeting } from "@/db/queries/meetings";
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
  const back = (
    <LinkButton href={`/m/${slug}`} variant="secondary">
      {t("back")}
    </LinkButton>
  );
  return (
    <LetterPage demo={me.demo} heading={t("title")} meeting={meeting} namespaces={["registration", "cityTeam"]}>
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
            consent={t("consent", consentDays(meeting, me.today, locale))}
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
    </LetterPage>
  );
}
