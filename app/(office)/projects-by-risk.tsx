import { useLocale, useTranslations } from "next-intl";
import { LinkButton } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import { percent } from "@/lib/format";
import type { PortfolioLine } from "@/server/views/portfolio";
import { projectLinks } from "./projects/[slug]/links";
import { RiskPill, RiskReasons } from "./projects/risk";

const shown = 20;

/** For those who watch over all projects: which need the eye first, and why, in words. */
export function ProjectsByRisk({ lines }: { lines: readonly PortfolioLine[] }) {
  const t = useTranslations("projects");
  const locale = useLocale();
  const sorted = [...lines].sort((a, b) => b.risk.score - a.risk.score);
  return (
    <Card
      actions={
        <LinkButton href="/projects" size="sm" variant="secondary">
          {t("all")}
        </LinkButton>
      }
      flush
      id="risk"
      note={t("byRiskNote")}
      title={t("byRisk")}
    >
      <ul className="divide-y divide-line border-t border-line">
        {sorted.slice(0, shown).map((line) => {
          const link = projectLinks(line.slug, undefined);
          return (
            <li className="flex flex-wrap gap-x-6 gap-y-1 px-4 py-3 sm:px-6" key={line.id}>
              <div className="min-w-0 flex-1 basis-60">
                <Link className="inline-flex items-center font-medium thumb:min-h-11" href={link()}>
                  {line.organisation}: {line.name}
                </Link>
                <p className="text-sm text-soft">
                  {t("brief", {
                    month: line.month,
                    months: line.monthsInAll,
                    drawn: percent(line.paidHalere / line.totalHalere, locale),
                    filled: line.people.filled,
                    posts: line.people.posts,
                  })}
                </p>
              </div>
              <div className="min-w-0 flex-1 basis-72">
                <RiskPill risk={line.risk} />
                <RiskReasons link={link} most={3} of={`${line.organisation}, ${line.name}`} risk={line.risk} />
              </div>
            </li>
          );
        })}
      </ul>
      {sorted.length > shown && (
        <p className="border-t border-line px-4 py-3 sm:px-6">
          <Link className="inline-flex items-center thumb:min-h-11" href="/projects">
            {t("moreInList", { count: sorted.length - shown })}
          </Link>
        </p>
      )}
    </Card>
  );
}
