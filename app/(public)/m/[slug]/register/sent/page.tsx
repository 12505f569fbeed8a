import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PublicFrame } from "@/components/layout/public-frame";
import { Alert } from "@/components/ui/alert";
import { LinkButton } from "@/components/ui/button";
import { findMeeting } from "@/db/queries/meetings";
import { readPublicPage } from "@/server/public-page";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("registration"))("sent"), robots: { index: false } };
}

/** The one answer to everybody who sent a registration; what it was is told by the mail alone. */
export default async function SentPage({ params }: { params: Promise<{ slug: string }> }) {
  const [{ slug }, t] = await Promise.all([params, getTranslations("registration")]);
  const { me } = await readPublicPage((tx) => findMeeting(tx, slug));
  return (
    <PublicFrame demo={me.demo} letter>
      <div className="mx-auto grid max-w-xl gap-4">
        <h1>{t("sent")}</h1>
        <Alert title={t("sentTitle")} tone="good">
          {t("sentText")}
        </Alert>
        <p>{t("sentLost")}</p>
        <div className="flex flex-wrap gap-3">
          <LinkButton href={`/m/${slug}/register`} variant="secondary">
            {t("again")}
          </LinkButton>
          <LinkButton href={`/m/${slug}`} variant="secondary">
            {t("back")}
          </LinkButton>
        </div>
      </div>
    </PublicFrame>
  );
}
