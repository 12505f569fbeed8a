import { useLocale, useTranslations } from "next-intl";
import { type RowForm, RowList, type RowListView } from "@/app/(office)/row-list";
import { StatePill } from "@/components/ui/badge";
import { Checkbox } from "@/components/ui/choice";
import { CommandForm } from "@/components/ui/command-form";
import { Select, TextField } from "@/components/ui/text-field";
import { DateField, MoneyField } from "@/components/ui/typed-field";
import type { SettingRow } from "@/db/queries/settings";
import { holidaysOf } from "@/lib/domain/holiday";
import { factorRules } from "@/lib/domain/second-factor";
import {
  type SettingDefinition,
  type SettingGroup,
  type SettingKey,
  type SettingValue,
  settingDefinition,
  settingKeys,
} from "@/lib/domain/setting";
import * as format from "@/lib/format";

export type EditView = RowListView & { today: string };
type Text = (definition: SettingDefinition, value: SettingValue) => string;
type Props = { group: SettingGroup; rows: readonly SettingRow[]; view: EditView; text: Text };

/** The settings of one group: the value in force, what is planned, where it comes from. */
export function ValuesSection({ group, rows, view, text }: Props) {
  const t = useTranslations("adminSettings");
  const tSetting = useTranslations("rules.setting");
  const keys = settingKeys.filter(
    (key) => settingDefinition(key)?.group === group && rows.some((row) => row.key === key),
  );
  return (
    <RowList
      id={group}
      rows={keys.map((key) => {
        const definition = settingDefinition(key);
        const own = rows.filter((row) => row.key === key);
        const now = own.find((row) => row.validFrom <= view.today);
        return {
          id: key,
          text: (
            <>
              <b className="font-medium">{tSetting(`${key}.name`)}</b>
              <span className="block text-sm">{tSetting(`${key}.text`)}</span>
            </>
          ),
          note: definition && (
            <>
              {definition.fixed && <b className="block font-medium">{t("readFixed")}</b>}
              <Facts definition={definition} now={now} own={own} text={text} today={view.today} />
            </>
          ),
          mark: (
            <span className="flex flex-wrap items-center gap-3">
              <b
                className={
                  Array.isArray(now?.value) ? "max-w-80 font-medium" : "text-lg font-semibold whitespace-nowrap"
                }
              >
                {definition && now ? text(definition, now.value) : "–"}
              </b>
              {now && (
                <StatePill tone={now.verified ? "good" : "none"}>
                  {t(now.verified ? "verified" : "notVerified")}
                </StatePill>
              )}
            </span>
          ),
          form:
            definition && !definition.fixed
              ? () => editForm({ setting: key, definition, now, own, view, title: tSetting(`${key}.name`) })
              : undefined,
        };
      })}
      title={t(`groups.${group}`)}
      view={view}
    >
      {group === "calendar" && <Holidays rows={rows} today={view.today} />}
    </RowList>
  );
}

