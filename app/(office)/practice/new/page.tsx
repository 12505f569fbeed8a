import { getLocale, getTranslations } from "next-intl/server";
import { OfficePage } from "@/app/(office)/office-page";
import { PracticeForm } from "@/app/practice-form";
import { SentForm } from "@/app/sent-form";
import { ClientMessages } from "@/components/layout/client-messages";
import { EmptyState } from "@/components/ui/alert";
import { Card } from "@/components/ui/card";
import { PageHead } from "@/components/ui/navigation";
import { said } from "@/lib/domain/meeting-text";
import { readOfficePage, type SearchParams } from "@/server/page";
import { readNewPractice } from "@/server/views/practices";

export async function generateMetadata() {
  return { title: (await getTranslations("practice"))("add") };
}

/** A new text for the exchange, by anybody who is signed in. */
export default async function NewPracticePage({ searchParams }: { searchParams: SearchParams }) {
  const [asked, t, locale] = await Promise.all([searchParams, getTranslations("practice"), getLocale()]);
  const page = await readOfficePage("/practice/new", readNewPractice);
  const { meetings, code, places } = page.view;
  return (
    <OfficePage office={page}>
      <PageHead
        crumbs={[{ label: t("title"), href: "/practice" }, { label: t("add") }]}
        note={t("addNote")}
        title={t("add")}
      />
      <div className="grid max-w-2xl grid-cols-1 gap-6">
        <SentForm search={asked} />
        <Card id="practice">
          {meetings.length === 0 ? (
            <EmptyState icon="calendar" title={t("noMeeting")} />
          ) : (
            <ClientMessages namespaces={["practice", "registration"]}>
              <PracticeForm
                doneLabel={t("sentDone")}
                meetings={meetings.map(({ id, referenceNumber, titleCs, titleEn }) => ({
                  id,
                  title: `${said(locale, titleCs, titleEn).text} (${referenceNumber})`,
                }))}
                name="practice.send"
                places={places}
                redirectTo="/practice/{practiceId}"
                submitLabel={t("send")}
                typed={{ municipality: [code] }}
              />
            </ClientMessages>
          )}
        </Card>
      </div>
    </OfficePage>
  );
}
