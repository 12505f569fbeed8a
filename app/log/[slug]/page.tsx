import { getTranslations } from "next-intl/server";
import { ClientMessages } from "@/components/layout/client-messages";
import { SkipLink } from "@/components/layout/frame-parts";
import { readOfficePage } from "@/server/page";
import { findProjectChoice } from "@/server/views/log";
import { KeptLog } from "../kept-log";

type Props = { params: Promise<{ slug: string }> };

export async function generateMetadata() {
  return { title: (await getTranslations("log"))("title") };
}

/**
 * The log of shifts as a phone keeps it. The page holds no name: the phone has the lists in its store, so what is kept of the
 * page itself tells nothing.
 */
export default async function LogPage({ params }: Props) {
  const [{ slug }, t, tOutbox] = await Promise.all([params, getTranslations("log"), getTranslations("outbox")]);
  await readOfficePage(`/log/${slug}`, (tx, me) => findProjectChoice(tx, me, slug));
  return (
    <div className="mx-auto min-h-dvh max-w-3xl px-4 pb-10">
      <SkipLink />
      <header className="py-4">
        <a className="inline-flex min-h-11 items-center" href={`/projects/${slug}/activity`}>
          {tOutbox("back")}
        </a>
        <h1 className="mt-1 text-2xl">{t("title")}</h1>
      </header>
      <main id="content" tabIndex={-1}>
        <ClientMessages namespaces={["log", "outbox"]}>
          <noscript>
            <p>{tOutbox("noScripts")}</p>
          </noscript>
          <KeptLog slug={slug} />
        </ClientMessages>
      </main>
    </div>
  );
}
