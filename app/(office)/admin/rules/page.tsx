import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { AdminPage } from "@/app/(office)/admin/admin-page";
import { Badge, StatePill } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { listSettings, type SettingRow } from "@/db/queries/settings";
import { ruleConstants, ruleGroups, rules } from "@/lib/domain/rule";
import { type SettingKey, settingDefinition } from "@/lib/domain/setting";
import { day } from "@/lib/format";
import { readOfficePage } from "@/server/page";
import { settingWords } from "../setting-words";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("rules"))("title") };
}

/** Every rule that the product applies: in words, with the values in force today and where they come from. */
export default async function RulesPage() {
  const [t, tRule, locale] = await Promise.all([getTranslations("rules"), getTranslations("rules.rule"), getLocale()]);
  const page = await readOfficePage("/admin/rules", (tx) => listSettings(tx));
  const { me, view } = page;
  return (
    <AdminPage note={t("note", { day: day(me.today, locale) })} office={page} section="rules" title={t("title")}>
      <nav aria-label={t("contents")} className="no-print flex flex-wrap gap-x-4 gap-y-1 text-sm">
        {ruleGroups.map((group) => (
          <a className="inline-flex items-center py-1 thumb:min-h-11" href={`#${group}`} key={group}>
            {t(`groups.${group}`)}
          </a>
        ))}
      </nav>
      <div className="mt-4 grid max-w-5xl gap-6">
        {ruleGroups.map((group) => (
          <Card id={group} key={group} title={t(`groups.${group}`)}>
            <ul>
              {rules
                .filter((rule) => rule.group === group)
                .map((rule) => (
                  <li
                    className="border-line border-t py-4 first:border-t-0 first:pt-0"
                    id={`rule-${rule.id}`}
                    key={rule.id}
                  >
                    <div className="flex flex-wrap items-baseline justify-between gap-2">
                      <h3 className="font-semibold">{tRule(`${rule.id}.name`)}</h3>
                      <span className="flex gap-2">
                        <Badge>{t(`origin.${rule.origin}`)}</Badge>
                        <Verified verified={rule.verified} />
                      </span>
                    </div>
                    <p className="mt-1 max-w-prose">{tRule(`${rule.id}.text`, ruleConstants)}</p>
                    <Values keys={rule.settings} rows={view} today={me.today} />
                    <p className="mt-1 text-sm text-soft">
                      {t("affects")}: {tRule(`${rule.id}.affects`)}
                    </p>
                    <p className="text-sm wrap-anywhere text-soft">
                      {t("source")}: {tRule(`${rule.id}.source`)}
                    </p>
                  </li>
                ))}
            </ul>
          </Card>
        ))}
      </div>
    </AdminPage>
  );
}

async function Verified({ verified }: { verified: boolean }) {
  const t = await getTranslations("rules");
  return <StatePill tone={verified ? "good" : "none"}>{t(verified ? "verified" : "notVerified")}</StatePill>;
}

/** The settings behind a rule with the value in force; one that the installation does not have is left out. */
async function Values({
  keys,
  rows,
  today,
}: {
  keys: readonly SettingKey[];
  rows: readonly SettingRow[];
  today: string;
}) {
  const [t, tSetting, text] = await Promise.all([
    getTranslations("rules"),
    getTranslations("rules.setting"),
    settingWords(),
  ]);
  const found = keys.flatMap((key) => {
    const definition = settingDefinition(key);
    const row = rows.find((candidate) => candidate.key === key && candidate.validFrom <= today);
    return definition && row ? [{ key, definition, row }] : [];
  });
  if (found.length === 0) return null;
  return (
    <dl aria-label={t("values")} className="mt-2 grid gap-1">
      {found.map(({ key, definition, row }) => (
        <div className="flex flex-wrap items-baseline gap-x-2" key={key}>
          <dt>{tSetting(`${key}.name`)}:</dt>
          <dd className="flex min-w-0 flex-wrap items-baseline gap-x-2">
            <b className="font-semibold">{text(definition, row.value)}</b>
            <span className="min-w-0 text-sm wrap-anywhere text-soft">
              {row.source} ({t(row.verified ? "verified" : "notVerified")}
              {definition.use === "reference" && `, ${t("reference")}`})
            </span>
          </dd>
        </div>
      ))}
    </dl>
  );
}
