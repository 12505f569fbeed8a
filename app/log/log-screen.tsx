"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { LogForm, type LogFormProps } from "@/app/(office)/projects/[slug]/activity/log-form";
import { keepEntry } from "@/app/phone/log-outbox";
import type { Owner } from "@/app/phone/owner";
import { knownOwner } from "@/app/phone/owner";
import { type Answer, newCommandId, type Sender, sendCommand } from "@/components/ui/command";
import { SenderContext } from "@/components/ui/form-context";
import { lackOf } from "@/lib/domain/outbox";
import { OutboxPanel } from "./outbox-panel";
import { useOutbox } from "./use-outbox";

/**
 * The form of a shift, which writes down on this device what is sent before it leaves it, and what waits there. What has no
 * receipt within a few seconds is left to the outbox, and the form is free for the next shift.
 */
export function LogScreen({ owner, ...form }: LogFormProps & { owner: Owner }) {
  const t = useTranslations("outbox");
  const outbox = useOutbox(owner, form.slug);
  const [initial, setInitial] = useState(form.initial);
  const anew = () =>
    setInitial({ ...form.initial, activityId: newCommandId(), counts: {}, places: [], note: "", handedTo: "" });

  const send: Sender = async (name, commandId, input) => {
    const store = outbox.store.current;
    const written = typeof input === "object" && input !== null ? { ...input } : {};
    if (!store || knownOwner()?.userId !== owner.userId) return sendCommand(name, commandId, input);
    // What no server would take is said now, not when the network is back and the shift forgotten.
    const fields = lackOf(written);
    if (fields.length > 0)
      return {
        kind: "refused",
        status: 422,
        code: "invalidInput",
        sentence: undefined,
        fields: worded(fields),
        inTheWay: undefined,
      };
    const entry = await keepEntry(store, { commandId, ...owner, slug: form.slug, input: written }).catch(() => null);
    if (!entry) {
      outbox.tell({ fault: "noStore" });
      return sendCommand(name, commandId, input);
    }
    // From here on it is the outbox that keeps it: opened again, the form must not offer it once more.
    const draft = localStorage.getItem(form.draftKey);
    localStorage.removeItem(form.draftKey);
    await outbox.changed();
    const round = await Promise.race([outbox.send(true), later()]);
    const told = round?.told.find((one) => one.entry.commandId === entry.commandId);
    const answer = told && answerOf(told.reading);
    if (answer) {
      // The form has it all and says what is wrong; there is nothing to wait for.
      if (answer.kind === "refused") {
        if (draft) localStorage.setItem(form.draftKey, draft);
        await store.entries.delete(entry.commandId);
      }
      await outbox.changed();
      return answer;
    }
    const sentence = t(round?.ended === "signedOut" ? "keptSignIn" : "kept");
    return { kind: "kept", sentence, letGo: anew };
  };

  const worded = (fields: ReturnType<typeof lackOf>) =>
    Object.fromEntries(fields.map((field) => [field, t(`lacks.${field}`)]));

  return (
    <SenderContext value={send}>
      <OutboxPanel here={`/log/${form.slug}`} outbox={outbox} owner={owner} people={form.people} />
      <div data-shift={initial.activityId}>
        <LogForm key={initial.activityId} {...form} initial={initial} />
      </div>
    </SenderContext>
  );
}

/** Milliseconds that somebody looks at a pressed button before he is told that it is written down. */
const shortly = 5000;
const later = () => new Promise<null>((resolve) => setTimeout(() => resolve(null), shortly));

/** What the form itself has to say; undefined where the outbox goes on with it. */
function answerOf(reading: import("@/app/phone/log-outbox").Told["reading"]): Answer | undefined {
  if (reading.kind === "receipt")
    return {
      kind: "done",
      result: Object.fromEntries(Object.entries(reading.result).map(([key, value]) => [key, String(value)])),
    };
  if (reading.kind === "conflict")
    return {
      kind: "refused",
      status: 409,
      code: "changedMeanwhile",
      sentence: reading.sentence,
      fields: {},
      inTheWay: undefined,
    };
  if (reading.kind !== "refused") return undefined;
  const { code, sentence, fields, inTheWay } = reading.problem;
  return { kind: "refused", status: 422, code, sentence, fields, inTheWay };
}
