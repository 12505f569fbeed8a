import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { OfficePage } from "@/app/(office)/office-page";
import { type Crumb, PageHead, Tabs } from "@/components/ui/navigation";
import { type AdminSection, adminSectionsOf } from "@/lib/domain/admin-section";
import type { Office } from "@/server/page";

type AdminPageProps = {
  office: Omit<Office<unknown>, "view">;
  /** The name of the part (lib/domain/admin-section.ts) that is open. */
  section: AdminSection["name"];
  title: ReactNode;
  note?: ReactNode;
  crumbs?: readonly Crumb[];
  actions?: ReactNode;
  children: ReactNode;
};

/** A page of Správa: its parts as tabs, those that this person may open. */
export async function AdminPage({ office, section, title, note, crumbs, actions, children }: AdminPageProps) {
  const t = await getTranslations("admin");
  const sections = adminSectionsOf(office.me);
  return (
    <OfficePage office={office}>
      <div className="mb-6">
        <Tabs
          items={sections.map(({ name, href }) => ({ href, label: t(`sections.${name}`), current: name === section }))}
          label={t("title")}
        />
      </div>
      <PageHead actions={actions} crumbs={crumbs} note={note} title={title} />
      {children}
    </OfficePage>
  );
}
