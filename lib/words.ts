import { createTranslator } from "next-intl";
import type { Wording } from "./domain/error";
import type { Locale } from "./domain/preference";
import { messagesByLocale, timeZone } from "./i18n";

type ErrorKey = keyof (typeof messagesByLocale)["cs"]["errors"];
const isErrorKey = (key: string): key is ErrorKey => key in messagesByLocale.cs.errors;

/** The sentence of an error key; an unknown key says that the input is not valid, and a test fails on it. */
export function errorSentence(locale: Locale, { key, values }: Wording): string {
  const t = createTranslator({ locale, messages: messagesByLocale[locale], namespace: "errors", timeZone });
  return t(isErrorKey(key) ? key : "invalidInput", values);
}
