"use client";
import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { useTranslations } from "next-intl";
import {
  type ComponentProps,
  type FormEvent,
  Fragment,
  lazy,
  type ReactNode,
  Suspense,
  useContext,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
  useTransition,
} from "react";
import { outcomeParams } from "@/components/ui/address";
import { Button } from "@/components/ui/button";
import { isControl, newCommandId, readForm } from "@/components/ui/command";
import { cx } from "@/components/ui/cx";
import { ErrorSummary, type FieldError } from "@/components/ui/error-summary";
import { FormContext, type Outcome, SenderContext } from "@/components/ui/form-context";
import { FormOutcome } from "@/components/ui/form-outcome";
import { tell } from "@/components/ui/toast";
import { fillAddress } from "@/lib/domain/address";
import { timeOfDay } from "@/lib/format";

/** Fetched once somebody types. Where it cannot be had, as without a network, the server alone looks. */
const FormGuard = lazy(() => import("@/components/ui/form-guard").catch(() => ({ default: () => null })));

type CommandFormProps = {
  /** `noun.verb`, as in the registry of commands. */
  name: string;
  /** Values that the user does not edit. */
  fixed?: Readonly<Record<string, string | number | boolean>>;
  /** The page's own address, where it takes the form of a browser without scripts itself and shows it again when refused. */
  page?: string;
  /** What a page that takes its form was refused with. */
  refused?: { sentence: string; fields: Readonly<Record<string, string>> };
  /** Where to go after success; `{claimId}` is taken from the result. Without it the page is refreshed in place. */
  redirectTo?: string;
  /** Draws the submit button; leave it out and put a `SubmitButton` among the children for another layout. */
  submitLabel?: string;
  /**
   * What has happened after success, where its verb does not say it: `Schváleno`. The button that was pressed may say its
   * own (`data-done`). null: the page that follows is the answer.
   */
  doneLabel?: string | null;
  /** A `FormOutcome` stands among the children. */
  placesOutcome?: boolean;
  submit?: Pick<ComponentProps<typeof Button>, "variant" | "size" | "icon">;
  /** Empties the fields after success (forms that add a row). */
  resets?: boolean;
  onDone?: (result: Readonly<Record<string, string>>) => void;
  className?: string;
  id?: string;
  children?: ReactNode;
};

type State = Pick<Outcome, "sentence" | "code" | "inTheWay"> & {
  phase: "idle" | "pending" | Outcome["phase"];
  errors: readonly FieldError[];
  fields: Readonly<Record<string, string>>;
};
const idle: State = { phase: "idle", errors: [], fields: {} };
/** Verbs whose success is no saving. */
const deeds: Readonly<Record<string, "removed" | "ended" | "verified" | "sent">> = {
  delete: "removed",
  remove: "removed",
  unlink: "removed",
  end: "ended",
  revoke: "ended",
  verify: "verified",
  invite: "sent",
  "invite-again": "sent",
  resend: "sent",
  test: "sent",
};
const outcomeOf = ({ phase, sentence, code, inTheWay }: State, here: string): Outcome | undefined =>
  phase === "idle" || phase === "pending" ? undefined : { phase, sentence, code, inTheWay, here };

/** A form belongs to its record: the next one's begins anew and keeps nothing that was typed for the one before. */
export function CommandForm(props: CommandFormProps) {
  const record = Object.entries(props.fixed ?? {}).filter(([name]) => name.endsWith("Id"));
  return <RecordForm key={JSON.stringify([props.name, ...record])} {...props} />;
}

/**
 * Every write of the interface: posts `{ commandId, input }` to the command's address. The id stays the same while
 * the same thing is being tried again, so a lost answer never does it twice. Without scripts the browser posts the
 * same fields itself.
 */
