import { useTranslations } from "next-intl";
import { withParams } from "@/components/ui/address";
import { Link } from "@/components/ui/link";

const parts = [
  { key: "list", path: "" },
  { key: "plan", path: "/plan" },
  { key: "sheet", path: "/sheets" },
  { key: "rhythm", path: "/rhythm" },
] as const;

/** The pages that show the shifts of a project each in its way; the day and the month asked for go along where they mean something. */
export function ActivityNav({
  slug,
  here,
  k,
  month,
}: {
  slug: string;
  here: (typeof parts)[number]["key"];
  k?: string;
  month?: string;
}) {
  const t = useTranslations("activity.parts");
  return (
    <nav aria-label={t("label")} className="no-print">
      <ul className="flex flex-wrap gap-x-6">
        {parts.map(({ key, path }) => (
          <li key={key}>
            <Link
              aria-current={key === here ? "page" : undefined}
              className="inline-flex min-h-11 items-center aria-[current]:font-semibold aria-[current]:text-ink aria-[current]:no-underline"
              href={withParams(
                { path: `/projects/${slug}/activity${path}`, params: {} },
                { ...(key !== "plan" && { k }), ...(key === "sheet" && { month }) },
              )}
            >
              {t(key)}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
