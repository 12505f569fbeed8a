import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AdminPage } from "@/app/(office)/admin/admin-page";
import { SentForm } from "@/app/sent-form";
import { ClientMessages } from "@/components/layout/client-messages";
import { can } from "@/lib/domain/permission";
import { pickFrom } from "@/lib/domain/preference";
import { personKinds, personQuery } from "@/lib/domain/privacy";
import { firstValue, readOfficePage, recordId, type SearchParams } from "@/server/page";
import { readHeld, readPrivacy } from "@/server/views/privacy";
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
  const kind = pickFrom(personKinds, firstValue(search.kind));
  const id = kind && recordId(firstValue(search.id) ?? "");
  const asked = personQuery.parse(firstValue(search.q));
  const word = personQuery.parse(firstValue(search.word));
  const subject = kind ? "person" : asked ? "people" : "privacy";
  const page = await readOfficePage(
    path,
    async (tx, me) => {
      if (!can(me, "person.export")) return null;
      if (!kind || !id) return { held: null, all: await readPrivacy(tx, asked) };
      const held = await readHeld(tx, kind, id, word, me.today);
      return held && { held, all: null };
    },
    (me) => (can(me, "person.export") ? subject : undefined),
    id ? { personId: id } : { everyWith: "privacy" },
  );
  const { me, view } = page;
  const known = view.held?.person.name;
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
          {view.held ? (
            <PersonCards {...view.held} me={me} search={search} word={word} />
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
