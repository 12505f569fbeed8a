import { getLocale, getTranslations } from "next-intl/server";
import { pickFrom } from "@/lib/domain/preference";
import { factorRules } from "@/lib/domain/second-factor";
import type { SettingDefinition, SettingValue } from "@/lib/domain/setting";
import { bytes, day, money, number, signedNumber } from "@/lib/format";

/** Writes the value of a setting as a reader says it: `10 %`, `0,01 Kč`, `1. 1., 8. 5.`. */
export async function settingWords() {
  const [t, locale] = await Promise.all([getTranslations("units"), getLocale()]);
  return ({ unit }: SettingDefinition, value: SettingValue): string => {
    if (Array.isArray(value))
      return value
        .map((item) =>
          typeof item === "number" ? signedNumber(item, locale) : day(`2025-${item}`, locale).slice(0, -5),
        )
        .join(", ");
    const chosen = unit === "factor" ? pickFrom(factorRules, String(value)) : undefined;
    if (chosen) return t(`factor.${chosen}`);
    if (typeof value === "string") return unit === "day" ? day(value, locale) : value;
    if (unit === "bytes") return bytes(value, locale);
    if (unit === "halere") return money(value, locale);
    if (unit === "day" || unit === "fixed-days" || unit === "offset-days" || unit === "factor")
      return number(value, locale);
    return t(unit, { n: value });
  };
}
