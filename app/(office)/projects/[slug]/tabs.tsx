import { useTranslations } from "next-intl";
import { Tabs } from "@/components/ui/navigation";

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

export type ProjectTab = (typeof parts)[number]["key"];

/** The tabs of one project; the asked day `k` goes along. */
export function ProjectTabs({ slug, current, k }: { slug: string; current: ProjectTab; k?: string }) {
  const t = useTranslations("projectTabs");
  return (
    <Tabs
      items={parts.map(({ key, path }) => ({
        href: `/projects/${slug}${path}${k ? `?k=${k}` : ""}`,
        label: t(key),
        current: key === current,
      }))}
      label={t("label")}
    />
  );
}
