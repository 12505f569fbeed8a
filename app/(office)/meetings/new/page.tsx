import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { OfficePage } from "@/app/(office)/office-page";
import { SentForm } from "@/app/sent-form";
import { Card } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import { PageHead } from "@/components/ui/navigation";
import { said } from "@/lib/domain/meeting-text";
import { firstValue, readOfficePage, type SearchParams } from "@/server/page";
import { readNewMeeting } from "@/server/views/meetings";
import { CopyForm, CreateForm } from "./forms";

export async function generateMetadata() {
  return { title: (await getTranslations("meetings"))("new") };
}

/** A new meeting: made from an earlier one by new days, or from nothing. */
export default async function NewMeetingPage({ searchParams }: { searchParams: SearchParams }) {
  const [asked, t, locale] = await Promise.all([searchParams, getTranslations("meetings"), getLocale()]);
  const from = firstValue(asked.from);
  const page = await readOfficePage("/meetings/new", readNewMeeting);
  const { organisationId, meetings } = page.view;
  const source = from ? meetings.find(({ slug }) => slug === from) : undefined;
  if (from && !source) notFound();
  return (
    <OfficePage office={page}>
      <PageHead
        crumbs={[{ label: t("title"), href: "/meetings" }, { label: t("new") }]}
        note={source ? t("copyNote") : t("newNote")}
        title={source ? t("copyTitle", { title: said(locale, source.titleCs, source.titleEn).text }) : t("new")}
      />
      <SentForm search={asked} />
      <div className="grid max-w-4xl gap-6">
        {!source && meetings.length > 0 && (
          <Card id="copy" note={t("copyFromNote")} title={t("copyFrom")}>
            <ul>
              {meetings.map(({ slug, titleCs, titleEn, referenceNumber }) => (
                <li className="border-line border-t py-2.5 first:border-t-0" key={slug}>
                  <Link className="inline-flex items-center thumb:min-h-11" href={`/meetings/new?from=${slug}`}>
                    {said(locale, titleCs, titleEn).text}
                  </Link>
                  <span className="block text-sm text-soft">{referenceNumber}</span>
                </li>
              ))}
            </ul>
          </Card>
        )}
        {source ? (
          <CopyForm source={source} today={page.me.today} />
        ) : (
          <CreateForm organisationId={organisationId} today={page.me.today} />
        )}
      </div>
    </OfficePage>
  );
}
