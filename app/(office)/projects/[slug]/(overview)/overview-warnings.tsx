import { useLocale, useTranslations } from "next-intl";
import { Alert, EmptyState } from "@/components/ui/alert";
import { LinkButton } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import type { Warning } from "@/lib/domain/warning";
import { warningWords } from "../../warning-words";
import type { OverviewView } from "./overview-view";

/** How many stand on the first screen; the worst come first. */
const shown = 6;

/** What is wrong, why, and the way to where it is mended. */
export function OverviewWarnings({ figures: { warnings }, link }: OverviewView) {
  const t = useTranslations("overview.warnings");
  return (
    <Card id="warnings" title={t("title")}>
      {warnings.length === 0 ? (
        <EmptyState title={t("none")} />
      ) : (
        <>
          <List link={link} warnings={warnings.slice(0, shown)} />
          {warnings.length > shown && (
            <details className="mt-3">
              <summary className="inline-flex min-h-8 items-center rounded-sm text-sm text-link thumb:min-h-11">
                {t("more", { count: warnings.length - shown })}
              </summary>
              <div className="mt-3">
                <List link={link} warnings={warnings.slice(shown)} />
              </div>
            </details>
          )}
        </>
      )}
    </Card>
  );
}

function List({ warnings, link }: { warnings: readonly Warning[]; link: OverviewView["link"] }) {
  const t = useTranslations("overview.warnings");
  const locale = useLocale();
  return (
    <ul className="grid items-start gap-3 md:grid-cols-2 xl:grid-cols-3">
      {warnings.map((warning) => {
        const values = warningWords(warning, locale, (kind) => t(`kinds.${kind}`));
        return (
          <li key={warning.id}>
            <Alert
              action={
                <LinkButton
                  aria-label={`${t(`actions.${warning.key}`)}: ${t(`titles.${warning.key}`, values)}`}
                  href={link(warning.href)}
                  size="sm"
                  variant="secondary"
                >
                  {t(`actions.${warning.key}`)}
                </LinkButton>
              }
              title={t(`titles.${warning.key}`, values)}
              tone={warning.severity}
            >
              {t(`causes.${warning.key}`, values)}
            </Alert>
          </li>
        );
      })}
    </ul>
  );
}
