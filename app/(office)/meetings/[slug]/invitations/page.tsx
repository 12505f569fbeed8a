import { getLocale, getTranslations } from "next-intl/server";
import { OfficePage } from "@/app/(office)/office-page";
import { SentForm } from "@/app/sent-form";
import { ClientMessages } from "@/components/layout/client-messages";
import { Card } from "@/components/ui/card";
import { PageHead } from "@/components/ui/navigation";
import { deadlineDay } from "@/lib/domain/meeting";
import * as format from "@/lib/format";
import { readOfficePage, type SearchParams } from "@/server/page";
import { namesRegistrants } from "@/server/views/registrations";
import { readInvitations } from "@/server/views/round-invitations";
import { AddressTable } from "./address-table";
import { GatherForm, PasteForm, RoundForms } from "./forms";

export async function generateMetadata() {
  return { title: (await getTranslations("meetings"))("invitations.title") };
}

type Props = { params: Promise<{ slug: string }>; searchParams: SearchParams };

/** Whom further rounds are offered to, by the organiser: the list, who answered, one invitation and one reminder each. */
export default async function InvitationsPage({ params, searchParams }: Props) {
  const [{ slug }, search, t, locale] = await Promise.all([
    params,
    searchParams,
    getTranslations("meetings"),
    getLocale(),
  ]);
  const page = await readOfficePage(
    `/meetings/${slug}/invitations`,
    (tx, me) => readInvitations(tx, me, slug),
    namesRegistrants,
  );
  const { meeting, addresses, rounds } = page.view;
  const count = (fits: (line: (typeof addresses)[number]) => boolean) => addresses.filter(fits).length;
  return (
    <OfficePage office={page}>
      <PageHead
        crumbs={[{ label: meeting.referenceNumber, href: `/meetings/${slug}` }, { label: t("invitations.title") }]}
        title={t("invitations.title")}
      />
      <ClientMessages namespaces={["meetings"]}>
        <div className="grid grid-cols-1 gap-6">
          <SentForm search={search} />
          <Card id="rounds" note={t("invitations.rules")} title={t("invitations.rounds")}>
            {rounds.length === 0 && <p>{t("invitations.noRound")}</p>}
            {rounds.map((round) => (
              <div className="grid gap-3" key={round.id}>
                <p className="font-medium">
                  {t("invitations.round", {
                    number: round.number,
                    site: round.site,
                    day: format.day(deadlineDay(round.closesAt), locale),
                  })}
                </p>
                <RoundForms roundId={round.id} />
              </div>
            ))}
          </Card>
          <Card
            id="addresses"
            note={t("invitations.note")}
            title={t("invitations.counts", {
              all: addresses.length,
              invited: count(({ invitedAt }) => invitedAt !== null),
              answered: count(({ answered }) => answered),
              objected: count(({ objected }) => objected),
            })}
          >
            <AddressTable addresses={addresses} slug={slug} />
          </Card>
          <Card id="add" title={t("invitations.paste")}>
            <div className="grid gap-6">
              <GatherForm meetingId={meeting.id} />
              <PasteForm meetingId={meeting.id} />
            </div>
          </Card>
        </div>
      </ClientMessages>
    </OfficePage>
  );
}