function RecordForm({ name, fixed, redirectTo, submitLabel, submit, resets, onDone, ...rest }: CommandFormProps) {
  const t = useTranslations("common");
  const router = useRouter();
  const sendCommand = useContext(SenderContext);
  const formId = useId();
  const [firstId] = useState(newCommandId);
  // Not in the hidden field, which is for browsers without scripts: rendering gives it its first value back.
  const commandId = useRef(firstId);
  const refused = useRef(false);
  const [round, setRound] = useState(0);
  const [state, setState] = useState<State>(() => begin(formId, rest.refused));
  /** Undefined until somebody types; true once something was found in a text, until all is sent. */
  const [asksReason, askReason] = useState<boolean>();
  const [refreshing, startRefresh] = useTransition();
  /** What was sent is on its way, or was saved and the page is being shown anew. */
  const busy = useRef<"sending" | "showing" | null>(null);
  /** What is on its way, so that a press of other values is told from an impatient second press of the same. */
  const underway = useRef("");
  /** Pressed meanwhile: sent as soon as the page shows what was saved before, with its version. */
  const again = useRef<{ form: HTMLFormElement; submitter: HTMLElement | null } | null>(null);

  useEffect(() => {
    if (refreshing || busy.current !== "showing") return;
    busy.current = null;
    const next = again.current;
    again.current = null;
    next?.form.requestSubmit(next.submitter);
  }, [refreshing]);

  const renew = () => {
    commandId.current = newCommandId();
    refused.current = false;
  };

  const send = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const { nativeEvent } = event;
    const pressed = nativeEvent instanceof SubmitEvent ? nativeEvent.submitter : null;
    if (busy.current) {
      // A form that leaves or empties itself is done; one that stays may have been changed since.
      const stays = fixed?.version !== undefined || !(redirectTo || resets);
      const changed = busy.current === "showing" || JSON.stringify(readForm(form, pressed)) !== underway.current;
      if (stays && changed) {
        again.current = { form, submitter: pressed };
        if (busy.current === "showing") setState(idle);
      }
      return;
    }
    const wrong = ownErrors(form, t("fillIn"));
    if (Object.keys(wrong).length > 0) {
      setState({ phase: "idle", fields: wrong, errors: listErrors(form, formId, wrong) });
      return;
    }
    setState({ ...idle, phase: "pending" });
    busy.current = "sending";
    const input = readForm(form, pressed);
    underway.current = JSON.stringify(input);
    const answer = await sendCommand(name, commandId.current, input);
    busy.current = answer.kind === "done" ? "showing" : null;
    if (answer.kind !== "done") again.current = null;
    if (answer.kind === "kept") {
      renew();
      setState(idle);
      tell(answer.sentence);
      onDone?.({});
      return answer.letGo();
    }
    if (answer.kind === "notSent") return setState({ ...idle, phase: "notSent" });
    if (answer.kind === "refused") {
      if (answer.status >= 500 || answer.status === 429) {
        return setState({ ...idle, phase: "notSent", sentence: answer.sentence });
      }
      refused.current = true;
      if (answer.code === "commandReused") {
        // The last sending, whose answer was lost, did arrive; what was changed since then is another command.
        renew();
        return setState({ ...idle, phase: "refused", sentence: t("arrivedBefore") });
      }
      if (answer.code === "notSignedIn") return setState({ ...idle, phase: "signedOut" });
      if (answer.code === "changedMeanwhile")
        return setState({ ...idle, phase: "outdated", sentence: answer.sentence });
      if (answer.code === "personalFound") askReason(true);
      const errors = listErrors(form, formId, answer.fields);
      return setState({
        phase: errors.length > 0 ? "idle" : "refused",
        sentence: answer.sentence,
        code: answer.code,
        inTheWay: answer.inTheWay,
        fields: answer.fields,
        errors,
      });
    }
    renew();
    askReason(false);
    const time = timeOfDay(new Date());
    const label = pressed?.dataset.done ?? rest.doneLabel;
    const deed = deeds[name.slice(name.indexOf(".") + 1)];
    const sentence = label ? `${label} ${time}` : deed ? t(`deeds.${deed}`, { time }) : t("saved", { time });
    // Where the page that follows is the answer, nothing was "saved".
    setState({ ...idle, phase: "done", sentence: label === null ? undefined : sentence });
    if (label !== null) tell(sentence);
    if (resets) setRound((count) => count + 1);
    onDone?.(answer.result);
    startRefresh(() => {
      if (redirectTo) router.push(fillAddress(redirectTo, answer.result));
      router.refresh();
    });
  };

  const here = useHere();
  const pending = state.phase === "pending";
  const outcome = useMemo(() => outcomeOf(state, here), [state, here]);
  return (
    <FormContext value={{ formId, errors: state.fields, pending, outcome }}>
      <form
        action={rest.page ?? `/api/v1/commands/${name}`}
        aria-busy={pending}
        className={cx("flex flex-col gap-4", rest.className)}
        id={rest.id}
        method="post"
        noValidate
        onInput={() => {
          askReason((asks = false) => asks);
          if (refused.current) renew();
        }}
        onSubmit={send}
      >
        <input autoComplete="off" defaultValue={firstId} name="commandId" suppressHydrationWarning type="hidden" />
        {rest.page && <input name="command" type="hidden" value={name} readOnly />}
        <input name="returnTo" type="hidden" value={redirectTo ?? here} readOnly />
        <input name="backTo" type="hidden" value={here} readOnly />
        {Object.entries(fixed ?? {}).map(([key, value]) => (
          <input data-kind={typeof value} key={key} name={key} type="hidden" value={String(value)} readOnly />
        ))}
        {state.phase === "idle" && state.errors.length > 0 && <ErrorSummary errors={state.errors} />}
        {asksReason !== undefined && (
          <Suspense>
            <FormGuard asks={asksReason} verb={name} />
          </Suspense>
        )}
        <Fragment key={round}>{rest.children}</Fragment>
        {submitLabel && (
          <div className="flex flex-wrap items-center gap-3">
            <SubmitButton {...submit}>{submitLabel}</SubmitButton>
          </div>
        )}
        {!rest.placesOutcome && <FormOutcome />}
      </form>
    </FormContext>
  );
}

