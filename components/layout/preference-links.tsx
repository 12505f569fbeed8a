import { useLocale, useTranslations } from "next-intl";
import { cx } from "@/components/ui/cx";
import { Icon, type IconName } from "@/components/ui/icon";
import { type Locale, locales, type Theme, themes } from "@/lib/domain/preference";

const own = { cs: "Čeština", en: "English" } satisfies Record<Locale, string>;
const icons = { auto: "settings", light: "sun", dark: "moon" } satisfies Record<Theme, IconName>;

/** Each language in its own name; plain links to a route that sets a cookie and comes back, so no script is needed. */
export function LocaleLinks({ className }: { className?: string }) {
  const t = useTranslations("frame");
  const now = useLocale();
  return (
    <nav aria-label={t("language")} className={cx("flex gap-1", className)}>
      {locales.map((locale) => (
        <a
          aria-current={locale === now || undefined}
          aria-label={own[locale]}
          className="locale-link"
          href={`/api/preferences?locale=${locale}`}
          hrefLang={locale}
          key={locale}
          lang={locale}
          title={own[locale]}
        >
          {locale}
        </a>
      ))}
    </nav>
  );
}

export function ThemeLinks({ theme, className }: { theme?: Theme; className?: string }) {
  const t = useTranslations("frame");
  const names = { auto: t("themeAuto"), light: t("themeLight"), dark: t("themeDark") } satisfies Record<Theme, string>;
  return (
    <nav aria-label={t("theme")} className={cx("flex gap-1", className)}>
      {themes.map((item) => (
        <a
          aria-current={item === theme || undefined}
          aria-label={names[item]}
          className="theme-link"
          href={`/api/preferences?theme=${item}`}
          key={item}
          title={names[item]}
        >
          <Icon name={icons[item]} size={18} />
        </a>
      ))}
    </nav>
  );
}
