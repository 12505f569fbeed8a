import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { OfficePage } from "@/app/(office)/office-page";
import { SentForm } from "@/app/sent-form";
import { type Crumb, PageHead, Tabs } from "@/components/ui/navigation";
import type { Office, SearchParams } from "@/server/page";
import { projectLinks } from "./links";

/** The parts of a project; a page adds its line when it works. */
const parts = [
  { key: "overview", path: "" },
  { key: "budget", path: "/budget" },
  { key: "indicators", path: "/indicators" },
  { key: "activity", path: "/activity" },
  { key: "team", path: "/team" },
  { key: "audit", path: "/audit" },
  { key: "settings", path: "/settings" },
] as const;

type ProjectPageProps = {
  office: Omit<Office<unknown>, "view">;
  project: {
    slug: string;
    name: string;
    registrationNumber: string | null;
    periods: readonly { number: number; endsOn: string }[];
  };
  /** The part whose tab is current. */
  part: (typeof parts)[number]["key"];
  title: ReactNode;
  note?: ReactNode;
  actions?: ReactNode;
  /** The way from the project to this page; the project itself goes before it. */
  crumbs?: readonly Crumb[];
  /** The day asked for (?k=); it goes along to the other parts. */
  k?: string;
  /** The page can show a past day. */
  asOf?: boolean;
  /** The page has forms that work without scripts: what became of one stands first. */
  search?: Awaited<SearchParams>;
  children: ReactNode;
};

/** A page of a project: the frame, the way here, its head, the parts as tabs, what it shows. */
export function ProjectPage({
  office,
  project,
  part,
  title,
  note,
  actions,
  crumbs,
  k,
  asOf,
  search,
  children,
}: ProjectPageProps) {
  const t = useTranslations("projectTabs");
  const link = projectLinks(project.slug, k);
  return (
    <OfficePage asOf={asOf} office={office} project={project}>
      <PageHead
        actions={actions}
        crumbs={crumbs && [{ label: project.name, href: link() }, ...crumbs]}
        note={note}
        title={title}
      />
      <Tabs
        items={parts.map(({ key, path }) => ({ href: link(path), label: t(key), current: key === part }))}
        label={t("label")}
      />
      <div className="mt-6 grid grid-cols-1 gap-6">
        {search && <SentForm search={search} />}
        {children}
      </div>
    </OfficePage>
  );
}
