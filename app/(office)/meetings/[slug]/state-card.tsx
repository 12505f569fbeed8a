import { useLocale, useTranslations } from "next-intl";
import { Panel } from "@/app/(office)/panel";
import { Alert } from "@/components/ui/alert";
import { LinkButton } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Checkbox } from "@/components/ui/choice";
import { CommandForm } from "@/components/ui/command-form";
import { TextArea } from "@/components/ui/text-field";
import { DateField } from "@/components/ui/typed-field";
import { daysBetween } from "@/lib/domain/day";
import * as format from "@/lib/format";
import { errorSentence } from "@/lib/words";
import { deadlineOf } from "@/server/views/meetings";
import type { DeskView } from "./desk-view";
import { textLabel } from "./text-label";

/** Where the meeting stands, what may be done next, and who decided what so far. */
export function StateCard(view: DeskView) {
  const t = useTranslations("meetings");
  const tDecision = useTranslations("meetings.decisions");
  const locale = useLocale();
  const { meeting, decisions, edits, at } = view;
  const seen = { meetingId: meeting.id, version: meeting.wholeVersion };
  const opens = (deed: string) => edits && view.edit.section === "state" && view.edit.id === deed;
  const words: Record<string, string> = {
    open: tDecision("open"),
    closed: tDecision("closed"),
    allocated: tDecision("allocated"),
    published: tDecision("published"),
  };
  return (
    <Card id="state" title={t("state")}>
      {meeting.state === "draft" ? <Draft {...view} seen={seen} /> : <Running {...view} />}
      {edits && meeting.state === "open" && !opens("close") && (
        <LinkButton className="mt-4" href={at("state", "close")} icon="lock" variant="secondary">
          {t("close")}
        </LinkButton>
      )}
      {meeting.state === "open" && opens("close") && (
        <Panel back={at("state")} fixed={seen} name="meeting.close" submit={t("close")} title={t("closeTitle")}>
          <p>{t("closeText")}</p>
          <TextArea label={t("closeNote")} maxLength={2000} name="note" optional rows={2} />
        </Panel>
      )}
      {edits && meeting.state === "closed" && !opens("reopen") && (
        <LinkButton className="mt-4" href={at("state", "reopen")} icon="returned" variant="secondary">
          {t("reopen")}
        </LinkButton>
      )}
      {meeting.state === "closed" && opens("reopen") && (
        <Panel back={at("state")} fixed={seen} name="meeting.reopen" submit={t("reopen")} title={t("reopenTitle")}>
          <div className="grid items-end gap-4 md:grid-cols-2">
            <DateField label={t("fields.deadlineOn")} min={view.today} name="deadlineOn" today={view.today} />
          </div>
          <TextArea label={t("reopenNote")} maxLength={2000} name="note" rows={2} />
        </Panel>
      )}
      {decisions.length > 0 && (
        <ul className="mt-4 border-line border-t pt-3 text-sm">
          {decisions.map(({ decision, round, note, by, at: when }) => (
            <li className="py-1" key={`${when}${round}${decision}`}>
              <span className="text-soft">{format.instant(when, locale)}</span>{" "}
              {round === null ? words[decision] : t("decisionOfRound", { number: round, what: words[decision] ?? "" })}
              {by && <span className="text-soft"> · {by}</span>}
              {note && <span className="block">{note}</span>}
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

type Seen = { seen: { meetingId: string; version: string } };

function Draft({ edits, lacks, stale, source, seen }: DeskView & Seen) {
  const t = useTranslations("meetings");
  const label = textLabel(useTranslations("meetings"));
  const locale = useLocale();
  return (
    <div className="grid gap-4">
      <p>{t("draftText")}</p>
      {lacks.length > 0 && (
        <Alert title={t("lacks")} tone="warn">
          <ul className="list-disc pl-5">
            {lacks.map((key) => (
              <li key={key}>{errorSentence(locale, { key })}</li>
            ))}
          </ul>
        </Alert>
      )}
      {stale.length > 0 && source && (
        <Alert title={t("stale", { number: source.referenceNumber })} tone="warn">
          <ul className="list-disc pl-5">
            {stale.map((key) => (
              <li key={key}>{label(key)}</li>
            ))}
          </ul>
        </Alert>
      )}
      {edits && lacks.length === 0 && (
        <CommandForm doneLabel={t("openDone")} fixed={seen} name="meeting.open" submitLabel={t("open")}>
          {stale.length > 0 && <Checkbox label={t("keepTexts")} name="keepTexts" />}
        </CommandForm>
      )}
      {edits && (
        <CommandForm
          fixed={seen}
          name="meeting.remove"
          redirectTo="/meetings"
          submit={{ variant: "quiet", size: "sm", icon: "cross" }}
          submitLabel={t("remove")}
        />
      )}
    </div>
  );
}

function Running({ meeting, today }: DeskView) {
  const t = useTranslations("meetings");
  const locale = useLocale();
  const deadline = deadlineOf(meeting);
  if (meeting.state !== "open" || !deadline)
    return <p>{t(`stateText.${meeting.state === "open" ? "closed" : meeting.state}`)}</p>;
  const days = daysBetween(today, deadline);
  return (
    <p>
      {t("openText", { day: format.day(deadline, locale) })}{" "}
      <strong>{days >= 0 ? t("daysLeft", { days }) : t("deadlineOver")}</strong>
    </p>
  );
}