/** Sends the form around it; never disabled, a second press of the same while it works is ignored. */
export function SubmitButton(props: ComponentProps<typeof Button>) {
  const { pending } = useContext(FormContext);
  return <Button {...props} aria-busy={pending} type="submit" />;
}

/** The form as it was sent: as new, or refused before scripts ran. */
function begin(formId: string, refused: CommandFormProps["refused"]): State {
  if (!refused) return idle;
  const errors = Object.entries(refused.fields).map(([path, text]) => ({ href: `#${formId}-${path}`, text }));
  return errors.length > 0
    ? { ...idle, fields: refused.fields, errors }
    : { ...idle, phase: "refused", sentence: refused.sentence };
}

/** This page's address without what became of an earlier try. */
function useHere() {
  const path = usePathname();
  const search = new URLSearchParams(useSearchParams());
  for (const name of outcomeParams) search.delete(name);
  return search.size > 0 ? `${path}?${search}` : path;
}

/** What can be said before asking the server: empty required fields and texts that were not understood. */
function ownErrors(form: HTMLFormElement, fillIn: string) {
  const wrong: Record<string, string> = {};
  for (const control of form.elements) {
    if (!isControl(control)) continue;
    const name = control.dataset.for ?? control.name;
    if (control.validity.customError) wrong[name] = control.validationMessage;
    else if (control.validity.valueMissing) wrong[name] = fillIn;
  }
  return wrong;
}

function listErrors(form: HTMLFormElement, formId: string, fields: Readonly<Record<string, string>>) {
  return Object.entries(fields).map(([path, text]) => {
    const names = [path, path.replace(/\.\d+$/, "")];
    const field = [...form.querySelectorAll<HTMLElement>("[data-field]")].find((item) =>
      names.includes(item.dataset.field?.replace(/\[\]$/, "") ?? ""),
    );
    const control = document.getElementById(`${formId}-${field?.dataset.field ?? path}`);
    return { href: control ? `#${control.id}` : undefined, label: field?.dataset.label, text };
  });
}
