import type { Metadata } from "next";
import { cookies } from "next/headers";
import { getTranslations } from "next-intl/server";
import { ClientMessages } from "@/components/layout/client-messages";
import { PublicFrame } from "@/components/layout/public-frame";
import { Alert } from "@/components/ui/alert";
import { LinkButton } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { findMeeting } from "@/db/queries/meetings";
import { findSentAddress } from "@/db/queries/registrations";
import { readPublicPage } from "@/server/public-page";
import { sendingName } from "@/server/session/sending";
import { refusedForm } from "../../refused";
import { CorrectForm } from "./correct-form";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("registration"))("sent"), robots: { index: false } };
}

/**
 * The one answer to everybody who sent a registration; what it was is told by the mail alone. The browser that sent it is
 * shown the address, whatever it is, and corrects it once.
 */
export default async function SentPage({ params }: { params: Promise<{ slug: string }> }) {
  const [{ slug }, t, jar, refused] = await Promise.all([
    params,
    getTranslations("registration"),
    cookies(),
    refusedForm("registration.correct-sent"),
  ]);
  const sending = jar.get(sendingName())?.value ?? "";
  const { me, view } = await readPublicPage(async (tx) => {
    const meeting = await findMeeting(tx, slug);
    return meeting && { email: await findSentAddress(tx, slug, sending) };
  });
  return (
    <PublicFrame demo={me.demo} letter>
      <div className="mx-auto grid max-w-xl gap-4">
        <h1>{t("sent")}</h1>
        {refused && view.email === null && <Alert title={refused.refused.sentence} tone="warn" />}
        <Alert title={t("sentTitle")} tone="good">
          {view.email !== null && <p className="font-medium break-words">{t("sentTo", { email: view.email })}</p>}
          {t("sentText")}
        </Alert>
        <p>{t("sentLost")}</p>
        {view.email === null ? (
          <p>{t("sentAgain")}</p>
        ) : (
          <ClientMessages namespaces={["registration"]}>
            <Card id="address" title={t("slip")}>
              <p className="mb-4">{t("slipText")}</p>
              <CorrectForm refused={refused?.refused} sending={sending} slug={slug} typed={refused?.typed ?? {}} />
            </Card>
          </ClientMessages>
        )}
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
