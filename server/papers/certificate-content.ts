import type { ToldCertificate } from "@/db/queries/certificates";
import type { Meeting } from "@/db/queries/meetings";
import { dayOf } from "@/lib/domain/clock";
import { said } from "@/lib/domain/meeting-text";
import type { Locale } from "@/lib/domain/preference";
import * as format from "@/lib/format";
import { paperWords } from "@/lib/words";
import { publicAddress } from "../views/meetings";
import type { Certificate, CertificatesPaper } from "./certificate";

type Printed = Pick<ToldCertificate, "number" | "issue" | "code" | "name" | "blocks" | "minutes" | "siteId"> & {
  issuedOn: string;
};

/** Where anybody who holds the paper checks it. */
export const checkAddress = (slug: string, code: string) => `${publicAddress(slug)}/certificate/${code}`;

/** Certificates of a meeting as they are printed, dated by the last of them. */
export function certificatesPaper(
  meeting: Meeting,
  certificates: readonly Printed[],
  locale: Locale,
): CertificatesPaper {
  const t = paperWords(locale);
  const last = certificates.reduce((latest, { issuedOn }) => (issuedOn > latest ? issuedOn : latest), "2000-01-01");
  return {
    frame: {
      title: t("certificate.heading"),
      author: said(locale, meeting.officeCs, meeting.officeEn).text || meeting.referenceNumber,
      locale,
      madeAt: `${last}T12:00:00Z`,
    },
    certificates: certificates.map((one) => certificateOf(meeting, one, locale)),
  };
}

function certificateOf(meeting: Meeting, one: Printed, locale: Locale): Certificate {
  const t = paperWords(locale);
  const site = meeting.sites.find(({ id }) => id === one.siteId);
  const role = said(locale, meeting.signatoryRoleCs, meeting.signatoryRoleEn).text;
  return {
    office: said(locale, meeting.officeCs, meeting.officeEn).text,
    heading: t("certificate.heading"),
    number: `${meeting.referenceNumber} · ${t("certificate.number", { number: one.number, issue: one.issue })}`,
    says: t("certificate.says"),
    name: one.name ?? "",
    attended: t("certificate.attended"),
    meeting: said(locale, meeting.titleCs, meeting.titleEn).text,
    place: site
      ? t("certificate.place", { site: site.name, days: format.dayRange(site.startsOn, site.endsOn, locale) })
      : "",
    blocks: one.blocks.map(({ titleCs, titleEn, day, minutes }) => ({
      title: said(locale, titleCs, titleEn).text,
      when: day ? format.day(day, locale) : "",
      length: format.hours(minutes, locale),
    })),
    blocksHeading: t("certificate.blocks"),
    columns: { title: t("certificate.block"), when: t("certificate.day"), length: t("certificate.length") },
    total: t("certificate.total", { count: one.blocks.length, hours: format.hours(one.minutes, locale) }),
    issued: t("certificate.issuedOn", { day: format.longDay(one.issuedOn, locale) }),
    signed: [meeting.signatoryName, role].filter(Boolean).join(", "),
    check: { address: checkAddress(meeting.slug, one.code), text: t("certificate.check"), alt: t("certificate.alt") },
  };
}

/** The day in Prague on which something was issued. */
export const issuedOn = (issuedAt: string) => dayOf(new Date(issuedAt));
