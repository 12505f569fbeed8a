import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { PublicFrame } from "@/components/layout/public-frame";
import { Alert } from "@/components/ui/alert";
import { Card } from "@/components/ui/card";
import { withActor } from "@/db/gate";
import { findCertificate } from "@/db/queries/certificates";
import { findMeeting } from "@/db/queries/meetings";
import { certificateCode } from "@/lib/domain/certificate";
import { said } from "@/lib/domain/meeting-text";
import * as format from "@/lib/format";
import { requestLocale } from "@/server/i18n";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("papers.check"))("title"), robots: { index: false } };
}

type Props = { params: Promise<{ slug: string; code: string }> };

/** What a certificate says, for everybody who holds it: so that a paper that was changed is seen, and one that was replaced. */
export default async function CertificatePage({ params }: Props) {
  const [{ slug, code }, t, locale] = await Promise.all([params, getTranslations("papers.check"), requestLocale()]);
  if (!certificateCode.safeParse(code).success) notFound();
  const { me, view } = await withActor({ kind: "public" }, "read", async (tx, me) => {
    const [meeting, told] = await Promise.all([findMeeting(tx, slug), findCertificate(tx, slug, code)]);
    return { me, view: meeting && told && { meeting, told } };
  });
  if (!view) notFound();
  const { meeting, told } = view;
  const site = meeting.sites.find(({ id }) => id === told.siteId);
  const title = said(locale, meeting.titleCs, meeting.titleEn);
  const rows: [string, string][] = [
    [t("name"), told.name ?? t("erased")],
    [t("meeting"), title.text],
    ...(site
      ? [[t("site"), `${site.name}, ${format.dayRange(site.startsOn, site.endsOn, locale)}`] satisfies [string, string]]
      : []),
    [t("number"), `${meeting.referenceNumber} · ${told.number}/${told.issue}`],
    [t("issuedOn"), format.day(told.issuedOn, locale)],
    [t("hours"), format.hours(told.minutes, locale)],
  ];
  return (
    <PublicFrame demo={me.demo} letter>
      <div className="mx-auto grid max-w-2xl gap-6">
        <h1>{t("title")}</h1>
        {told.state === "valid" && (
          <Alert title={t("valid")} tone="good">
            {t("validText")}
          </Alert>
        )}
        {told.state === "replaced" && (
          <Alert title={t("replaced")} tone="warn">
            {t("replacedText", { issue: told.issue, latest: told.latest })}
          </Alert>
        )}
        {told.state === "ended" && (
          <Alert title={t("ended")} tone="bad">
            {t("endedText")}
          </Alert>
        )}
        <Card id="certificate">
          <dl className="grid gap-x-4 gap-y-2 sm:grid-cols-[10rem_1fr]">
            {rows.map(([name, value]) => (
              <div className="sm:contents" key={name}>
                <dt className="text-soft">{name}</dt>
                <dd className="min-w-0 break-words">{value}</dd>
              </div>
            ))}
          </dl>
        </Card>
        <Card id="blocks" title={t("listOf")}>
          <ul className="grid gap-2">
            {told.blocks.map(({ number, titleCs, titleEn, day, minutes }) => (
              <li
                className="flex justify-between gap-4 border-line border-b pb-2 last:border-0 last:pb-0"
                key={`${number}${titleCs}`}
              >
                <span className="min-w-0">
                  {said(locale, titleCs, titleEn).text}
                  {day && <span className="block text-sm text-soft">{format.day(day, locale)}</span>}
                </span>
                <span className="shrink-0 tabular-nums">{format.hours(minutes, locale)}</span>
              </li>
            ))}
          </ul>
        </Card>
      </div>
    </PublicFrame>
  );
}
