import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { LetterPage } from "@/app/(public)/m/[slug]/letter-page";
import { Alert } from "@/components/ui/alert";
import { Card } from "@/components/ui/card";
import { withActor } from "@/db/gate";
import { findFeedbackForm } from "@/db/queries/feedback";
import { feedbackQuestions } from "@/lib/domain/feedback";
import { said } from "@/lib/domain/meeting-text";
import * as format from "@/lib/format";
import { requestLocale } from "@/server/i18n";
import { refusedForm } from "../../refused";
import { AnswerForm } from "./answer-form";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("feedback"))("title"), robots: { index: false } };
}

type Props = { params: Promise<{ slug: string; ticket: string }> };

/** The form of an asking, by a ticket: neither the page nor what it sends knows whose it is. */
export default async function FeedbackPage({ params }: Props) {
  const [{ slug, ticket }, t, locale, refused] = await Promise.all([
    params,
    getTranslations("feedback"),
    requestLocale(),
    refusedForm("feedback.answer"),
  ]);
  const { me, form } = await withActor({ kind: "public" }, "read", async (tx, me) => ({
    me,
    form: await findFeedbackForm(tx, slug, ticket),
  }));
  if (!form) notFound();
  const items = [
    ...feedbackQuestions.map((question) => ({ item: question as string, label: t(`questions.${question}`) })),
    ...form.blocks.map(({ id, number, titleCs, titleEn }) => ({
      item: id,
      label: `${number}. ${said(locale, titleCs, titleEn).text}`,
    })),
  ];
  return (
    <LetterPage
      demo={me.demo}
      heading={t("title")}
      meeting={form}
      namespaces={["feedback"]}
      under={
        <p className="mt-2">
          {form.site}, {format.dayRange(form.startsOn, form.endsOn, locale)}
        </p>
      }
    >
      {form.shut ? (
        <Alert title={t(form.shut === "closed" ? "over" : "early")} tone="none" />
      ) : (
        <Card id="feedback" note={t("lead")}>
          <AnswerForm
            fixed={{ slug, ticket }}
            items={items}
            page={`/m/${slug}/feedback/${ticket}`}
            questions={feedbackQuestions.length}
            redirectTo={`/m/${slug}/feedback/thanks`}
            refused={refused?.refused}
            typed={refused?.typed ?? {}}
          />
        </Card>
      )}
    </LetterPage>
  );
}
