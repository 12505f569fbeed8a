import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AddOrganisation } from "@/app/(office)/add-organisation";
import { AdminPage } from "@/app/(office)/admin/admin-page";
import { SentForm } from "@/app/sent-form";
import { ClientMessages } from "@/components/layout/client-messages";
import { Card } from "@/components/ui/card";
import { listKept } from "@/db/queries/organisations";
import { can } from "@/lib/domain/permission";
import { firstValue, readOfficePage, type SearchParams } from "@/server/page";
import { OrganisationCards } from "./organisation-cards";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("organisation"))("title") };
}

/** What an organisation says of itself: a manager keeps his city, the administrator all of them. */
export default async function OrganisationPage({ searchParams }: { searchParams: SearchParams }) {
  const [search, t] = await Promise.all([searchParams, getTranslations("organisation")]);
  const page = await readOfficePage("/admin/organisation", async (tx, me) => {
    if (!can(me, "organisation.edit")) return null;
    const kept = await listKept(tx);
    return kept.length > 0 ? kept : null;
  });
  const chosen = page.view.find(({ id }) => id === firstValue(search.id)) ?? page.view[0];
  return (
    <AdminPage note={t("note")} office={page} section="organisation" title={t("title")}>
      <ClientMessages namespaces={["organisation", "upload"]}>
        <div className="grid max-w-4xl gap-6">
          <SentForm search={search} />
          {can(page.me, "organisation.add") && (
            <Card id="add" note={t("addNote")} title={t("addTitle")}>
              <AddOrganisation redirectTo="/admin/organisation?id={organisationId}" />
            </Card>
          )}
          {chosen && <OrganisationCards all={page.view} organisation={chosen} />}
        </div>
      </ClientMessages>
    </AdminPage>
  );
}
