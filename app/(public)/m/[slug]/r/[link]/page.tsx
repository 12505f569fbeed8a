import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { LetterPage } from "@/app/(public)/m/[slug]/letter-page";
import { siteChoices } from "@/app/(public)/m/[slug]/site-choices";
import { SentForm } from "@/app/sent-form";
import { Alert } from "@/components/ui/alert";
import { LinkButton } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { withActor } from "@/db/gate";
import { certificatesByLink } from "@/db/queries/certificates";
import { findLinkedFeedback } from "@/db/queries/feedback";
import { findMeeting } from "@/db/queries/meetings";
import { openLink } from "@/db/queries/registrations";
import * as format from "@/lib/format";
import { requestLocale } from "@/server/i18n";
import type { SearchParams } from "@/server/page";
import { openSites } from "@/server/views/meetings";
import { placesOf, refusedForm } from "../../refused";
import { Certificates } from "./certificates";
import { Details } from "./details";
import { AskForm, ChangeForm, ConfirmForm, WithdrawForm } from "./forms";
import { Place } from "./place";
import { Replaced } from "./replaced";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("registration"))("own"), robots: { index: false } };
}

type Props = { params: Promise<{ slug: string; link: string }>; searchParams: SearchParams };

/** One's own registration by its private link: to confirm, see, change, withdraw. Opening it changes nothing. */
export default async function OwnRegistrationPage({ params, searchParams }: Props) {
  const [{ slug, link }, search, t, locale, sent, asking] = await Promise.all([
    params,
    searchParams,
    getTranslations("registration"),
    requestLocale(),
    refusedForm("registration.change"),
    refusedForm("registration.ask"),
  ]);
  // As nobody in particular, whoever is signed in: the link alone opens it.
  const { me, view } = await withActor({ kind: "public" }, "read", async (tx, me) => {
    const [meeting, own, certificates, feedback] = await Promise.all([
      findMeeting(tx, slug),
      openLink(tx, slug, link),
      certificatesByLink(tx, slug, link),
      findLinkedFeedback(tx, slug, link),
    ]);
    const asked = sent?.typed.municipality?.[0] ?? (own === "replaced" ? undefined : own?.municipality.code);
    return { me, view: meeting && own && { meeting, own, certificates, feedback, places: await placesOf(tx, asked) } };
  });
  if (!view) notFound();
  const { meeting, own, certificates, feedback, places } = view;
  if (own === "replaced") return <Replaced demo={me.demo} meeting={meeting} />;
  const page = `/m/${slug}/r/${link}`;
  const fixed = { slug, link };
  const failed = await Promise.all([
    ...["registration.confirm", "registration.withdraw", "seat.decline", "seat.return"].map(refusedForm),
  ]);
  const problem = failed.find((found) => found !== null)?.refused.sentence;
  const typed = sent?.typed ?? {
    name: [own.name],
    role: [own.role],
    municipality: [places.length > 1 ? own.municipality.code : own.municipality.name],
    site: [own.site],
    canOther: [own.canOther ? "yes" : "no"],
    meals: own.needs?.meals,
    room: own.needs && [own.needs.room],
    roomWith: own.needs && [own.needs.roomWith],
    car: own.needs && [String(own.needs.car)],
    arrival: own.needs && [own.needs.arrival],
  };
  return (
    <LetterPage demo={me.demo} heading={t("own")} meeting={meeting} namespaces={["registration", "seats"]}>
      <SentForm search={search} />
      {problem && <Alert live title={problem} tone="bad" />}
      {own.withdrawn && <Alert title={t("withdrawn")} tone="none" />}
      {own.confirmable && (
        <Card id="confirm" note={t("confirmText")} title={t("confirmTitle")}>
          <ConfirmForm fixed={fixed} page={page} />
        </Card>
      )}
      {!own.confirmed && !own.withdrawn && !own.confirmable && <Alert title={t("confirmLate")} tone="warn" />}
      {own.place && !own.withdrawn && (
        <Place fixed={{ ...fixed, version: own.version }} page={page} place={own.place} />
      )}
      {own.confirmed && !own.withdrawn && !own.place && (
        <Alert title={t("states.confirmed")} tone="good">
          {t("noSeat")}
        </Alert>
      )}
      {own.tookOver && !own.withdrawn && <Alert title={t("tookOver")} tone="info" />}
      {certificates.length > 0 && <Certificates certificates={certificates} page={page} slug={slug} />}
      <Details meeting={meeting} own={own} />
      {own.changes && (
        <Card id="change" note={t("editUntil")} title={t("edit")}>
          <ChangeForm
            fixed={{ ...fixed, version: own.version }}
            needs={own.needs !== null}
            page={page}
            places={places}
            refused={sent?.refused}
            sites={siteChoices(openSites(meeting, me.today), locale)}
            typed={Object.fromEntries(Object.entries(typed).map(([key, value]) => [key, value ?? undefined]))}
          />
        </Card>
      )}
      {!own.changes && !own.withdrawn && (
        <Card id="ask" note={t("editOver")} title={t("ask")}>
          {own.asked ? (
            <p>{t("askedNote")}</p>
          ) : (
            <AskForm fixed={fixed} page={page} refused={asking?.refused} typed={asking?.typed} />
          )}
        </Card>
      )}
      {own.confirmed && !own.withdrawn && (
        <p className="flex flex-wrap gap-3">
          {feedback?.begun && !feedback.over && (
            <LinkButton href={`${page}/feedback`} icon="pen" variant="secondary">
              {t("feedback")}
            </LinkButton>
          )}
          <LinkButton href={`${page}/practice`} icon="list" variant="secondary">
            {t("practice")}
          </LinkButton>
        </p>
      )}
      {own.withdrawable && (
        <Card id="withdraw" note={t("withdrawText")} title={t("withdraw")}>
          <WithdrawForm fixed={{ ...fixed, version: own.version }} page={page} />
        </Card>
      )}
      <p className="text-sm text-soft">
        {t("linkNote")} {t("keptUntil", { day: format.day(own.keptUntil, locale) })}
      </p>
    </LetterPage>
  );
}
