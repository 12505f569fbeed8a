import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PublicFrame } from "@/components/layout/public-frame";
import { Alert } from "@/components/ui/alert";
import { findMeeting } from "@/db/queries/meetings";
import { readPublicPage } from "@/server/public-page";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("feedback"))("title"), robots: { index: false } };
}

/** That an answer arrived. */
export default async function FeedbackThanksPage({ params }: { params: Promise<{ slug: string }> }) {
  const [{ slug }, t] = await Promise.all([params, getTranslations("feedback")]);
  const { me } = await readPublicPage((tx) => findMeeting(tx, slug));
  return (
    <PublicFrame demo={me.demo} letter>
      <div className="mx-auto max-w-xl">
        <h1 className="mb-4">{t("thanks")}</h1>
        <Alert title={t("thanksText")} tone="good" />
      </div>
    </PublicFrame>
  );
}
