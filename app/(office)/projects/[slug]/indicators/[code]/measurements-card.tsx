import { useLocale, useTranslations } from "next-intl";
import { EvidenceFiles } from "@/app/(office)/evidence-files";
import { EmptyState } from "@/components/ui/alert";
import { StatePill, type Tone } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { CommandForm } from "@/components/ui/command-form";
import { Link } from "@/components/ui/link";
import { type Column, Table } from "@/components/ui/table";
import { TextArea, TextField } from "@/components/ui/text-field";
import { DateField } from "@/components/ui/typed-field";
import type { Measurement } from "@/db/queries/indicator";
import type { Actor } from "@/lib/domain/actor";
import { earlier } from "@/lib/domain/day";
import type { MeasurementState } from "@/lib/domain/measurement";
import { unitName } from "@/lib/domain/unit";
import { day, instant } from "@/lib/format";
import { figure } from "../indicator-marks";
import type { IndicatorParts } from "./parts";

type Props = IndicatorParts & {
  may: { record: boolean; verify: boolean };
  me: Actor;
  /** The id of the waiting value that is being corrected. */
  corrects: string | undefined;
};

const tones = { submitted: "active", verified: "good", replaced: "none" } satisfies Record<MeasurementState, Tone>;

/** Typed values with who typed them and what proves them; the form and the button only for those who may. */
export function MeasurementsCard({ view: { measurements, indicator, project }, address, may, me, corrects }: Props) {
  const t = useTranslations("indicators.measurement");
  const locale = useLocale();
  const waiting = measurements.find(({ id, state }) => id === corrects && state === "submitted");
  const columns: Column<Measurement>[] = [
    { key: "on", header: t("on"), head: true, cell: (row) => day(row.measuredOn, locale) },
    { key: "value", header: t("value"), number: true, cell: (row) => figure(row.value, locale) },
    {
      key: "state",
      header: t("state"),
      cell: (row) => (
        <span>
          <StatePill tone={tones[row.state]}>{t(row.state)}</StatePill>
          {row.verifiedAt && (
            <span className="block text-xs text-soft">
              {row.verifiedBy ?? "–"}, {instant(row.verifiedAt, locale)}
            </span>
          )}
        </span>
      ),
    },
    {
      key: "author",
      header: t("author"),
      cell: (row) => (
        <span>
          {row.author ?? "–"}
          <span className="block text-xs text-soft">{instant(row.enteredAt, locale)}</span>
        </span>
      ),
    },
    { key: "note", header: t("note"), cell: (row) => row.note },
    {
      key: "files",
      header: t("files"),
      cell: (row) => (
        <EvidenceFiles
          add={
            may.record &&
            row.state !== "replaced" && {
              label: t("attachFile", { day: day(row.measuredOn, locale) }),
              folded: t("attachTo"),
            }
          }
          files={row.files}
          projectId={project.id}
          proves={{ measurementId: row.id }}
          removes={may.record && row.state === "submitted"}
        />
      ),
    },
  ];
  if (may.record)
    columns.push({
      key: "correct",
      header: t("correct"),
      cell: (row) =>
        row.state === "submitted" && (
          <Link
            className="inline-flex min-h-6 items-center thumb:min-h-11"
            href={`${address.path}?correct=${row.id}#measure`}
          >
            {t("correct")}
            <span className="sr-only"> {day(row.measuredOn, locale)}</span>
          </Link>
        ),
    });
  if (may.verify)
    columns.push({
      key: "verify",
      header: t("decision"),
      cell: (row) =>
        row.state === "submitted" &&
        (row.own ? (
          <span className="text-sm text-soft">
            {t("ownWaits", { count: row.deciders.length, names: row.deciders.join(", ") })}
          </span>
        ) : (
          <CommandForm
            fixed={{ measurementId: row.id, version: row.version }}
            name="measurement.verify"
            submit={{ size: "sm", variant: "secondary", icon: "check" }}
            submitLabel={t("verify")}
          />
        )),
    });
  return (
    <Card flush id="measurements" note={t("intro")} title={t("title")}>
      <Table
        address={address}
        bareCaption
        caption={t("title")}
        columns={columns}
        empty={<EmptyState icon="target" title={t("none")} />}
        name="measured"
        rowKey={(row) => row.id}
        rows={measurements}
      />
      {may.record && (
        <div className="border-t border-line p-4 sm:px-6 sm:pb-6">
          <h3 className="mb-3" id="measure">
            {waiting ? t("correctOf", { day: day(waiting.measuredOn, locale) }) : t("add")}
          </h3>
          <CommandForm
            className="max-w-xl"
            fixed={{
              indicatorId: indicator.id,
              ...(waiting && { measuredOn: waiting.measuredOn, version: waiting.version }),
            }}
            key={waiting?.id}
            name="measurement.record"
            redirectTo={waiting && `${address.path}#measurements`}
            resets
            submitLabel={t("record")}
          >
            <div className="grid gap-4 sm:grid-cols-2">
              {!waiting && (
                <DateField
                  defaultValue={earlier(me.today, project.endsOn)}
                  label={t("on")}
                  max={earlier(me.today, project.endsOn)}
                  min={project.startsOn}
                  name="measuredOn"
                  today={me.today}
                />
              )}
              <TextField
                defaultValue={waiting?.value}
                inputMode="decimal"
                kind="number"
                label={t("valueIn", { unit: unitName(indicator.unit, locale) })}
                name="value"
                required
              />
            </div>
            <p className="text-sm text-soft">{t("correctHint")}</p>
            <TextArea
              defaultValue={waiting?.note}
              hint={t("noteHint")}
              label={t("note")}
              maxLength={2000}
              name="note"
              optional
              rows={2}
            />
          </CommandForm>
        </div>
      )}
    </Card>
  );
}
