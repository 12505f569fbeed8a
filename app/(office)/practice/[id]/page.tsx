import { getLocale, getTranslations } from "next-intl/server";
import { OfficePage } from "@/app/(office)/office-page";
import { PracticeForm } from "@/app/practice-form";
import { SentForm } from "@/app/sent-form";
import { ClientMessages } from "@/components/layout/client-messages";
import { Card } from "@/components/ui/card";
import { PageHead } from "@/components/ui/navigation";
import * as format from "@/lib/format";
import { readOfficePage, recordId, type SearchParams } from "@/server/page";
import { readPractice } from "@/server/views/practices";
import { PracticeBody, PracticeFacts } from "../practice-text";
import { DecideForms } from "./decide-forms";

type Props = { params: Promise<{ id: string }>; searchParams: SearchParams };

export async function generateMetadata() {
  return { title: (await getTranslations("practice"))("one") };
}

/** One text of the exchange: to read, for its organiser to decide on, for its author to change until it is published. */
export default async function OnePracticePage({ params, searchParams }: Props) {
  const [{ id }, asked, t, locale] = await Promise.all([
    params,
    searchParams,
    getTranslations("practice"),
    getLocale(),
  ]);
  const practiceId = recordId(id);
  const page = await readOfficePage(`/practice/${practiceId}`, (tx, me) => readPractice(tx, me, practiceId));
  const { practice, decisions, decides, changes, places } = page.view;
  const seen = { practiceId, version: practice.version };
  return (
    <OfficePage office={page}>
      <PageHead
        crumbs={[{ label: t("title"), href: "/practice" }, { label: practice.title }]}
        note={t("ofMeeting", { number: practice.meeting })}
        title={practice.title}
      />
      <div className="grid max-w-3xl grid-cols-1 gap-6">
        <SentForm search={asked} />
        <Card id="text">
          <div className="grid gap-3">
            <PracticeFacts practice={practice} state={practice.own || decides} />
            <PracticeBody practice={practice} />
          </div>
        </Card>
        {decides && practice.state !== "returned" && (
          <Card
            className="no-print"
            id="decide"
            note={t(practice.state === "sent" ? "decideNote" : "takeBackNote")}
            title={t(practice.state === "sent" ? "decide" : "takeBack")}
          >
            <ClientMessages namespaces={["practice"]}>
              <DecideForms publishes={practice.state === "sent"} seen={seen} />
            </ClientMessages>
          </Card>
        )}
        {decisions.length > 0 && (
          <Card className="no-print" id="decisions" title={t("decisions")}>
            <ul className="divide-y divide-line">
              {decisions.map(({ decision, reason, note, at }) => (
                <li className="py-2 first:pt-0 last:pb-0" key={at}>
                  <p>
                    <strong>{t(`decided.${decision}`)}</strong>{" "}
                    <span className="text-soft">{format.instant(at, locale)}</span>
                  </p>
                  {reason && (
                    <p className="break-words">
                      {t(`reasons.${reason}`)}: {note}
                    </p>
                  )}
                </li>
              ))}
            </ul>
          </Card>
        )}
        {changes && (
          <Card className="no-print" id="change" note={t("changeNote")} title={t("change")}>
            <ClientMessages namespaces={["practice", "registration"]}>
              <PracticeForm
                doneLabel={t("sentDone")}
                fixed={seen}
                name="practice.change"
                places={places}
                submitLabel={t("send")}
                typed={{
                  kind: [practice.kind],
                  topic: [practice.topic],
                  municipality: [practice.municipalityCode],
                  title: [practice.title],
                  happened: [practice.happened],
                  lesson: [practice.lesson],
                }}
              />
            </ClientMessages>
          </Card>
        )}
      </div>
    </OfficePage>
  );
}
