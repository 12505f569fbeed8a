import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { LetterPage } from "@/app/(public)/m/[slug]/letter-page";
import { PracticeForm } from "@/app/practice-form";
import { SentForm } from "@/app/sent-form";
import { Alert } from "@/components/ui/alert";
import { StatePill } from "@/components/ui/badge";
import { LinkButton } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { withActor } from "@/db/gate";
import { findMeeting } from "@/db/queries/meetings";
import { listLinkedPractices } from "@/db/queries/practices";
import { findLinked } from "@/db/queries/registrations";
import { firstValue, type SearchParams } from "@/server/page";
import { placesOf, refusedForm } from "../../../refused";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("practice"))("title"), robots: { index: false } };
}

type Props = { params: Promise<{ slug: string; link: string }>; searchParams: SearchParams };
const tones = { sent: "active", published: "good", returned: "warn" } as const;

/** The exchange of practice for who came by his private link: to tell something, and to see what became of it. */
export default async function LinkedPracticePage({ params, searchParams }: Props) {
  const [{ slug, link }, asked, t, sent, again] = await Promise.all([
    params,
    searchParams,
    getTranslations("practice"),
    refusedForm("practice.send-by-link"),
    refusedForm("practice.change-by-link"),
  ]);
  const refused = again ?? sent;
  const { me, view } = await withActor({ kind: "public" }, "read", async (tx, me) => {
    const [meeting, own, practices] = await Promise.all([
      findMeeting(tx, slug),
      findLinked(tx, slug, link),
      listLinkedPractices(tx, slug, link),
    ]);
    const asks = refused?.typed.practiceId?.[0] ?? firstValue(asked.edit);
    const edited = practices.find(({ id, state }) => id === asks && state !== "published");
    const typed = refused?.typed.municipality?.[0] ?? edited?.municipalityCode ?? own?.municipality.code;
    return { me, view: meeting && own && { meeting, own, practices, edited, places: await placesOf(tx, typed) } };
  });
  if (!view) notFound();
  const { meeting, own, practices, edited, places } = view;
  const here = `/m/${slug}/r/${link}`;
  const page = `${here}/practice`;
  const typed = refused?.typed ?? {
    kind: edited && [edited.kind],
    topic: edited && [edited.topic],
    municipality: [edited?.municipalityCode ?? own.municipality.code],
    title: edited && [edited.title],
    happened: edited && [edited.happened],
    lesson: edited && [edited.lesson],
  };
  return (
    <LetterPage
      demo={me.demo}
      heading={t("title")}
      meeting={meeting}
      namespaces={["practice", "registration"]}
      under={<p className="mt-2">{t("linkLead")}</p>}
    >
      <SentForm search={asked} />
      {practices.length > 0 && (
        <Card id="own" title={t("own")}>
          <ul className="divide-y divide-line">
            {practices.map((practice) => (
              <li className="grid gap-1 py-3 first:pt-0 last:pb-0" key={practice.id}>
                <p className="break-words font-medium">{practice.title}</p>
                <p>
                  <StatePill tone={tones[practice.state]}>{t(`states.${practice.state}`)}</StatePill>
                </p>
                {practice.state === "returned" && practice.reason && (
                  <p className="break-words">
                    {t(`reasons.${practice.reason}`)}: {practice.note}
                  </p>
                )}
                {practice.state !== "published" && practice.id !== edited?.id && (
                  <p>
                    <LinkButton href={`${page}?edit=${practice.id}#practice`} icon="pen" size="sm" variant="secondary">
                      {t("change")}
                      <span className="sr-only"> {practice.title}</span>
                    </LinkButton>
                  </p>
                )}
              </li>
            ))}
          </ul>
        </Card>
      )}
      {own.confirmed && !own.withdrawn ? (
        <Card id="practice" note={t("addNote")} title={t(edited ? "change" : "add")}>
          <PracticeForm
            doneLabel={t("sentDone")}
            fixed={{ slug, link, ...(edited && { practiceId: edited.id, version: edited.version }) }}
            key={`${edited?.id}${edited?.version}`}
            name={edited ? "practice.change-by-link" : "practice.send-by-link"}
            page={page}
            places={places}
            redirectTo={page}
            refused={refused?.refused}
            resets
            submitLabel={t("send")}
            typed={typed}
          />
        </Card>
      ) : (
        <Alert title={t("linkUnconfirmed")} tone="warn" />
      )}
      <p>
        <LinkButton href={here} variant="quiet">
          {t("backToOwn")}
        </LinkButton>
      </p>
    </LetterPage>
  );
}
