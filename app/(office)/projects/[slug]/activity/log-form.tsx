"use client";
import { useTranslations } from "next-intl";
import { useContext, useState } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/choice";
import { CommandForm, SubmitButton } from "@/components/ui/command-form";
import { cx } from "@/components/ui/cx";
import { FormContext } from "@/components/ui/form-context";
import { FormOutcome } from "@/components/ui/form-outcome";
import { Icon } from "@/components/ui/icon";
import { useScripted } from "@/components/ui/scripted";
import { Select, TextArea } from "@/components/ui/text-field";
import { inPost, type PlannedShift, type ServedShift } from "@/lib/domain/shift";
import { timeOfDay } from "@/lib/format";
import { type LogKind, PlacesPart } from "./log-counts";
import { type LogState, useDraft } from "./log-draft";
import { Fold } from "./log-fold";
import { type LogPerson, PeoplePart } from "./log-parts";
import { type ContactGoal, LogPreview } from "./log-preview";
import { WhenPart } from "./log-when";

export type LogFormProps = {
  projectId: string;
  slug: string;
  /** Keeps drafts of people who share a browser apart. */
  draftKey: string;
  initial: LogState;
  /** Today, yesterday and the day before, as far as they lie in the project. */
  days: string[];
  /** The first and the last day that may be logged. */
  from: string;
  to: string;
  people: LogPerson[];
  served: (ServedShift & { id: string })[];
  planned: PlannedShift[];
  localities: { id: string; name: string }[];
  keyActivities: { id: string; code: string; name: string }[];
  kinds: LogKind[];
  receivers: { value: string; label: string }[];
  contactGoal: ContactGoal | null;
  /** The record may have a note of somebody else's, which who changes it does not read. */
  noteKept?: boolean;
};

/** "Zapsat činnost": one shift of a pair, top to bottom under one thumb; kept while typing, sent when it is whole. */
export function LogForm({ slug, projectId, draftKey, initial, ...offer }: LogFormProps) {
  const t = useTranslations("log");
  const draft = useDraft(draftKey, initial);
  const { change } = draft;
  const { kinds } = offer;
  // Who is in no post on the day is not chosen; he is again once the day is typed to its end.
  const present = new Set(inPost(offer.people, draft.state.happenedOn).map(({ id }) => id));
  const state = { ...draft.state, assistantIds: draft.state.assistantIds.filter((id) => present.has(id)) };
  return (
    <CommandForm
      className="gap-6"
      fixed={{ projectId, activityId: state.activityId, ...(state.version && { version: state.version }) }}
      name="activity.log"
      onDone={draft.forget}
      placesOutcome
      redirectTo={`/projects/${slug}/activity/${state.activityId}`}
    >
      {draft.restored && (
        <Alert
          action={
            <Button onClick={draft.startAgain} size="sm" variant="secondary">
              {t("startAgain")}
            </Button>
          }
          tone="info"
        >
          {t("restored", { time: timeOfDay(draft.restored) })}
        </Alert>
      )}
      <WhenPart change={change} days={offer.days} from={offer.from} state={state} to={offer.to} />
      <PeoplePart
        change={change}
        offered={offer.localities.map(({ id }) => id)}
        people={offer.people}
        planned={offer.planned}
        served={offer.served}
        state={state}
      />
      <PlacesPart change={change} kinds={kinds} localities={offer.localities} state={state} />
      <MorePart
        change={change}
        keyActivities={offer.keyActivities}
        noteKept={offer.noteKept}
        receivers={offer.receivers}
        state={state}
      />
      <LogPreview
        contactGoal={offer.contactGoal}
        keyActivities={offer.keyActivities}
        kinds={kinds}
        path={`/projects/${slug}/activity`}
        people={offer.people}
        served={offer.served}
        state={state}
      />
      <div
        className={cx(
          "no-print -mx-4 flex flex-wrap items-center gap-2 border-t border-line bg-card px-4 py-2",
          // At hand once there is something to keep; before that it would only cover the form.
          draft.savedAt !== undefined && "sticky bottom-14 z-10 md:bottom-0",
        )}
      >
        <p
          aria-live="polite"
          className="flex w-full items-center gap-1.5 text-sm text-soft empty:hidden sm:order-last sm:w-auto"
        >
          {draft.savedAt && (
            <>
              <Icon name="check" size={16} />
              {t("kept", { time: timeOfDay(draft.savedAt) })}
            </>
          )}
        </p>
        <FormOutcome />
        <AnotherShift />
        <SubmitButton data-kind="boolean" name="submit" value="false" variant="secondary">
          {t("saveDraft")}
        </SubmitButton>
        <SubmitButton
          className="flex-1 sm:flex-none"
          data-done={t("submitted")}
          data-kind="boolean"
          icon="check"
          name="submit"
          value="true"
        >
          {t("submit")}
        </SubmitButton>
      </div>
    </CommandForm>
  );
}

/** Asked once the answer was that such a shift is there, and of whoever has no scripts, who is not asked again. */
function AnotherShift() {
  const t = useTranslations("log");
  const scripted = useScripted();
  const { outcome } = useContext(FormContext);
  const [asked, setAsked] = useState(false);
  if (outcome?.code === "shiftAlike" && !asked) setAsked(true);
  return (asked || !scripted) && <Checkbox hint={t("anotherHint")} label={t("another")} name="another" />;
}

function MorePart({
  state,
  change,
  keyActivities,
  receivers,
  noteKept,
}: Pick<LogFormProps, "keyActivities" | "receivers" | "noteKept"> & {
  state: LogState;
  change: (part: Partial<LogState>) => void;
}) {
  const t = useTranslations("log");
  const told = [
    receivers.find(({ value }) => value === state.handedTo)?.label,
    keyActivities.find(({ id }) => id === state.keyActivityId)?.code,
    state.note && t("noteWritten"),
  ].filter(Boolean);
  return (
    <Fold fields={["keyActivityId", "handedTo", "note"]} summary={told.join(" · ")} title={t("more")}>
      <div className="grid gap-4 md:grid-cols-2">
        <Select
          label={t("keyActivity")}
          name="keyActivityId"
          onChange={(event) => change({ keyActivityId: event.currentTarget.value })}
          options={keyActivities.map(({ id, code, name }) => ({ value: id, label: `${code} ${name}` }))}
          value={state.keyActivityId}
        />
        <Select
          label={t("handedTo")}
          name="handedTo"
          onChange={(event) => change({ handedTo: event.currentTarget.value })}
          optional
          options={receivers}
          placeholder={t("nobody")}
          value={state.handedTo}
        />
      </div>
      <TextArea
        hint={t(noteKept ? "noteKept" : "noteHint")}
        label={t("note")}
        maxLength={4000}
        name="note"
        onChange={(event) => change({ note: event.currentTarget.value })}
        optional
        rows={3}
        value={state.note}
      />
    </Fold>
  );
}
