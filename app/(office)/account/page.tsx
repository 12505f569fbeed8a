import { getTranslations } from "next-intl/server";
import { OfficePage } from "@/app/(office)/office-page";
import { SentForm } from "@/app/sent-form";
import { ClientMessages } from "@/components/layout/client-messages";
import { Alert } from "@/components/ui/alert";
import { PageHead } from "@/components/ui/navigation";
import { env } from "@/lib/env";
import { firstValue, readOfficePage, type SearchParams } from "@/server/page";
import { sessionCredential } from "@/server/session/cookies";
import { linkingToken } from "@/server/session/sso";
import { ssoProviders } from "@/server/session/sso-providers";
import { readAccount } from "@/server/views/account";
import { calendarAddress } from "@/server/views/calendar";
import { DelegationsCard } from "./delegations-card";
import { DetailsCard } from "./details-card";
import { FactorCard } from "./factor-card";
import { CalendarCard, DigestCard, ReturnedCard } from "./mail-cards";
import { PasswordCard } from "./password-card";
import { PreferencesCard } from "./preferences-card";
import { SessionsCard } from "./sessions-card";
import { SsoCard } from "./sso-card";

export async function generateMetadata() {
  return { title: (await getTranslations("account"))("title") };
}

/** One's own account: name and roles, password, where one is signed in. */
export default async function AccountPage({ searchParams }: { searchParams: SearchParams }) {
  const [t, credential, search] = await Promise.all([getTranslations("account"), sessionCredential(), searchParams]);
  const page = await readOfficePage("/account", async (tx, me) => readAccount(tx, me, credential?.token ?? ""));
  const providers = ssoProviders(env());
  const { identities } = page.view;
  return (
    <OfficePage office={page}>
      <PageHead note={t("note")} title={t("title")} />
      <SentForm search={search} />
      {firstValue(search.linked) && <Alert className="mb-6" live title={t("ssoLinked")} tone="good" />}
      <ClientMessages namespaces={["account", "people"]}>
        <div className="grid max-w-4xl gap-6">
          <DetailsCard me={page.me} roles={page.view.roles} />
          <PreferencesCard locale={page.me.locale} theme={page.me.theme} />
          <PasswordCard changedAt={page.view.passwordChangedAt} />
          <FactorCard factor={page.view.factor} />
          {(providers.length > 0 || identities.length > 0) && (
            <SsoCard
              identities={identities}
              linkingToken={linkingToken(credential?.token ?? "")}
              providers={providers}
            />
          )}
          <SessionsCard sessions={page.view.sessions} />
          <ReturnedCard on={page.view.hearsOfReturns} />
          <DigestCard email={page.me.email} every={page.view.mail.every} />
          <CalendarCard address={calendarAddress(page.view.mail.calendarToken)} />
          <DelegationsCard {...page.view} />
        </div>
      </ClientMessages>
    </OfficePage>
  );
}
