import { useLocale, useTranslations } from "next-intl";
import { Alert } from "@/components/ui/alert";
import { Card } from "@/components/ui/card";
import { CommandForm } from "@/components/ui/command-form";
import { TextField } from "@/components/ui/text-field";
import { DateField } from "@/components/ui/typed-field";
import type { MeetingLine } from "@/db/queries/meetings";
import * as format from "@/lib/format";

type Named = Partial<Pick<MeetingLine, "titleCs" | "titleEn">>;

/** What every meeting is told apart by. */
function NameFields({ named = {} }: { named?: Named }) {
  const t = useTranslations("meetings");
  return (
    <>
      <TextField
        className="md:col-span-2"
        defaultValue={named.titleCs}
        label={t("fields.titleCs")}
        maxLength={300}
        name="titleCs"
      />
      <TextField
        className="md:col-span-2"
        defaultValue={named.titleEn}
        label={t("fields.titleEn")}
        maxLength={300}
        name="titleEn"
      />
      <TextField
        hint={t("fields.referenceHint")}
        label={t("fields.referenceNumber")}
        maxLength={60}
        name="referenceNumber"
      />
      <TextField hint={t("fields.slugHint")} label={t("fields.slug")} maxLength={60} name="slug" />
    </>
  );
}

/** A meeting from nothing: named and dated; sites, texts and programme follow on its desk. */
export function CreateForm({ organisationId, today }: { organisationId: string; today: string }) {
  const t = useTranslations("meetings");
  return (
    <Card id="create" title={t("createTitle")}>
      <CommandForm
        fixed={{ organisationId }}
        name="meeting.create"
        redirectTo="/meetings/{slug}"
        submitLabel={t("createSubmit")}
      >
        <div className="grid items-end gap-4 md:grid-cols-2">
          <NameFields />
          <DateField hint={t("fields.deadlineHint")} label={t("fields.deadlineOn")} name="deadlineOn" today={today} />
        </div>
      </CommandForm>
    </Card>
  );
}

/** Last year's meeting with new days of each site; its titles with the year changed. */
export function CopyForm({ source, today }: { source: MeetingLine; today: string }) {
  const t = useTranslations("meetings");
  const locale = useLocale();
  if (source.sites.length === 0)
    return (
      <Alert title={t("copyNoSites")} tone="warn">
        {t("copyNoSitesText")}
      </Alert>
    );
  const years = [...new Set(source.sites.map(({ startsOn }) => startsOn.slice(0, 4)))];
  const nextYear = (title: string) =>
    years.reduce((text, year) => text.replaceAll(year, String(Number(year) + 1)), title);
  return (
    <Card id="copy" title={t("copyDates")}>
      <CommandForm
        name="meeting.copy"
        redirectTo="/meetings/{slug}"
        submitLabel={t("copySubmit")}
        fixed={{ meetingId: source.id }}
      >
        <div className="grid items-end gap-4 md:grid-cols-2">
          <NameFields named={{ titleCs: nextYear(source.titleCs), titleEn: nextYear(source.titleEn) }} />
          <DateField hint={t("fields.deadlineHint")} label={t("fields.deadlineOn")} name="deadlineOn" today={today} />
        </div>
        {source.sites.map((site, index) => (
          <fieldset className="border-line border-t pt-4" key={site.code}>
            <legend className="sr-only">{site.name}</legend>
            <h3>{site.name}</h3>
            <p className="mb-2 text-sm text-soft">
              {t("copyWas", { days: format.dayRange(site.startsOn, site.endsOn, locale) })}
            </p>
            <input name={`sites.${index}.siteId`} type="hidden" value={site.id} />
            <div className="grid items-end gap-4 md:grid-cols-2">
              <DateField label={t("fields.startsOn")} name={`sites.${index}.startsOn`} of={site.name} today={today} />
              <DateField label={t("fields.endsOn")} name={`sites.${index}.endsOn`} of={site.name} today={today} />
            </div>
          </fieldset>
        ))}
      </CommandForm>
    </Card>
  );
}
