import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { LetterPage } from "@/app/(public)/m/[slug]/letter-page";
import { consentDays, siteChoices } from "@/app/(public)/m/[slug]/site-choices";
import { Alert } from "@/components/ui/alert";
import { LinkButton } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { findMeeting } from "@/db/queries/meetings";
import { requestLocale } from "@/server/i18n";
import { readPublicPage } from "@/server/public-page";
import { openSites, takesRegistrations } from "@/server/views/meetings";
import { placesOf, refusedForm } from "../refused";
import { RegisterForm } from "./register-form";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("registration"))("title"), robots: { index: false } };
}

/** Registering without an account: one page, for a phone, with scripts or without. */
export default async function RegisterPage({ params }: { params: Promise<{ slug: string }> }) {
  const [{ slug }, t, locale, sent] = await Promise.all([
    params,
    getTranslations("registration"),
    requestLocale(),
    refusedForm("registration.send"),
  ]);
  const typed = sent?.typed ?? {};
  const { me, view } = await readPublicPage(async (tx) => {
    const meeting = await findMeeting(tx, slug);
    return meeting && { meeting, places: await placesOf(tx, typed.municipality?.[0]) };
  });
  const { meeting, places } = view;
  const back = (
    <LinkButton href={`/m/${slug}`} variant="secondary">
      {t("back")}
    </LinkButton>
  );
  return (
    <LetterPage demo={me.demo} heading={t("title")} meeting={meeting} namespaces={["registration"]}>
      {takesRegistrations(meeting, me.today) ? (
        <Card id="registration">
          <p className="mb-4">{t("lead")}</p>
          <RegisterForm
            consent={t("consent", consentDays(meeting, me.today, locale))}
            locale={locale}
            places={places}
            refused={sent?.refused}
            sites={siteChoices(openSites(meeting, me.today), locale)}
            slug={slug}
            typed={typed}
          />
        </Card>
      ) : (
        <Alert action={back} title={t("closed")} tone="warn" />
      )}
    </LetterPage>
  );
}
