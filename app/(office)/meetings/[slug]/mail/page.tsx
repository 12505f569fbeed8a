import { getLocale, getTranslations } from "next-intl/server";
import { OfficePage } from "@/app/(office)/office-page";
import { SentForm } from "@/app/sent-form";
import { ClientMessages } from "@/components/layout/client-messages";
import { Card } from "@/components/ui/card";
import { PageHead } from "@/components/ui/navigation";
import { SearchForm } from "@/components/ui/search-form";
import { isOver } from "@/lib/domain/meeting";
import { meetingMails } from "@/lib/domain/meeting-mail";
import { locales, pickFrom } from "@/lib/domain/preference";
import { firstValue, readOfficePage, type SearchParams } from "@/server/page";
import { readMeetingMails } from "@/server/views/meeting-mails";
import { namesRegistrants } from "@/server/views/registrations";
import { Batches } from "./batches";
import { MailList } from "./mail-list";
import { Preview } from "./preview";
import { SendCard } from "./send-card";

type Props = { params: Promise<{ slug: string }>; searchParams: SearchParams };

export async function generateMetadata() {
  return { title: (await getTranslations("meetingMail"))("title") };
}

/** The mails of a meeting: how far they are, what came back, how each kind reads; stop, go on, send again. */
export default async function MeetingMailPage({ params, searchParams }: Props) {
  const [{ slug }, asked, t, own] = await Promise.all([
    params,
    searchParams,
    getTranslations("meetingMail"),
    getLocale(),
  ]);
  const path = `/meetings/${slug}/mail`;
  const mail = pickFrom(meetingMails, firstValue(asked.mail)) ?? "placed";
  const locale = pickFrom(locales, firstValue(asked.locale)) ?? own;
  const q = firstValue(asked.q)?.trim().slice(0, 100) || undefined;
  const page = await readOfficePage(
    path,
    (tx, me) => readMeetingMails(tx, me, slug, { mail, locale, q }),
    namesRegistrants,
  );
  const { meeting, bounces, mails } = page.view;
  const over = isOver(meeting, page.me.today);
  const none = t(q ? "noneFound" : !over ? "noneYet" : page.me.demo ? "noneInDemo" : "noneKept");
  const address = { path, params: { mail: firstValue(asked.mail), locale: firstValue(asked.locale), q } };
  return (
    <OfficePage office={page}>
      <PageHead
        crumbs={[
          { label: t("meetings"), href: "/meetings" },
          { label: meeting.referenceNumber, href: `/meetings/${slug}` },
          { label: t("title") },
        ]}
        note={t("note")}
        title={t("title")}
      />
      <ClientMessages namespaces={["meetingMail"]}>
        <div className="grid max-w-5xl grid-cols-1 gap-6">
          <SentForm search={asked} />
          <Batches {...page.view} none={none} />
          {meeting.state === "published" && <SendCard {...page.view} today={page.me.today} />}
          <Card flush id="bounces" note={t("bouncesNote")} title={t("bounces")}>
            <MailList address={address} bounced mails={bounces} slug={slug} />
          </Card>
          <Preview address={address} locale={locale} mail={mail} {...page.view} />
          <Card flush id="mails" note={t("mailsNote")} title={t("mails")}>
            <div className="px-4 pb-4 sm:px-6">
              <SearchForm address={address} label={t("search")} submit={t("find")} />
            </div>
            <MailList address={address} mails={mails} none={none} slug={slug} />
          </Card>
        </div>
      </ClientMessages>
    </OfficePage>
  );
}
