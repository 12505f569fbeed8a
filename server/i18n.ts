import { getRequestConfig } from "next-intl/server";
import { zone } from "@/lib/domain/clock";
import {
  defaultLocale,
  type Locale,
  localeOfHeader,
  locales,
  pickFrom,
  preferenceCookies,
} from "@/lib/domain/preference";
import { messagesByLocale } from "@/lib/words";
import { cookies, headers } from "./request";

/** The language of this request: the cookie if it is on the list, else Accept-Language, else Czech. */
export async function requestLocale(): Promise<Locale> {
  const chosen = pickFrom(locales, (await cookies()).get(preferenceCookies.locale)?.value);
  return chosen ?? localeOfHeader((await headers()).get("accept-language")) ?? defaultLocale;
}

export default getRequestConfig(async () => {
  const locale = await requestLocale();
  return {
    locale,
    messages: messagesByLocale[locale],
    timeZone: zone,
    formats: {
      number: { whole: { maximumFractionDigits: 0 }, tenths: { maximumFractionDigits: 1 } },
      dateTime: { day: { day: "numeric", month: "numeric", year: "numeric" } },
    },
  };
});
