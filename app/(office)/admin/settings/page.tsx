import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AdminPage } from "@/app/(office)/admin/admin-page";
import { SentForm } from "@/app/sent-form";
import { ClientMessages } from "@/components/layout/client-messages";
import { catalogueNames } from "@/lib/domain/catalogue";
import { can } from "@/lib/domain/permission";
import { settingGroups } from "@/lib/domain/setting";
import { firstValue, readOfficePage, type SearchParams } from "@/server/page";
import { readSettings } from "@/server/views/settings";
import { settingWords } from "../setting-words";
import { ItemsSection, KindsSection } from "./catalogue-sections";
import { ValuesSection } from "./values-section";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("adminSettings"))("title") };
}

const path = "/admin/settings";

/** Values of the rules and the catalogues, each from a day on; changed by the administrator. */
export default async function SettingsPage({ searchParams }: { searchParams: SearchParams }) {
  const [search, t, text] = await Promise.all([searchParams, getTranslations("adminSettings"), settingWords()]);
  const page = await readOfficePage(path, async (tx, me) => (can(me, "setting.change") ? readSettings(tx) : null));
  const { me, view } = page;
  const [section = "", ...id] = (firstValue(search.edit) ?? "").split(":");
  const shown = {
    edits: true,
    edit: { section, id: id.join(":") },
    at: (of: string, row?: string) => (row ? `${path}?edit=${of}:${row}#form` : `${path}#${of}`),
    today: me.today,
  };
  const sections = [...settingGroups, "kinds", ...catalogueNames] as const;
  return (
    <AdminPage note={t("note")} office={page} section="settings" title={t("title")}>
      <nav aria-label={t("title")} className="no-print flex flex-wrap gap-x-4 gap-y-1 text-sm">
        {sections.map((key) => (
          <a className="inline-flex items-center py-1 thumb:min-h-11" href={`#${key}`} key={key}>
            {key === "kinds" || key === "return-reason" || key === "indicator" ? t(key) : t(`groups.${key}`)}
          </a>
        ))}
      </nav>
      <ClientMessages namespaces={["adminSettings", "settings"]}>
        <div className="mt-4 grid max-w-5xl gap-6">
          <SentForm search={search} />
          {settingGroups.map((group) => (
            <ValuesSection group={group} key={group} rows={view.settings} text={text} view={shown} />
          ))}
          <KindsSection kinds={view.kinds} view={shown} />
          {catalogueNames.map((catalogue) => (
            <ItemsSection
              catalogue={catalogue}
              items={view.items.filter((item) => item.catalogue === catalogue)}
              key={catalogue}
              view={shown}
            />
          ))}
        </div>
      </ClientMessages>
    </AdminPage>
  );
}
