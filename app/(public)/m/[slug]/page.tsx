import { cookies } from "next/headers";
import { getLocale, getTranslations } from "next-intl/server";
import { PublicFrame } from "@/components/layout/public-frame";
import { Alert } from "@/components/ui/alert";
import { findMeeting } from "@/db/queries/meetings";
import { said } from "@/lib/domain/meeting-text";
import { pickFrom, preferenceCookies, themes } from "@/lib/domain/preference";
import * as format from "@/lib/format";
import { readPublicPage } from "@/server/public-page";
import { publicAddress } from "@/server/views/meetings";
import { Contact, Forward } from "./contact";
import { Paragraphs } from "./paragraphs";
import { Programme } from "./programme";
import { Registration } from "./registration";
import { Sites } from "./sites";

type Props = { params: Promise<{ slug: string }> };

export async function generateMetadata() {
  return { title: (await getTranslations("meetingPage"))("title") };
}

/** The invitation to a meeting, for everybody: forwarded by its address, read in both languages, printed on A4. */
export default async function InvitationPage({ params }: Props) {
  const [{ slug }, t, locale, jar] = await Promise.all([
    params,
    getTranslations("meetingPage"),
    getLocale(),
    cookies(),
  ]);
  const { me, view: meeting } = await readPublicPage((tx) => findMeeting(tx, slug));
  const address = publicAddress(meeting.slug);
  const title = said(locale, meeting.titleCs, meeting.titleEn);
  const office = said(locale, meeting.officeCs, meeting.officeEn);
  const role = said(locale, meeting.signatoryRoleCs, meeting.signatoryRoleEn);
  return (
    <PublicFrame demo={me.demo} letter theme={pickFrom(themes, jar.get(preferenceCookies.theme)?.value)}>
      <article className="mx-auto max-w-3xl print:max-w-none print:pt-4">
        {meeting.state === "draft" && (
          <Alert className="mb-6 print:hidden" title={t("draft")} tone="warn">
            {t("draftText")}
          </Alert>
        )}
        <header className="mb-6">
          {office.text && (
            <p className="text-soft" lang={office.lang}>
              {office.text}
            </p>
          )}
          <p className="text-sm text-soft">
            {t("reference", { number: meeting.referenceNumber })}
            {meeting.issuedOn && ` · ${format.longDay(meeting.issuedOn, locale)}`}
          </p>
          <h1 className="mt-3" lang={title.lang}>
            {title.text}
          </h1>
        </header>
        <div className="grid gap-7 print:gap-4">
          <Registration meeting={meeting} today={me.today} />
          <Sites meeting={meeting} today={me.today} />
          <section className="grid gap-3">
            <Paragraphs of={said(locale, meeting.invitationCs, meeting.invitationEn)} />
            <Paragraphs of={said(locale, meeting.legalCs, meeting.legalEn)} />
          </section>
          <section aria-labelledby="costs" className="grid gap-3">
            <h2 id="costs">{t("costs")}</h2>
            <Paragraphs of={said(locale, meeting.paidCs, meeting.paidEn)} />
            <Paragraphs of={said(locale, meeting.unpaidCs, meeting.unpaidEn)} />
            <Paragraphs of={said(locale, meeting.parkingCs, meeting.parkingEn)} />
          </section>
          <section aria-labelledby="register" className="grid gap-3">
            <h2 id="register">{t("register")}</h2>
            <Paragraphs of={said(locale, meeting.registrationCs, meeting.registrationEn)} />
          </section>
          <Programme meeting={meeting} />
          <section className="grid gap-3">
            <Paragraphs of={said(locale, meeting.teamCs, meeting.teamEn)} />
          </section>
          <Contact meeting={meeting} />
          <section className="grid gap-3">
            <Paragraphs of={said(locale, meeting.closingCs, meeting.closingEn)} />
            {meeting.signatoryName && (
              <p>
                {meeting.signatoryName}
                {role.text && (
                  <span className="block text-soft" lang={role.lang}>
                    {role.text}
                  </span>
                )}
              </p>
            )}
          </section>
          <Forward address={address} meeting={meeting} />
        </div>
      </article>
    </PublicFrame>
  );
}
