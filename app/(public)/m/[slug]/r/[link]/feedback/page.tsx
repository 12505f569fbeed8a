import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { LetterPage } from "@/app/(public)/m/[slug]/letter-page";
import { Alert } from "@/components/ui/alert";
import { LinkButton } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { withActor } from "@/db/gate";
import { findLinkedFeedback } from "@/db/queries/feedback";
import { findMeeting } from "@/db/queries/meetings";
import { findLinked } from "@/db/queries/registrations";
import { fewestAnswers } from "@/lib/domain/feedback";
import * as format from "@/lib/format";
import { requestLocale } from "@/server/i18n";
import { refusedForm } from "../../../refused";
import { OpenForm } from "./open-form";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("feedback"))("title"), robots: { index: false } };
}

type Props = { params: Promise<{ slug: string; link: string }> };

/** The way from a private link to the form without names: what is kept of whom, and the button that opens it. */
export default async function LinkedFeedbackPage({ params }: Props) {
  const [{ slug, link }, t, locale, refused] = await Promise.all([
    params,
    getTranslations("feedback"),
    requestLocale(),
    refusedForm("feedback.open"),
  ]);
  const { me, view } = await withActor({ kind: "public" }, "read", async (tx, me) => {
    const [meeting, own, feedback] = await Promise.all([
      findMeeting(tx, slug),
      findLinked(tx, slug, link),
      findLinkedFeedback(tx, slug, link),
    ]);
    return { me, view: meeting && own && feedback && { meeting, feedback } };
  });
  if (!view) notFound();
  const { meeting, feedback } = view;
  const here = `/m/${slug}/r/${link}`;
  const page = `${here}/feedback`;
  return (
    <LetterPage demo={me.demo} heading={t("title")} meeting={meeting} namespaces={["feedback"]}>
      <Card id="names" title={t("namesTitle")}>
        <ul className="list-disc space-y-2 pl-5">
          <li>{t("names1")}</li>
          <li>{t("names2")}</li>
          <li>{t("names3", { count: fewestAnswers })}</li>
          <li>{t("names4")}</li>
        </ul>
      </Card>
      {feedback.over ? (
        <Alert title={t("over")} tone="none" />
      ) : !feedback.begun ? (
        <Alert title={t("early")} tone="none" />
      ) : feedback.ticket ? (
        <Card id="form" note={t("until", { day: format.day(feedback.closesOn, locale) })} title={t("opened")}>
          <LinkButton href={`/m/${slug}/feedback/${feedback.ticket}`} icon="pen" plain referrerPolicy="no-referrer">
            {t("fillIn")}
          </LinkButton>
        </Card>
      ) : (
        <Card id="form" note={t("until", { day: format.day(feedback.closesOn, locale) })} title={t("openTitle")}>
          <OpenForm fixed={{ slug, link }} page={page} refused={refused?.refused} />
        </Card>
      )}
      <p>
        <LinkButton href={here} variant="quiet">
          {t("back")}
        </LinkButton>
      </p>
    </LetterPage>
  );
}
