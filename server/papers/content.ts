import { badgeText } from "@/lib/domain/badge";
import { said } from "@/lib/domain/meeting-text";
import type { Changes, ListKind } from "@/lib/domain/paper";
import type { Locale } from "@/lib/domain/preference";
import type { Sheet, SheetCell } from "@/lib/export/sheet";
import * as format from "@/lib/format";
import { attendeeWords, paperWords } from "@/lib/words";
import type { ListView } from "../views/papers";
import type { BadgesPaper } from "./badges";
import type { ListPaper } from "./list";
import type { PaperFrame } from "./paper";
import { mealParts, mealTable, type Part, parkingParts, roomParts, roomTable, signInParts } from "./parts";

/** "+2, −1, změna 4"; what is none is left out. */
export function changesText({ added, removed, changed }: Changes, locale: Locale): string {
  const t = paperWords(locale);
  const parts = [
    added.length > 0 && `+${added.length}`,
    removed.length > 0 && `${format.minus}${removed.length}`,
    changed.length > 0 && `${t("doc.other")} ${changed.length}`,
  ].filter(Boolean);
  return parts.length > 0 ? parts.join(", ") : "±0";
}

/** Which issue this is, or that it is none, and what differs from the one before. */
export function issueText(
  { now, standing: { last, holds, against, changes } }: Pick<ListView, "now" | "standing">,
  locale: Locale,
): string {
  const t = paperWords(locale);
  const is =
    holds && last
      ? t("doc.issue", { number: last.number, when: format.instant(last.issuedAt, locale) })
      : t("doc.draft", { when: format.instant(now, locale) });
  return against !== null && changes
    ? `${is} · ${t("doc.since", { number: against, changes: changesText(changes, locale) })}`
    : is;
}

const partsOf: Record<Exclude<ListKind, "badges">, (view: ListView, locale: Locale) => Part[]> = {
  rooms: roomParts,
  meals: mealParts,
  parking: parkingParts,
  "sign-in": signInParts,
};

/** What a program goes on with: all people, and all counts, in one table. */
const sheetsOf: typeof partsOf = { ...partsOf, rooms: roomTable, meals: mealTable };

function frameOf({ meeting, site, kind, standing, now }: ListView, locale: Locale): PaperFrame {
  const t = paperWords(locale);
  return {
    title: `${t(`lists.${kind}`)}: ${site.name}`,
    author: meeting.referenceNumber,
    locale,
    madeAt: standing.holds && standing.last ? standing.last.issuedAt : now,
    landscape: kind === "sign-in",
  };
}

const placeOf = ({ site }: ListView, locale: Locale) =>
  `${site.name}, ${format.dayRange(site.startsOn, site.endsOn, locale)}`;

/** A list of a site as it is printed. */
export function listPaper(view: ListView & { kind: Exclude<ListKind, "badges"> }, locale: Locale): ListPaper {
  const t = paperWords(locale);
  const { meeting, standing, gone } = view;
  const heading = t(`lists.${view.kind}`);
  const sections = partsOf[view.kind](view, locale).map(({ heading, notes, columns, rows, byHand, apart }) => ({
    heading,
    notes,
    apart,
    table:
      columns.length > 0
        ? {
            columns: columns.map(({ header, share, kind }) => ({
              header,
              width: share,
              align: kind === "number" ? ("right" as const) : ("left" as const),
            })),
            rows: rows.map((row) => row.map((cell, at) => printed(cell, columns[at]?.kind, locale))),
            byHand,
          }
        : undefined,
  }));
  const goneNote =
    gone.length > 0 && standing.against !== null && view.kind !== "meals"
      ? [{ notes: [t("doc.gone", { number: standing.against, names: gone.join(", ") })] }]
      : [];
  return {
    frame: frameOf(view, locale),
    heading,
    under: [said(locale, meeting.titleCs, meeting.titleEn).text, placeOf(view, locale), issueText(view, locale)],
    sections: [...(view.guests.length === 0 ? [{ notes: [t("doc.nobody")] }] : []), ...goneNote, ...sections],
    foot: `${meeting.referenceNumber} · ${heading} · ${placeOf(view, locale)}`,
    pages: t("doc.page", { page: "{page}", pages: "{pages}" }),
  };
}

function printed(cell: SheetCell, kind: string | undefined, locale: Locale): string {
  if (cell === null) return "";
  if (typeof cell === "number") return format.number(cell, locale);
  return kind === "day" ? `${format.weekday(cell, locale, "short")} ${format.day(cell, locale)}` : cell;
}

/** The same as sheets of a workbook; the first one says which issue it is. */
export function listSheets(
  view: ListView & { kind: Exclude<ListKind, "badges"> },
  locale: Locale,
): [Sheet, ...Sheet[]] {
  const t = paperWords(locale);
  const facts: Sheet["facts"] = [
    [t("check.meeting"), view.meeting.referenceNumber],
    [t("check.site"), placeOf(view, locale)],
    [t("columns.state"), issueText(view, locale)],
    [t("columns.people"), String(view.guests.length)],
  ];
  const title = t(`lists.${view.kind}`);
  const sheets = sheetsOf[view.kind](view, locale)
    .filter(({ columns }) => columns.length > 0)
    .map(({ heading, columns, rows }, at) => ({ title: `${at + 1} ${heading ?? title}`, columns, rows, facts }));
  const nobody: Sheet = {
    title,
    columns: [t("doc.name"), t("doc.municipality")].map((header) => ({ header, kind: "text" })),
    rows: [],
    facts,
  };
  const [first = nobody, ...others] = sheets;
  return [{ ...first, facts }, ...others];
}

/** Badges of a site; of those that are new or otherwise since the last issue alone, when asked. */
export function badgesPaper(view: ListView, locale: Locale, onlyChanged: boolean): BadgesPaper {
  const word = attendeeWords(locale);
  const { meeting, site, guests, standing, secretOf } = view;
  const { added = [], changed = [] } = standing.changes ?? {};
  const wanted = onlyChanged ? guests.filter(({ id }) => added.includes(id) || changed.includes(id)) : guests;
  return {
    frame: frameOf(view, locale),
    meeting: said(locale, meeting.titleCs, meeting.titleEn).text,
    place: placeOf(view, locale),
    codeAlt: paperWords(locale)("doc.codeAlt"),
    badges: wanted.map(({ id, name, role, municipality }) => ({
      name,
      role: word(`roles.${role}`),
      municipality,
      code: badgeText({ meeting: meeting.slug, site: site.code, secret: secretOf(id) }),
    })),
  };
}
