import type { warningMessages } from "@/lib/intake/labels";

export type WarningCode = keyof typeof warningMessages;
export type IntakeWarning = { code: WarningCode; message: string };

/** A place in the text that was read: [from, to) in UTF-16 units of the original. */
export type Place = { from: number; to: number };

/** Values by source of money; amounts are decimal strings in Kč ("13676292.00"), rates are per 100 000. */
export type BySource<T> = { eu: T | null; state: T | null; own: T | null };

/**
 * What a published project page says. Days are ISO, `total` and `sources` as printed (never corrected, never computed),
 * `rates` per 100 000 where they follow from the amounts to the haléř; what the page does not say is null.
 */
export type IntakeResult = {
  registrationNumber: string | null;
  name: string | null;
  beneficiary: string | null;
  start: string | null;
  end: string | null;
  months: number | null;
  total: string | null;
  sources: BySource<string>;
  rates: BySource<number>;
  assistants: number | null;
  mentor: true | null;
  keyActivities: { code: string | null; name: string }[];
  goals: { number: number; text: string }[];
  trainingAreas: string[];
  contacts: number;
  warnings: IntakeWarning[];
};

/** Where each field was found, by its path: "start", "sources.eu", "goals.0", "contacts". Computed fields have no place. */
export type Places = Record<string, Place>;

export type Found<T> = { value: T; at: Span };
/** A range of the working text, see `Source`. */
export type Span = { from: number; to: number };

/** A place with the words around it; blanks are single spaces and personal data is left out. */
export type Excerpt = { before: string; match: string; after: string };
export type Reading = { result: IntakeResult; places: Places; excerpts: Record<string, Excerpt> };
