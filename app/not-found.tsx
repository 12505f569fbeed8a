import { NextIntlClientProvider } from "next-intl";
import { getMessages } from "next-intl/server";
import { LazyMissingPage } from "@/components/layout/lazy-missing-page";

/** The words of a missing page and of the frame around it. */
const used = [
  "appName",
  "tagline",
  "skip",
  "theme",
  "themeAuto",
  "themeLight",
  "themeDark",
  "language",
  "euEmblem",
  "euFunded",
  "notFoundTitle",
  "notFoundText",
  "goHome",
] as const;

/** For what is missing and for what the reader may not see; with the words that it takes, since it is drawn in the browser. */
export default async function NotFound() {
  const { frame } = await getMessages();
  const words = Object.fromEntries(used.map((key) => [key, frame[key]]));
  return (
    <NextIntlClientProvider messages={{ frame: words }}>
      <LazyMissingPage />
    </NextIntlClientProvider>
  );
}
