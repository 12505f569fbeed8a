import { useLocale, useTranslations } from "next-intl";
import { type RowForm, RowList } from "@/app/(office)/row-list";
import { CommandForm } from "@/components/ui/command-form";
import { Select } from "@/components/ui/text-field";
import { DateField } from "@/components/ui/typed-field";
import type { MeetingRound } from "@/db/queries/meetings";
import { deadlineDay } from "@/lib/domain/meeting";
import * as format from "@/lib/format";
import { MeetingPill } from "../state-pill";
import type { DeskView } from "./desk-view";

/** Until when people register: the first round for every site, further ones for one that is not filled. */
export function RoundsSection(view: DeskView) {
  const t = useTranslations("meetings");
  const locale = useLocale();
  const { meeting, today, at, edits } = view;
  const siteOf = (round?: MeetingRound) => meeting.sites.find(({ id }) => id === round?.siteId);
  const dueField = (round?: MeetingRound) => (
    <DateField
      defaultValue={round && deadlineDay(round.closesAt)}
      hint={t("fields.deadlineHint")}
      label={t("fields.deadlineOn")}
      name="deadlineOn"
      today={today}
    />
  );
  const change = (round: MeetingRound): RowForm => {
    const fixed = { roundId: round.id, version: round.version };
    const deed = (name: string, submitLabel: string, icon: "cross" | "lock" | "plus") => (
      <CommandForm
        className="mb-3 px-4 sm:px-6"
        fixed={fixed}
        key={name}
        name={name}
        redirectTo={at("rounds")}
        submit={{ variant: "quiet", size: "sm", icon }}
        submitLabel={submitLabel}
      />
    );
    return {
      name: "round.change",
      fixed,
      title: t("roundOf", { number: round.number }),
      fields: dueField(round),
      more: round.number > 1 && (
        <>
          {meeting.state === "published" && round.state !== "open" && deed("round.open", t("roundOpen"), "plus")}
          {round.state === "open" && deed("round.close", t("roundClose"), "lock")}
          {round.state === "planned" && deed("round.remove", t("roundRemove"), "cross")}
        </>
      ),
    };
  };
  return (
    <RowList
      add={
        edits && meeting.state !== "draft" && meeting.sites.length > 0
          ? {
              label: t("roundAdd"),
              form: () => ({
                name: "round.add",
                fixed: { meetingId: meeting.id },
                title: t("roundNew"),
                fields: (
                  <>
                    <Select
                      label={t("fields.site")}
                      name="siteId"
                      options={meeting.sites.map(({ id, name }) => ({ value: id, label: name }))}
                    />
                    {dueField()}
                  </>
                ),
              }),
            }
          : undefined
      }
      id="rounds"
      note={t("roundsNote")}
      rows={meeting.rounds.map((round) => ({
        id: round.id,
        text: `${t("roundOf", { number: round.number })}: ${siteOf(round)?.name ?? t("everySite")}`,
        note: t("roundUntil", { day: format.day(deadlineDay(round.closesAt), locale) }),
        mark: <MeetingPill of="rounds" state={round.state} />,
        form: round.state === "closed" ? undefined : () => change(round),
      }))}
      title={t("rounds")}
      view={view}
    />
  );
}
