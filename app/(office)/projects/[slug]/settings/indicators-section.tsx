import { useLocale, useTranslations } from "next-intl";
import { type RowForm, RowList } from "@/app/(office)/row-list";
import { CommandForm, SubmitButton } from "@/components/ui/command-form";
import { Link } from "@/components/ui/link";
import { Select, TextArea, TextField } from "@/components/ui/text-field";
import { DateField } from "@/components/ui/typed-field";
import type { ProjectParts } from "@/db/queries/project-settings";
import { directions, indicatorKinds, indicatorRules } from "@/lib/domain/indicator";
import { unitName } from "@/lib/domain/unit";
import * as format from "@/lib/format";
import type { SettingsView } from "./settings-view";

type Indicator = ProjectParts["indicators"][number];

export function IndicatorsSection(view: SettingsView) {
  const t = useTranslations("settings");
  const tRule = useTranslations("history.values.rule");
  const locale = useLocale();
  const { project, parts } = view;
  const number = (value: number | null) => (value === null ? "–" : format.number(value, locale, 3));
  const form = (indicator?: Indicator): RowForm => ({
    name: indicator ? "indicator.change" : "indicator.add",
    fixed: indicator ? { indicatorId: indicator.id, version: indicator.version } : { projectId: project.id },
    title: indicator ? `${indicator.code} ${indicator.name}` : t("indicatorNew"),
    fields: (
      <>
        {!indicator && <CatalogueOffers view={view} />}
        <IndicatorFields indicator={indicator} key={view.item?.code} view={view} />
      </>
    ),
    more: indicator && <PathForm indicator={indicator} view={view} />,
  });
  return (
    <RowList
      add={{ label: t("indicatorAdd"), form: () => form() }}
      id="indicators"
      note={t("indicatorsNote")}
      rows={parts.indicators.map((indicator) => ({
        id: indicator.id,
        text: `${indicator.code} ${indicator.name}`,
        note: `${tRule(indicator.rule)} · ${t("way", {
          baseline: number(indicator.baseline),
          target: number(indicator.target),
          unit: unitName(indicator.unit, locale),
        })}`,
        form: () => form(indicator),
      }))}
      title={t("indicators")}
      view={view}
    />
  );
}

/** Indicators of the programme to begin from; what is chosen is filled in and can be changed. */
function CatalogueOffers({ view: { offers, item, at } }: { view: SettingsView }) {
  const t = useTranslations("settings");
  const locale = useLocale();
  if (offers.length === 0) return null;
  return (
    <details className="md:col-span-2" open={item === undefined}>
      <summary className="py-2 thumb:min-h-11">{t("fromCatalogue")}</summary>
      <ul className="grid gap-1">
        {offers.map((offer) => (
          <li key={offer.code}>
            <Link
              className="inline-flex items-center py-1 thumb:min-h-11"
              href={at("indicators", "new").replace("#form", `&item=${offer.code}#form`)}
            >
              {offer.code} {locale === "en" ? offer.nameEn : offer.nameCs}
            </Link>{" "}
            <span className="text-sm text-soft">{!offer.verified && t("notVerified")}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}

function IndicatorFields({ view: { project, today, item }, indicator }: { view: SettingsView; indicator?: Indicator }) {
  const t = useTranslations("settings");
  const tRule = useTranslations("history.values.rule");
  const tKind = useTranslations("indicators.kinds");
  const tDirection = useTranslations("history.values.direction");
  const locale = useLocale();
  const from = indicator ? undefined : item;
  return (
    <>
      <TextField defaultValue={indicator?.code ?? from?.code} label={t("code")} maxLength={30} name="code" />
      <TextField
        defaultValue={indicator?.name ?? (locale === "en" ? from?.nameEn : from?.nameCs)}
        label={t("name")}
        maxLength={300}
        name="name"
      />
      <TextArea
        className="md:col-span-2"
        defaultValue={indicator?.definition}
        label={t("definition")}
        maxLength={4000}
        name="definition"
        optional
        rows={3}
      />
      <Select
        defaultValue={indicator?.rule ?? "measured"}
        label={t("rule")}
        name="rule"
        options={indicatorRules.map((rule) => ({ value: rule, label: tRule(rule) }))}
      />
      <TextField
        defaultValue={indicator?.unit ?? from?.unit ?? undefined}
        label={t("unit")}
        maxLength={40}
        name="unit"
      />
      <Select
        defaultValue={indicator?.kind ?? from?.indicatorKind ?? "own"}
        label={t("kind")}
        name="kind"
        options={indicatorKinds.map((kind) => ({ value: kind, label: tKind(kind) }))}
      />
      <Select
        defaultValue={indicator?.direction ?? "up"}
        label={t("direction")}
        name="direction"
        options={directions.map((direction) => ({ value: direction, label: tDirection(direction) }))}
      />
      <TextField
        defaultValue={indicator?.baseline ?? ""}
        kind="number"
        label={t("baseline")}
        name="baseline"
        optional
      />
      <DateField
        defaultValue={indicator?.baselineOn ?? undefined}
        label={t("baselineOn")}
        name="baselineOn"
        optional
        today={today}
      />
      <TextField defaultValue={indicator?.target ?? ""} kind="number" label={t("target")} name="target" optional />
      <DateField
        defaultValue={indicator?.targetOn ?? undefined}
        label={t("targetOn")}
        max={project.endsOn}
        min={project.startsOn}
        name="targetOn"
        optional
        today={today}
      />
      <Select
        defaultValue={indicator?.goalId ?? ""}
        label={t("goalOf")}
        name="goalId"
        optional
        options={project.goals.map(({ id, number }) => ({ value: id, label: t("goal", { number }) }))}
        placeholder={t("none")}
      />
      <TextField
        defaultValue={indicator?.source ?? from?.source}
        label={t("source")}
        maxLength={500}
        name="source"
        optional
      />
    </>
  );
}

/** Points of the path to the target; an empty value takes the point of its day away. */
function PathForm({ view: { project, today, at }, indicator }: { view: SettingsView; indicator: Indicator }) {
  const t = useTranslations("settings");
  const locale = useLocale();
  return (
    <section className="mb-3 border-link border-l-4 bg-wash px-4 py-4 sm:px-6">
      <h3 className="mb-2">{t("path")}</h3>
      <ul className="mb-3">
        {indicator.points.map(({ on, value }) => (
          <li key={on}>
            {format.day(on, locale)}: {format.quantity(value, indicator.unit, locale, 3)}
          </li>
        ))}
      </ul>
      <CommandForm
        fixed={{ indicatorId: indicator.id }}
        name="indicator-target.set"
        redirectTo={at("indicators", indicator.id)}
        resets
      >
        <div className="grid items-end gap-4 sm:grid-cols-3">
          <DateField label={t("dueOn")} max={project.endsOn} min={project.startsOn} name="dueOn" today={today} />
          <TextField hint={t("pathHint")} kind="number" label={t("value")} name="value" optional />
          <SubmitButton variant="secondary">{t("pathSet")}</SubmitButton>
        </div>
      </CommandForm>
    </section>
  );
}
