import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { LetterPage } from "@/app/(public)/m/[slug]/letter-page";
import { siteChoices } from "@/app/(public)/m/[slug]/site-choices";
import { SentForm } from "@/app/sent-form";
import { Alert } from "@/components/ui/alert";
import { Card } from "@/components/ui/card";
import { findMeeting } from "@/db/queries/meetings";
import { mostMembers } from "@/lib/domain/registration";
import * as format from "@/lib/format";
import { requestLocale } from "@/server/i18n";
import type { SearchParams } from "@/server/page";
import { readPublicPage } from "@/server/public-page";
import { openSites } from "@/server/views/meetings";
import { readTeam } from "@/server/views/registration-teams";
import { refusedForm } from "../../refused";
import { AddForm, ConfirmTeamForm, ExchangeForm, WithdrawTeamForm } from "./forms";
import { Members } from "./members";
import { PasteForm } from "./paste-form";
import { TakeOver } from "./take-over";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("cityTeam"))("page"), robots: { index: false } };
}

type Props = { params: Promise<{ slug: string; link: string }>; searchParams: SearchParams };

/** A team by its coordinator's link: who is in it, entering, substitutes, withdrawing. Opening it changes nothing. */
export default async function CoordinatorPage({ params, searchParams }: Props) {
  const [{ slug, link }, search, t, locale, adding, pasting, ...failed] = await Promise.all([
    params,
    searchParams,
    getTranslations("cityTeam"),
    requestLocale(),
    refusedForm("member.add"),
    refusedForm("member.paste"),
    refusedForm("team.confirm"),
    refusedForm("team.withdraw"),
    refusedForm("member.exchange"),
  ]);
  // The link alone opens it; who is signed in for an office may take the team over.
  const { me, view } = await readPublicPage(async (tx) => {
    const [meeting, team] = await Promise.all([findMeeting(tx, slug), readTeam(tx, slug, link)]);
    return meeting && team && { meeting, team };
  });
  const { meeting, team } = view;
  const page = `/m/${slug}/t/${link}`;
  const own = { fixed: { slug, link }, page };
  const versioned = { fixed: { slug, link, version: team.version }, page };
  const problem = failed.find((found) => found !== null)?.refused.sentence;
  const there = team.members.filter(({ withdrawn }) => !withdrawn);
  const [sitting, waiting] = [
    there.filter(({ place }) => place?.state === "seated"),
    there.filter(({ place }) => place?.state === "waiting"),
  ];
  const sites = siteChoices(openSites(meeting, me.today), locale);
  const enters = team.confirmed && !team.withdrawn && team.adds && there.length < mostMembers;
  return (
    <LetterPage
      demo={me.demo}
      heading={t("of", { municipality: team.municipality.name })}
      meeting={meeting}
      namespaces={["registration", "cityTeam"]}
      under={
        <p className="text-soft">
          {team.name}, {team.email}
        </p>
      }
      wide
    >
      <SentForm search={search} />
      {problem && <Alert live title={problem} tone="bad" />}
      {team.withdrawn && <Alert title={t("withdrawn")} tone="none" />}
      {team.confirmable && (
        <Card id="confirm" note={t("confirmNote")} title={t("confirmTitle")}>
          <ConfirmTeamForm {...own} />
        </Card>
      )}
      {!team.confirmed && !team.withdrawn && !team.confirmable && <Alert title={t("late")} tone="warn" />}
      {sitting.length + waiting.length > 0 && (
        <Alert
          title={t("places", { seated: sitting.length, people: there.length, waiting: waiting.length })}
          tone={waiting.length > 0 ? "warn" : "good"}
        />
      )}
      {team.confirmed && <Members meeting={meeting} members={team.members} page={page} />}
      {enters && (
        <Card id="paste" note={t("pasteNote")} title={t("paste")}>
          <PasteForm
            {...versioned}
            members={there.map(({ name, email, officeEmail }) => ({ name, email, officeEmail }))}
            refused={pasting?.refused}
            sites={sites}
            typed={pasting?.typed ?? {}}
          />
        </Card>
      )}
      {enters && (
        <Card id="add" title={t("add")}>
          <AddForm {...versioned} refused={adding?.refused} sites={sites} typed={adding?.typed ?? {}} />
        </Card>
      )}
      {team.confirmed && !team.withdrawn && !team.adds && <p className="text-soft">{t("addsOver")}</p>}
      {team.confirmed && !team.withdrawn && team.adds && !enters && <p className="text-soft">{t("full")}</p>}
      {sitting.length > 0 && waiting.length > 0 && (
        <Card id="exchange" note={t("exchangeNote")} title={t("exchange")}>
          <ExchangeForm {...versioned} sitting={sitting} waiting={waiting} />
        </Card>
      )}
      {team.confirmed && !team.withdrawn && !team.ofOffice && <TakeOver link={link} me={me} slug={slug} />}
      {team.confirmed && !team.withdrawn && there.length > 0 && (
        <Card id="withdraw" note={t("withdrawNote")} title={t("withdraw")}>
          <WithdrawTeamForm {...versioned} />
        </Card>
      )}
      <p className="text-sm text-soft">
        {t("linkNote")} {t("keptUntil", { day: format.day(team.keptUntil, locale) })}
      </p>
    </LetterPage>
  );
}
