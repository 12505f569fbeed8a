import { useLocale, useTranslations } from "next-intl";
import { type RowForm, RowList } from "@/app/(office)/row-list";
import { Badge, StatePill } from "@/components/ui/badge";
import { Checkbox } from "@/components/ui/choice";
import { CommandForm, SubmitButton } from "@/components/ui/command-form";
import { Select, TextField } from "@/components/ui/text-field";
import { DateField } from "@/components/ui/typed-field";
import type { ItemRow, KindRow } from "@/db/queries/settings";
import type { CatalogueName } from "@/lib/domain/catalogue";
import { indicatorKinds } from "@/lib/domain/indicator";
import { unitName } from "@/lib/domain/unit";
import * as format from "@/lib/format";
import type { EditView } from "./values-section";

type Named = Pick<KindRow, "code" | "nameCs" | "nameEn" | "source" | "verified" | "validFrom" | "validTo">;

/** What assistants do. */
export function KindsSection({ kinds, view }: { kinds: readonly KindRow[]; view: EditView }) {
  const t = useTranslations("adminSettings");
  return (
    <RowList
      add={{
        label: t("kindAdd"),
        form: () => ({
          name: "activity-kind.add",
          fixed: {},
          title: t("kindNew"),
          fields: (
            <>
              <CodeFields today={view.today} />
              <WordFields />
              <Checkbox hint={t("contactHint")} label={t("contact")} name="contact" />
            </>
          ),
        }),
      }}
      id="kinds"
      note={t("kindsNote")}
      rows={kinds.map((kind) => ({
        id: kind.code,
        text: <Name row={kind} />,
        note: [<Days key="days" row={kind} />, ` · ${t("used", { count: kind.used })}`],
        mark: (
          <span className="flex flex-wrap items-center gap-2">
            {kind.contact && <Badge>{t("isContact")}</Badge>}
            <Verified row={kind} />
          </span>
        ),
        form: (): RowForm => ({
          name: "activity-kind.change",
          fixed: { code: kind.code },
          title: kind.code,
          fields: (
            <>
              <WordFields row={kind} />
              <TextField defaultValue={kind.position} kind="number" label={t("position")} name="position" />
            </>
          ),
          more: <EndForm fixed={{ code: kind.code }} name="activity-kind.end" row={kind} section="kinds" view={view} />,
        }),
      }))}
      title={t("kinds")}
      view={view}
    />
  );
}

type ItemsProps = { catalogue: CatalogueName; items: readonly ItemRow[]; view: EditView };

/** One of the other catalogues: reasons of return, indicators. */
export function ItemsSection({ catalogue, items, view }: ItemsProps) {
  const t = useTranslations("adminSettings");
  const locale = useLocale();
  const tKind = useTranslations("indicators.kinds");
  const more = (item?: ItemRow) => catalogue === "indicator" && <IndicatorFields item={item} />;
  const add = {
    label: t(`${catalogue}Add`),
    form: (): RowForm => ({
      name: "catalogue-item.add",
      fixed: { catalogue },
      title: t(`${catalogue}New`),
      fields: (
        <>
          <CodeFields today={view.today} />
          <WordFields />
          {more()}
        </>
      ),
    }),
  };
  return (
    <RowList
      add={add}
      id={catalogue}
      note={t(`${catalogue}Note`)}
      rows={items.map((item) => ({
        id: item.code,
        text: <Name code={catalogue === "indicator"} row={item} />,
        note: [
          <Days key="days" row={item} />,
          item.indicatorKind && item.unit ? ` · ${tKind(item.indicatorKind)}, ${unitName(item.unit, locale)}` : "",
        ],
        mark: <Verified row={item} />,
        form: (): RowForm => ({
          name: "catalogue-item.change",
          fixed: { catalogue, code: item.code },
          title: item.code,
          fields: (
            <>
              <WordFields row={item} />
              {more(item)}
            </>
          ),
          more: (
            <EndForm
              fixed={{ catalogue, code: item.code }}
              name="catalogue-item.end"
              row={item}
              section={catalogue}
              view={view}
            />
          ),
        }),
      }))}
      title={t(catalogue)}
      view={view}
    />
  );
}

function Name({ row, code }: { row: Named; code?: boolean }) {
  const locale = useLocale();
  return (
    <b className="font-medium">
      {code && `${row.code} `}
      {locale === "en" ? row.nameEn : row.nameCs}
    </b>
  );
}

function Days({ row }: { row: Named }) {
  const t = useTranslations("adminSettings");
  const locale = useLocale();
  const [from, to] = [format.day(row.validFrom, locale), row.validTo && format.day(row.validTo, locale)];
  return (
    <>
      {to ? t("days", { from, to }) : t("since", { day: from })} · {t("source", { source: row.source })}
    </>
  );
}

function Verified({ row }: { row: Named }) {
  const t = useTranslations("adminSettings");
  return <StatePill tone={row.verified ? "good" : "none"}>{t(row.verified ? "verified" : "notVerified")}</StatePill>;
}

function CodeFields({ today }: { today: string }) {
  const t = useTranslations("adminSettings");
  return (
    <>
      <TextField hint={t("codeHint")} label={t("code")} maxLength={30} name="code" />
      <DateField defaultValue={today} label={t("validFrom")} min={today} name="validFrom" today={today} />
    </>
  );
}

function WordFields({ row }: { row?: Named }) {
  const t = useTranslations("adminSettings");
  return (
    <>
      <TextField defaultValue={row?.nameCs} label={t("nameCs")} maxLength={300} name="nameCs" />
      <TextField defaultValue={row?.nameEn} label={t("nameEn")} maxLength={300} name="nameEn" />
      <TextField
        className="md:col-span-2"
        defaultValue={row?.source}
        label={t("sourceField")}
        maxLength={300}
        name="source"
      />
      <Checkbox defaultChecked={row?.verified} label={t("verifiedField")} name="verified" />
    </>
  );
}

function IndicatorFields({ item }: { item?: ItemRow }) {
  const t = useTranslations("adminSettings");
  const tKind = useTranslations("indicators.kinds");
  return (
    <>
      <TextField defaultValue={item?.unit ?? ""} label={t("unit")} maxLength={40} name="unit" />
      <Select
        defaultValue={item?.indicatorKind ?? "output"}
        label={t("indicatorKind")}
        name="indicatorKind"
        options={indicatorKinds.map((value) => ({ value, label: tKind(value) }))}
      />
    </>
  );
}

type EndProps = {
  name: string;
  fixed: Readonly<Record<string, string>>;
  row: Named;
  section: string;
  view: EditView;
};

function EndForm({ name, fixed, row, section, view }: EndProps) {
  const t = useTranslations("adminSettings");
  return (
    <section className="mb-3 border-link border-l-4 bg-wash px-4 py-4 sm:px-6">
      <CommandForm fixed={fixed} name={name} redirectTo={view.at(section)}>
        <div className="grid items-end gap-4 sm:grid-cols-2">
          <DateField
            defaultValue={row.validTo ?? undefined}
            hint={t("endHint")}
            label={t("validTo")}
            min={view.today}
            name="validTo"
            optional
            today={view.today}
          />
          <SubmitButton variant="secondary">{t("end")}</SubmitButton>
        </div>
      </CommandForm>
    </section>
  );
}