function Facts({
  definition,
  now,
  own,
  today,
  text,
}: {
  definition: SettingDefinition;
  now: SettingRow | undefined;
  own: readonly SettingRow[];
  today: string;
  text: Text;
}) {
  const t = useTranslations("adminSettings");
  const locale = useLocale();
  const planned = own.filter((row) => row.validFrom > today);
  const line = (row: SettingRow) =>
    [
      `${text(definition, row.value)}, ${t("since", { day: format.day(row.validFrom, locale) })}`,
      t("source", { source: row.source }),
      row.by && row.at ? t("setBy", { name: row.by, at: format.instant(row.at, locale) }) : t("byProduct"),
    ].join(" · ");
  return (
    <>
      {now && (
        <span className="block">
          {t("since", { day: format.day(now.validFrom, locale) })} · {t("source", { source: now.source })}
        </span>
      )}
      {planned.map((row) => (
        <b className="block font-medium text-warn" key={row.validFrom}>
          {t("planned", { day: format.day(row.validFrom, locale), value: text(definition, row.value) })}
        </b>
      ))}
      {own.length > 1 && (
        <details>
          <summary className="py-1 thumb:min-h-11">{t("history", { count: own.length })}</summary>
          <ul className="pb-1">
            {own.map((row) => (
              <li key={row.validFrom}>{line(row)}</li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

type EditProps = {
  setting: SettingKey;
  definition: SettingDefinition;
  now: SettingRow | undefined;
  own: readonly SettingRow[];
  view: EditView;
  title: string;
};

const editForm = ({ title, ...props }: EditProps): RowForm => ({
  name: "setting.change",
  fixed: { key: props.setting },
  title,
  fields: <EditFields {...props} />,
  more: <Withdrawals {...props} />,
});

function EditFields({ definition, now, view }: Omit<EditProps, "title">) {
  const t = useTranslations("adminSettings");
  const tUnit = useTranslations("units.label");
  const tUnits = useTranslations("units");
  const { unit, min, max } = definition;
  const value = now?.value;
  const hint = min !== undefined && max !== undefined ? t("limits", { min, max }) : undefined;
  const listed = Array.isArray(value)
    ? value.map((item) => (typeof item === "number" ? item : item.replace(/^0?(\d+)-0?(\d+)$/, "$2. $1."))).join(", ")
    : undefined;
  return (
    <>
      {unit === "fixed-days" || unit === "offset-days" ? (
        <TextField
          className="md:col-span-2"
          defaultValue={listed}
          hint={t(unit === "fixed-days" ? "fixedHint" : "easterHint")}
          label={t("value")}
          maxLength={500}
          name="text"
        />
      ) : unit === "factor" ? (
        <Select
          defaultValue={String(value)}
          label={t("value")}
          name="text"
          options={factorRules.map((rule) => ({ value: rule, label: tUnits(`factor.${rule}`) }))}
        />
      ) : unit === "halere" ? (
        <MoneyField
          defaultValue={typeof value === "number" ? value : undefined}
          label={t("value")}
          name="amountHalere"
        />
      ) : (
        unit !== "day" && (
          <TextField
            defaultValue={typeof value === "number" ? value : undefined}
            hint={hint}
            kind="number"
            label={`${t("value")} (${tUnit(unit)})`}
            name="number"
          />
        )
      )}
      <DateField
        defaultValue={view.today}
        label={t("validFrom")}
        min={view.today}
        name="validFrom"
        today={view.today}
      />
      <TextField
        className="md:col-span-2"
        defaultValue={now?.source}
        label={t("sourceField")}
        maxLength={300}
        name="source"
      />
      <Checkbox defaultChecked={now?.verified} label={t("verifiedField")} name="verified" />
    </>
  );
}

/** What is planned and not in force yet may be taken back. */
function Withdrawals({ setting, definition, own, view }: Omit<EditProps, "title">) {
  const t = useTranslations("adminSettings");
  const locale = useLocale();
  return own
    .filter((row) => row.validFrom > view.today)
    .map((row) => (
      <CommandForm
        className="mb-3 px-4 sm:px-6"
        fixed={{ key: setting, validFrom: row.validFrom }}
        key={row.validFrom}
        name="setting.withdraw"
        redirectTo={view.at(definition.group)}
        submit={{ variant: "quiet", size: "sm", icon: "cross" }}
        submitLabel={t("withdraw", { day: format.day(row.validFrom, locale) })}
      />
    ));
}

/** The public holidays of this year by the rule in force. */
function Holidays({ rows, today }: { rows: readonly SettingRow[]; today: string }) {
  const t = useTranslations("adminSettings");
  const locale = useLocale();
  const inForce = (key: SettingKey) => rows.find((row) => row.key === key && row.validFrom <= today)?.value;
  const listOf = (value: SettingValue | undefined) => (Array.isArray(value) ? value : []);
  const fixed = listOf(inForce("holiday.fixed")).map(String);
  const easter = listOf(inForce("holiday.easter")).map(Number);
  const year = Number(today.slice(0, 4));
  const days = holidaysOf(year, { fixed, easter }).map((day) => format.day(day, locale).slice(0, -5));
  return <p className="mb-3 text-sm">{t("holidays", { year: String(year), days: days.join(", ") })}</p>;
}
