import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { OfficePage } from "@/app/(office)/office-page";
import { SentForm } from "@/app/sent-form";
import { PageHead } from "@/components/ui/navigation";
import type { LogPlace } from "@/db/queries/activities";
import type { Office, SearchParams } from "@/server/page";

type LogPageProps = {
  office: Office<unknown>;
  place: LogPlace;
  title: string;
  search: Awaited<SearchParams>;
  children: ReactNode;
};

/** The narrow page around the form of a shift, a new one or one that is mended. */
export async function LogPage({ office, place, title, search, children }: LogPageProps) {
  const t = await getTranslations("activity");
  const path = `/projects/${place.slug}`;
  return (
    <OfficePage office={office} project={{ slug: place.slug, registrationNumber: null }}>
      <div className="mx-auto max-w-3xl">
        <PageHead
          crumbs={[
            { label: place.projectName, href: path },
            { label: t("title"), href: `${path}/activity` },
            { label: title },
          ]}
          title={title}
        />
        <SentForm search={search} />
        {children}
      </div>
    </OfficePage>
  );
}
