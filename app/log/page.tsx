import { getTranslations } from "next-intl/server";
import { ClientMessages } from "@/components/layout/client-messages";
import { SkipLink } from "@/components/layout/frame-parts";
import { KeptProjects } from "./kept-projects";

export async function generateMetadata() {
  return { title: (await getTranslations("log"))("title") };
}

/** Where the installed app begins: the projects whose log this phone keeps. It is the same for everybody. */
export default async function LogStartPage() {
  const [t, tOutbox] = await Promise.all([getTranslations("log"), getTranslations("outbox")]);
  return (
    <div className="mx-auto min-h-dvh max-w-3xl px-4 pb-10">
      <SkipLink />
      <h1 className="py-4 text-2xl">{t("title")}</h1>
      <main id="content" tabIndex={-1}>
        <ClientMessages namespaces={["outbox"]}>
          <KeptProjects />
        </ClientMessages>
        <p className="mt-6">
          {/* A plain link: without a network it has to reach the service worker. */}
          <a className="inline-flex min-h-11 items-center" href="/projects">
            {tOutbox("toOffice")}
          </a>
        </p>
      </main>
    </div>
  );
}
