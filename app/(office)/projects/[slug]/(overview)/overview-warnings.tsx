import { useLocale, useTranslations } from "next-intl";
import { Alert, EmptyState } from "@/components/ui/alert";
import { LinkButton } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { warningWords } from "../../warning-words";
import type { OverviewView } from "./overview-view";

/** What is wrong, why, and the way to where it is mended. */
export function OverviewWarnings({ figures: { warnings }, link }: OverviewView) {
  const t = useTranslations("overview.warnings");
  const locale = useLocale();
  return (
    <Card id="warnings" title={t("title")}>
      {warnings.length === 0 ? (
        <EmptyState title={t("none")} />
      ) : (
        <ul className={warnings.length > 4 ? "grid items-start gap-3 md:grid-cols-2 xl:grid-cols-3" : "grid gap-3"}>
          {warnings.map((warning) => {
            const values = warningWords(warning, locale, (kind) => t(`kinds.${kind}`));
            return (
              <li key={warning.id}>
                <Alert
                  action={
                    <LinkButton href={link(warning.href)} size="sm" variant="secondary">
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
      )}
    </Card>
  );
}
