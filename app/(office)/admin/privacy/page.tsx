import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AdminPage } from "@/app/(office)/admin/admin-page";
import { SentForm } from "@/app/sent-form";
import { ClientMessages } from "@/components/layout/client-messages";
import { findPeople, findPerson, listErasures, listMentions, retentionClock } from "@/db/queries/privacy";
import { listSettings } from "@/db/queries/settings";
import { can } from "@/lib/domain/permission";
import { listed } from "@/lib/domain/preference";
import { personKinds, personQuery } from "@/lib/domain/privacy";
import { office, one, recordId, type SearchParams } from "@/server/page";
import { ClockCards } from "./clock-cards";
import { FindCard } from "./find-card";
import { PersonCards } from "./person-cards";
import { ProtocolCard } from "./protocol-card";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("privacy"))("title") };
}

const path = "/admin/privacy";

/** A person's data: what is held, exported, erased; and what is removed when. */
export default async function PrivacyPage({ searchParams }: { searchParams: SearchParams }) {
  const [search, t] = await Promise.all([searchParams, getTranslations("privacy")]);
  const kind = listed(personKinds, one(search.kind));
  const id = kind && recordId(one(search.id) ?? "");
  const asked = personQuery.parse(one(search.q));
  const word = personQuery.parse(one(search.word));
  const subject = kind ? "person" : asked ? "people" : "privacy";
  const page = await office(
    path,
    async (tx, me) => {
      if (!can(me, "person.export")) return null;
      if (kind && id) {
        const [person, settings] = await Promise.all([findPerson(tx, kind, id), listSettings(tx)]);
        if (!person) return null;
        const mentions = await listMentions(tx, person.organisationId, word ?? person.name);
        const years = settings.find((row) => row.key === "retention.years" && row.validFrom <= me.today)?.value;
        return { one: { person, mentions, years: typeof years === "number" ? years : 10 }, all: null };
      }
      const [people, clock, erasures] = await Promise.all([
        asked ? findPeople(tx, asked) : null,
        retentionClock(tx),
        listErasures(tx),
      ]);
      return { one: null, all: { people, clock, erasures } };
    },
    (me) => (can(me, "person.export") ? subject : undefined),
    id ? { personId: id } : { everyWith: "privacy" },
  );
  const { me, view } = page;
  const known = view.one?.person.name;
  return (
    <AdminPage
      crumbs={known ? [{ label: t("title"), href: path }, { label: known }] : undefined}
      note={t("note")}
      office={page}
      section="privacy"
      title={known ?? t("title")}
    >
      <ClientMessages namespaces={["privacy"]}>
        <div className="grid max-w-5xl gap-6">
          <SentForm search={search} />
          {view.one ? (
            <PersonCards {...view.one} me={me} search={search} word={word} />
          ) : (
            view.all && (
              <>
                <FindCard
                  asked={asked}
                  path={path}
                  people={view.all.people}
                  tooShort={search.q !== undefined && asked === undefined}
                />
                <ClockCards clock={view.all.clock} today={me.today} />
                <ProtocolCard erasures={view.all.erasures} />
              </>
            )
          )}
        </div>
      </ClientMessages>
    </AdminPage>
  );
}
