import { useLocale, useTranslations } from "next-intl";
import { Alert, EmptyState } from "@/components/ui/alert";
import { LinkButton } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import type { Locale } from "@/lib/domain/preference";
import type { Warning } from "@/lib/domain/warning";
import * as format from "@/lib/format";
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
        <ul className="grid gap-3">
          {warnings.map((warning) => {
            const values = worded(warning, locale, (kind) => t(`kinds.${kind}`));
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

/** The values of a warning as its sentence shows them: …Halere money, …On days, sources by name, counts as they are. */
function worded({ values }: Warning, locale: Locale, sourceName: (kind: "eu" | "state" | "own") => string) {
  const shown = ([key, value]: [string, string | number]): [string, string | number] => {
    if (typeof value === "number")
      return [key, key.endsWith("Halere") ? format.money(value, locale) : decimal(value, locale)];
    if (key.endsWith("On")) return [key, format.day(value, locale)];
    return [key, value === "eu" || value === "state" || value === "own" ? sourceName(value) : value];
  };
  return Object.fromEntries(Object.entries(values).map(shown));
}

/** Whole numbers stay numbers, so that plurals can choose their form. */
const decimal = (value: number, locale: Locale) => (Number.isInteger(value) ? value : format.number(value, locale, 1));
