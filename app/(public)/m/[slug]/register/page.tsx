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
      <ClientMessages namespaces={["registration"]}>
        <div className="mx-auto max-w-xl">
          <p className="text-soft" lang={title.lang}>
            {title.text}
          </p>
          <h1 className="mb-2">{t("title")}</h1>
          {takesRegistrations(meeting, me.today) ? (
            <Card id="registration">
              <p className="mb-4">{t("lead")}</p>
              <RegisterForm
                consent={t("consent", {
                  needs: format.day(needsUntil(lastDay), locale),
                  kept: format.day(keptUntil(lastDay), locale),
                })}
                locale={locale}
                places={places}
                refused={sent?.refused}
                sites={openSites(meeting, me.today).map(({ code, name, startsOn, endsOn }) => ({
                  code,
                  name,
                  days: format.dayRange(startsOn, endsOn, locale),
                }))}
                slug={slug}
                typed={typed}
              />
            </Card>
          ) : (
            <Alert action={back} title={t("closed")} tone="warn" />
          )}
        </div>
      </ClientMessages>
    </PublicFrame>
  );
}
