import { useLocale, useTranslations } from "next-intl";
import { type RowForm, RowList } from "@/app/(office)/row-list";
import { StatePill } from "@/components/ui/badge";
import { CommandForm } from "@/components/ui/command-form";
import { Select, TextField } from "@/components/ui/text-field";
import { TimeField } from "@/components/ui/time-field";
import { DateField } from "@/components/ui/typed-field";
import type { MeetingSite } from "@/db/queries/meetings";
import { isHeld, meals } from "@/lib/domain/meeting";
import * as format from "@/lib/format";
import type { DeskView } from "./desk-view";

/** Where and when the meeting takes place; each site with its seats. */
export function SitesSection(view: DeskView) {
  const t = useTranslations("meetings");
  const locale = useLocale();
  const { meeting, today, at } = view;
  const mealOptions = meals.map((meal) => ({ value: meal, label: t(`meals.${meal}`) }));
  const form = (site?: MeetingSite): RowForm => ({
    name: site ? "site.change" : "site.add",
    fixed: site ? { siteId: site.id, version: site.version } : { meetingId: meeting.id },
    title: site?.name ?? t("siteNew"),
    fields: (
      <>
        <TextField defaultValue={site?.name} label={t("fields.siteName")} maxLength={120} name="name" />
        <TextField
          defaultValue={site?.code}
          hint={t("fields.codeHint")}
          label={t("fields.code")}
          maxLength={60}
          name="code"
        />
        <TextField defaultValue={site?.venueCs} label={t("fields.venueCs")} maxLength={200} name="venueCs" optional />
        <TextField defaultValue={site?.venueEn} label={t("fields.venueEn")} maxLength={200} name="venueEn" optional />
        <TextField
          className="md:col-span-2"
          defaultValue={site?.address}
          label={t("fields.address")}
          maxLength={300}
          name="address"
        />
        <DateField defaultValue={site?.startsOn} label={t("fields.startsOn")} name="startsOn" today={today} />
        <DateField defaultValue={site?.endsOn} label={t("fields.endsOn")} name="endsOn" today={today} />
        <TimeField defaultValue={site?.arrivalBy ?? ""} label={t("fields.arrivalBy")} name="arrivalBy" optional />
        <Select
          defaultValue={site?.firstMeal ?? ""}
          label={t("fields.firstMeal")}
          name="firstMeal"
          optional
          options={mealOptions}
          placeholder={t("noMeal")}
        />
        <TimeField defaultValue={site?.endsAt ?? ""} label={t("fields.endsAt")} name="endsAt" optional />
        <Select
          defaultValue={site?.lastMeal ?? ""}
          label={t("fields.lastMeal")}
          name="lastMeal"
          optional
          options={mealOptions}
          placeholder={t("noMeal")}
        />
        <TextField
          defaultValue={site?.capacity}
          inputMode="numeric"
          kind="number"
          label={t("fields.capacity")}
          name="capacity"
        />
      </>
    ),
    more: site && meeting.state === "draft" && (
      <CommandForm
        className="mb-3 px-4 sm:px-6"
        fixed={{ siteId: site.id, version: site.version }}
        name="site.remove"
        redirectTo={at("sites")}
        submit={{ variant: "quiet", size: "sm", icon: "cross" }}
        submitLabel={t("siteRemove")}
      />
    ),
  });
  const planned = meeting.state !== "allocated" && meeting.state !== "published";
  return (
    <RowList
      add={planned ? { label: t("siteAdd"), form: () => form() } : undefined}
      id="sites"
      note={t("sitesNote")}
      rows={meeting.sites.map((site) => ({
        id: site.id,
        text: (
          <>
            <strong>{site.name}</strong> · {format.dayRange(site.startsOn, site.endsOn, locale)}
          </>
        ),
        note: `${site.address} · ${t("seats", { count: site.capacity })}`,
        mark: isHeld(site, today) && <StatePill tone="good">{t("held")}</StatePill>,
        form: isHeld(site, today) ? undefined : () => form(site),
      }))}
      title={t("tabs.sites")}
      view={view}
    />
  );
}
