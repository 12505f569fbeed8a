import { useLocale, useTranslations } from "next-intl";
import { type RowForm, RowList } from "@/app/(office)/row-list";
import { blockTime } from "@/app/meeting-words";
import { CommandForm } from "@/components/ui/command-form";
import { Select, TextArea, TextField } from "@/components/ui/text-field";
import { TimeField } from "@/components/ui/time-field";
import type { MeetingBlock } from "@/db/queries/meetings";
import { said } from "@/lib/domain/meeting-text";

import type { DeskView } from "./desk-view";

/** The blocks of the programme by their numbers, at every site or at one. */
export function ProgrammeSection(view: DeskView) {
  const t = useTranslations("meetings");
  const tPage = useTranslations("meetingPage");
  const locale = useLocale();
  const { meeting, at } = view;
  const planned = meeting.state !== "allocated" && meeting.state !== "published";
  const form = (block?: MeetingBlock): RowForm => ({
    name: block ? "block.change" : "block.add",
    fixed: block ? { blockId: block.id, version: block.version } : { meetingId: meeting.id },
    title: block ? t("blockOf", { number: block.number }) : t("blockNew"),
    fields: (
      <>
        <TextField
          defaultValue={block?.number ?? Math.max(0, ...meeting.blocks.map(({ number }) => number)) + 1}
          inputMode="numeric"
          kind="number"
          label={t("fields.number")}
          name="number"
        />
        <Select
          defaultValue={block?.siteId ?? ""}
          label={t("fields.site")}
          name="siteId"
          optional
          options={meeting.sites.map(({ id, name }) => ({ value: id, label: name }))}
          placeholder={t("everySite")}
        />
        <TextArea defaultValue={block?.titleCs} label={t("fields.blockCs")} maxLength={500} name="titleCs" rows={3} />
        <TextArea
          defaultValue={block?.titleEn}
          label={t("fields.blockEn")}
          maxLength={500}
          name="titleEn"
          optional
          rows={3}
        />
        <TextField
          defaultValue={block?.providerCs}
          label={t("fields.providerCs")}
          maxLength={200}
          name="providerCs"
          optional
        />
        <TextField
          defaultValue={block?.providerEn}
          label={t("fields.providerEn")}
          maxLength={200}
          name="providerEn"
          optional
        />
        <TextField
          defaultValue={block?.lecturer}
          label={t("fields.lecturer")}
          maxLength={200}
          name="lecturer"
          optional
        />
        <TextField
          defaultValue={block?.dayNumber ?? ""}
          hint={t("fields.dayNumberHint")}
          inputMode="numeric"
          kind="number"
          label={t("fields.dayNumber")}
          name="dayNumber"
          optional
        />
        <TimeField defaultValue={block?.startsAt ?? ""} label={t("fields.startsAt")} name="startsAt" optional />
        <TextField
          defaultValue={block?.minutes ?? ""}
          hint={t("fields.minutesHint")}
          inputMode="numeric"
          kind="number"
          label={t("fields.minutes")}
          name="minutes"
          optional
        />
      </>
    ),
    more: block && planned && (
      <CommandForm
        className="mb-3 px-4 sm:px-6"
        fixed={{ blockId: block.id, version: block.version }}
        name="block.remove"
        redirectTo={at("programme")}
        submit={{ variant: "quiet", size: "sm", icon: "cross" }}
        submitLabel={t("blockRemove")}
      />
    ),
  });
  return (
    <RowList
      add={planned ? { label: t("blockAdd"), form: () => form() } : undefined}
      id="programme"
      note={t("programmeNote")}
      rows={meeting.blocks.map((block) => ({
        id: block.id,
        text: `${block.number}. ${said(locale, block.titleCs, block.titleEn).text}`,
        note: [
          said(locale, block.providerCs, block.providerEn).text,
          block.lecturer,
          meeting.sites.find(({ id }) => id === block.siteId)?.name,
          blockTime(block, tPage) || t("timeUnknown"),
        ]
          .filter(Boolean)
          .join(" · "),
        form: () => form(block),
      }))}
      title={t("tabs.programme")}
      view={view}
    />
  );
}
