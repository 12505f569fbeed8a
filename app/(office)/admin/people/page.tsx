import { getTranslations } from "next-intl/server";
import { AdminPage } from "@/app/(office)/admin/admin-page";
import { SentForm } from "@/app/sent-form";
import { ClientMessages } from "@/components/layout/client-messages";
import { LinkButton } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { SearchForm } from "@/components/ui/search-form";
import { hasRole } from "@/lib/domain/actor";
import { can } from "@/lib/domain/permission";
import { pickFrom } from "@/lib/domain/preference";
import { holdsWords } from "@/lib/domain/search";
import { type UserState, userStates } from "@/lib/domain/user";
import { firstValue, readOfficePage, type SearchParams } from "@/server/page";
import { readPeople } from "@/server/views/people";
import { InviteForm } from "./invite-form";
import { PeopleTable } from "./people-table";
import { PreviewForm } from "./preview-form";
import { StateLinks } from "./state-links";

export async function generateMetadata() {
  return { title: (await getTranslations("people"))("title") };
}

/** Správa → Lidé: who comes in, in which roles, who was invited; invite, and look as another role. */
export default async function PeoplePage({ searchParams }: { searchParams: SearchParams }) {
  const [asked, t] = await Promise.all([searchParams, getTranslations("people")]);
  const page = await readOfficePage(
    "/admin/people",
    async (tx, me) => (can(me, "user.keep") ? readPeople(tx) : null),
    (me) => (can(me, "user.keep") ? "users" : undefined),
    { everyWith: "people" },
  );
  const { people, places, today } = page.view;
  const admin = hasRole(page.me, "admin");
  const state: UserState | undefined = pickFrom(userStates, firstValue(asked.state));
  const place = places.find(({ id }) => id === firstValue(asked.place));
  const q = firstValue(asked.q)?.slice(0, 100) || undefined;
  const found = people.filter(
    (person) => (!place || person.organisationId === place.id) && holdsWords(`${person.name} ${person.email}`, q ?? ""),
  );
  const shown = found.filter((person) => !state || person.state === state);
  const address = { path: "/admin/people", params: { state, place: place?.id, q } };
  return (
    <AdminPage
      actions={
        <LinkButton href="/admin/people?invite=1#form" icon="plus">
          {t("invite")}
        </LinkButton>
      }
      note={t("note")}
      office={page}
      section="people"
      title={t("title")}
    >
      <ClientMessages namespaces={["people"]}>
        <div className="grid gap-6">
          <SentForm search={asked} />
          {firstValue(asked.invite) && <InviteForm admin={admin} places={places} today={today} />}
          <Card flush id="people" title={t("people")}>
            <div className="px-4 pb-4 sm:px-6">
              <SearchForm address={address} label={t("q")} submit={t("search")} />
            </div>
            <StateLinks address={address} people={found} />
            <PeopleTable address={address} people={shown} places={places} />
          </Card>
          <PreviewForm admin={admin} places={places} />
        </div>
      </ClientMessages>
    </AdminPage>
  );
}
