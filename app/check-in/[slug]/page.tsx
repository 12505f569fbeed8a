import { redirect } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { ClientMessages } from "@/components/layout/client-messages";
import { SkipLink } from "@/components/layout/frame-parts";
import { said } from "@/lib/domain/meeting-text";
import * as format from "@/lib/format";
import { firstValue, readOfficePage, type SearchParams } from "@/server/page";
import { readDoorPage } from "@/server/views/door";
import { Door } from "./door";

type Props = { params: Promise<{ slug: string }>; searchParams: SearchParams };

export async function generateMetadata() {
  return { title: (await getTranslations("checkIn"))("title") };
}

/**
 * The page that a phone keeps for the door of a site. It holds no name: the phone asks for the list, so what is kept of
 * the page itself tells nothing.
 */
export default async function CheckInPage({ params, searchParams }: Props) {
  const [{ slug }, asked, t, locale] = await Promise.all([
    params,
    searchParams,
    getTranslations("checkIn"),
    getLocale(),
  ]);
  const code = firstValue(asked.site);
  const path = `/check-in/${slug}`;
  const here = code ? `${path}?site=${encodeURIComponent(code)}` : path;
  const { view: meeting } = await readOfficePage(here, (tx, actor) => readDoorPage(tx, actor, slug));
  const [only, ...others] = meeting.sites;
  if (!code && only && others.length === 0) redirect(`${path}?site=${encodeURIComponent(only.code)}`);
  const site = meeting.sites.find((one) => one.code === code);
  return (
    <div className="mx-auto min-h-dvh max-w-xl px-4 pb-10">
      <SkipLink />
      <header className="py-4">
        <a
          className="inline-flex min-h-11 items-center"
          href={`/meetings/${slug}/attendance${site ? `?site=${encodeURIComponent(site.code)}` : ""}`}
        >
          {t("back")}
        </a>
        <h1 className="mt-1 text-2xl">{t("title")}</h1>
        <p className="text-soft">
          {said(locale, meeting.titleCs, meeting.titleEn).text}
          {site && ` · ${site.name}, ${format.dayRange(site.startsOn, site.endsOn, locale)}`}
        </p>
      </header>
      <main id="content" tabIndex={-1}>
        {site ? (
          <ClientMessages namespaces={["checkIn", "registration"]}>
            <noscript>
              <p>{t("noScripts")}</p>
            </noscript>
            <Door here={here} site={site.code} slug={slug} />
          </ClientMessages>
        ) : (
          <nav aria-label={t("choose")}>
            <h2>{t("choose")}</h2>
            <ul className="mt-2 grid gap-2">
              {meeting.sites.map((one) => (
                <li key={one.id}>
                  <a className="flex min-h-11 items-center" href={`${path}?site=${encodeURIComponent(one.code)}`}>
                    {one.name}, {format.dayRange(one.startsOn, one.endsOn, locale)}
                  </a>
                </li>
              ))}
            </ul>
          </nav>
        )}
      </main>
    </div>
  );
}
