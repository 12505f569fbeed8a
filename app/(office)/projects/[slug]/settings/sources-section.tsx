import { useLocale, useTranslations } from "next-intl";
import { Alert } from "@/components/ui/alert";
import { Card } from "@/components/ui/card";
import { CommandForm } from "@/components/ui/command-form";
import { MoneyField, RateField } from "@/components/ui/typed-field";
import { halere, sourceKinds, sum } from "@/lib/domain/money";
import * as format from "@/lib/format";
import type { SettingsView } from "./settings-view";

/** Rates and amounts of the sources; how far their sum is from the total is shown, never corrected. */
export function SourcesSection({ project, edits }: SettingsView) {
  const t = useTranslations("settings");
  const tIntake = useTranslations("intake");
  const tOrigin = useTranslations("history.values.origin");
  const locale = useLocale();
  const added = sum(project.sources.map(({ amountHalere }) => amountHalere));
  const difference = halere(added - project.totalHalere);
  const rows = sourceKinds.map((kind) => ({ kind, source: project.sources.find((one) => one.kind === kind) }));
  return (
    <Card id="sources" note={t("sourcesNote")} title={t("sources")}>
      {difference !== 0 && (
        <Alert className="mb-4" title={tIntake("sumDiffers")} tone="warn">
          {t("sumDiffers", {
            sum: format.money(added, locale),
            total: format.money(project.totalHalere, locale),
            difference: format.signedMoney(difference, locale),
          })}
        </Alert>
      )}
      {edits ? (
        <CommandForm
          fixed={{ projectId: project.id, version: project.sourcesVersion }}
          name="source.change"
          submitLabel={t("saveSources")}
        >
          {rows.map(({ kind, source }, index) => (
            <div className="grid gap-4 sm:grid-cols-[1fr_8rem]" key={kind}>
              <input name={`sources.${index}.kind`} type="hidden" value={kind} />
              <MoneyField
                defaultValue={source?.amountHalere ?? 0}
                hint={source ? tOrigin(source.origin) : t("sourceMissing")}
                label={tIntake(`field.${kind}`)}
                name={`sources.${index}.amountHalere`}
              />
              <RateField
                className="self-end"
                defaultValue={source?.ratePer100000 ?? 0}
                label={t("rate")}
                name={`sources.${index}.ratePer100000`}
              />
            </div>
          ))}
        </CommandForm>
      ) : (
        <ul>
          {rows.map(({ kind, source }) => (
            <li className="flex flex-wrap justify-between gap-4 border-line border-t py-2 first:border-t-0" key={kind}>
              <span>{tIntake(`field.${kind}`)}</span>
              <span className="number">
                {source
                  ? `${format.money(source.amountHalere, locale)} · ${format.share(source.ratePer100000, locale)}`
                  : t("sourceMissing")}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
