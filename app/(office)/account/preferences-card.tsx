import { useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import { CommandForm } from "@/components/ui/command-form";
import { Select } from "@/components/ui/text-field";
import { type Locale, locales, type Theme, themes } from "@/lib/domain/preference";

const own = { cs: "Čeština", en: "English" } satisfies Record<Locale, string>;

/** Language and colours of the account, for every browser that has not chosen its own, and for mail. */
export function PreferencesCard({ locale, theme }: { locale: Locale; theme: Theme }) {
  const t = useTranslations("account");
  const tFrame = useTranslations("frame");
  const names = { auto: tFrame("themeAuto"), light: tFrame("themeLight"), dark: tFrame("themeDark") };
  return (
    <Card id="preferences" note={t("preferencesNote")} title={t("preferences")}>
      <CommandForm className="max-w-md" name="account.prefer" submitLabel={t("preferencesSave")}>
        <Select
          defaultValue={locale}
          label={tFrame("language")}
          name="locale"
          options={locales.map((value) => ({ value, label: own[value] }))}
        />
        <Select
          defaultValue={theme}
          label={tFrame("theme")}
          name="theme"
          options={themes.map((value) => ({ value, label: names[value] }))}
        />
      </CommandForm>
    </Card>
  );
}
