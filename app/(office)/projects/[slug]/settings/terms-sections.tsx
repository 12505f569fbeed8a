import { useLocale, useTranslations } from "next-intl";
import { Alert } from "@/components/ui/alert";
import { Card } from "@/components/ui/card";
import { CommandForm } from "@/components/ui/command-form";
import { Select, TextField } from "@/components/ui/text-field";
import { RateField } from "@/components/ui/typed-field";
import { costRegimes, propertyOrigins } from "@/lib/domain/regime";
import * as format from "@/lib/format";
import type { SettingsView } from "./settings-view";

/** How the costs of the project are claimed, with the source of that. */
export function RegimeSection({ project, edits }: SettingsView) {
  const t = useTranslations("regime");
  const tSettings = useTranslations("settings");
  const locale = useLocale();
  const { costRegime: kind, flatRatePer100000: rate, costRegimeOrigin: origin, costRegimeSource: source } = project;
  const known = kind && rate ? t(`of.${kind}`, { rate: format.share(rate, locale) }) : t(kind ?? "unknown");
  return (
    <Card id="regime" note={t("note")} title={t("title")}>
      {origin === "inferred" && (
        <Alert className="mb-4" title={t("unverified")} tone="warn">
          {t("inferredNote")}
        </Alert>
      )}
      {edits ? (
        <CommandForm
          fixed={{ projectId: project.id, version: project.version }}
          name="regime.change"
          submitLabel={tSettings("saveRegime")}
        >
          <div className="grid gap-4 md:grid-cols-2">
            <Select
              defaultValue={kind ?? ""}
              label={t("title")}
              name="costRegime"
              optional
              options={costRegimes.map((value) => ({ value, label: t(value) }))}
              placeholder={t("unknown")}
            />
            <RateField
              defaultValue={rate ?? undefined}
              hint={t("rateHint")}
              label={t("rate")}
              name="flatRatePer100000"
              optional
            />
            <SourceFields origin={origin} source={source} />
          </div>
        </CommandForm>
      ) : (
        <Stated origin={origin} source={source} value={known} />
      )}
    </Card>
  );
}

/** Who checks the claims and pays them, with the source of that. */
export function OfficeSection({ project, edits }: SettingsView) {
  const t = useTranslations("regime");
  const tSettings = useTranslations("settings");
  const { checkingOffice: office, checkingOfficeOrigin: origin, checkingOfficeSource: source } = project;
  return (
    <Card id="office" note={t("officeNote")} title={t("office")}>
      {edits ? (
        <CommandForm
          fixed={{ projectId: project.id, version: project.version }}
          name="office.change"
          submitLabel={tSettings("saveOffice")}
        >
          <div className="grid gap-4 md:grid-cols-2">
            <TextField
              className="md:col-span-2"
              defaultValue={office ?? ""}
              label={t("office")}
              maxLength={200}
              name="checkingOffice"
              optional
            />
            <SourceFields origin={origin} source={source} />
          </div>
        </CommandForm>
      ) : (
        <Stated origin={origin} source={source} value={office ?? t("unknown")} />
      )}
    </Card>
  );
}

type Known = { origin: (typeof propertyOrigins)[number] | null; source: string };

function SourceFields({ origin, source }: Known) {
  const t = useTranslations("regime");
  return (
    <>
      <Select
        defaultValue={origin ?? "entered"}
        label={t("origin")}
        name="origin"
        options={propertyOrigins.map((value) => ({ value, label: t(`origins.${value}`) }))}
      />
      <TextField defaultValue={source} label={t("source")} maxLength={500} name="source" optional />
    </>
  );
}

function Stated({ origin, source, value }: Known & { value: string }) {
  const t = useTranslations("regime");
  return (
    <p>
      {value}
      {origin && <span className="text-soft"> ({t(`origins.${origin}`)})</span>}
      {source && <span className="mt-1 block text-sm text-soft">{source}</span>}
    </p>
  );
}
