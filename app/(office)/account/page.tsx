import { getTranslations } from "next-intl/server";
import { OfficePage } from "@/app/(office)/office-page";
import { ClientMessages } from "@/components/layout/client-messages";
import { PageHead } from "@/components/ui/navigation";
import { findAccount, listOwnSessions } from "@/db/queries/account";
import { delegationsOf, deputyChoices, rightsDay } from "@/db/queries/people";
import { ownSubscriptions } from "@/db/queries/subscriptions";
import { sessionCredential } from "@/lib/auth";
import { calendarAddress } from "@/lib/calendar";
import { office } from "@/lib/page";
import { DelegationsCard } from "./delegations-card";
import { DetailsCard } from "./details-card";
import { CalendarCard, DigestCard } from "./mail-cards";
import { PasswordCard } from "./password-card";
import { SessionsCard } from "./sessions-card";

export async function generateMetadata() {
  return { title: (await getTranslations("account"))("title") };
}

/** One's own account: name and roles, password, where one is signed in. */
export default async function AccountPage() {
  const [t, credential] = await Promise.all([getTranslations("account"), sessionCredential()]);
  const page = await office("/account", async (tx, me) => {
    if (!me.userId) return null;
    const [account, mail, sessions, delegations, choices, today] = await Promise.all([
      findAccount(tx, me.userId),
      ownSubscriptions(tx, me.userId),
      listOwnSessions(tx, credential?.token ?? ""),
      delegationsOf(tx, me.userId),
      deputyChoices(tx, me.userId),
      rightsDay(tx),
    ]);
    return { ...account, userId: me.userId, mail, sessions, delegations, choices, today };
  });
  return (
    <OfficePage office={page}>
      <PageHead note={t("note")} title={t("title")} />
      <ClientMessages namespaces={["account", "people"]}>
        <div className="grid max-w-4xl gap-6">
          <DetailsCard me={page.me} roles={page.view.roles} />
          <PasswordCard changedAt={page.view.passwordChangedAt} />
          <DigestCard email={page.me.email} every={page.view.mail.every} />
          <CalendarCard address={calendarAddress(page.view.mail.calendarToken)} />
          <DelegationsCard {...page.view} />
          <SessionsCard sessions={page.view.sessions} />
        </div>
      </ClientMessages>
    </OfficePage>
  );
}
