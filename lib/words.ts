import { createTranslator } from "next-intl";
import cs from "@/messages/cs";
import en from "@/messages/en";
import type { Reason } from "./domain/allocation/reason";
import type { Doubt } from "./domain/allocation/solve";
import { zone } from "./domain/clock";
import type { Wording } from "./domain/error";
import type { Locale } from "./domain/preference";
import { type AttendeeRole, attendeeRoles } from "./domain/registration";
import type { SeatReason } from "./domain/seat";
import { day } from "./format";

declare module "next-intl" {
  interface AppConfig {
    Locale: Locale;
    Messages: typeof cs;
  }
}

export const messagesByLocale = { cs, en } satisfies Record<Locale, typeof cs>;

/** The words of registering for a meeting, for mails. */
export const attendeeWords = (locale: Locale) =>
  createTranslator({ locale, messages: messagesByLocale[locale], namespace: "registration", timeZone: zone });

/** The words of what is printed for a meeting. */
export const paperWords = (locale: Locale) =>
  createTranslator({ locale, messages: messagesByLocale[locale], namespace: "papers", timeZone: zone });

/** To whom what happened in a shift was handed. */
export function receiverWords(locale: Locale) {
  const t = createTranslator({
    locale,
    messages: messagesByLocale[locale],
    namespace: "activity.receivers",
    timeZone: zone,
  });
  return (receiver: keyof typeof cs.activity.receivers) => t(receiver);
}

type ErrorKey = keyof (typeof messagesByLocale)["cs"]["errors"];
const isErrorKey = (key: string): key is ErrorKey => key in messagesByLocale.cs.errors;

const isDay = (value: string | number): value is string => typeof value === "string" && /^\d{4}-\d\d-\d\d$/.test(value);

/**
 * The sentence of an error key, days among its values as people write them; an unknown key says that the input is not
 * valid, and a test fails on it.
 */
export function errorSentence(locale: Locale, { key, values }: Wording): string {
  const t = createTranslator({ locale, messages: messagesByLocale[locale], namespace: "errors", timeZone: zone });
  const shown = Object.entries(values ?? {}).map(([name, value]) => [name, isDay(value) ? day(value, locale) : value]);
  return t(isErrorKey(key) ? key : "invalidInput", Object.fromEntries(shown));
}

const allocationWords = (locale: Locale) =>
  createTranslator({ locale, messages: messagesByLocale[locale], namespace: "allocation", timeZone: zone });

/** Why somebody stands where he does, or waits; a role that people register as is told in words. */
export function reasonSentence(locale: Locale, { key, values }: Reason): string {
  return allocationWords(locale)(`reasons.${key}`, withRoles(locale, values));
}

/** The same values with roles that people register as in words; a site may be called like one. */
const withRoles = (locale: Locale, values: Reason["values"]) =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      ["role", "from", "to"].includes(name) && isRole(value) ? attendeeWords(locale)(`roles.${value}`) : value,
    ]),
  );
const isRole = (value: string | number): value is AttendeeRole => attendeeRoles.some((role) => role === value);

const seatWords = (locale: Locale) =>
  createTranslator({ locale, messages: messagesByLocale[locale], namespace: "seats.why", timeZone: zone });
type SeatWord = keyof (typeof messagesByLocale)["cs"]["seats"]["why"];
const isSeatWord = (key: string): key is SeatWord => key in messagesByLocale.cs.seats.why;
type RunWord = keyof (typeof messagesByLocale)["cs"]["allocation"]["reasons"];
const isRunWord = (key: string): key is RunWord => key in messagesByLocale.cs.allocation.reasons;

/** Why somebody has his seat, lost it or waits, by the reason of its decision; empty for one without a sentence. */
export function seatReason(locale: Locale, { key, values }: SeatReason): string {
  if (isRunWord(key)) return reasonSentence(locale, { key, values });
  return isSeatWord(key) ? seatWords(locale)(key, withRoles(locale, values)) : "";
}

/** Why an allocation is not the solver's. */
export const doubtSentence = (locale: Locale, doubt: Doubt): string => allocationWords(locale)(`doubts.${doubt}`);
