"use client";
import { createContext, useContext, useId } from "react";
import { type Sender, sendCommand } from "@/components/ui/command";

type FormState = {
  /** Prefix of the fields' ids, so that two forms on a page do not collide. */
  formId: string;
  /** A sentence per field path (`amount`, `lines.0.code`). */
  errors: Readonly<Record<string, string>>;
  pending: boolean;
  /** What became of the last press; field errors stand with their fields. */
  outcome?: Outcome;
};

export type Outcome = {
  phase: "done" | "notSent" | "signedOut" | "outdated" | "refused";
  sentence?: string;
  /** Why it was refused, as a key. */
  code?: string;
  /** The record that is in the way. */
  inTheWay?: { href: string; title: string };
  /** The page's own address. */
  here: string;
};

/** How the forms inside send: straight to the server, unless a page keeps first what it sends. */
export const SenderContext = createContext<Sender>(sendCommand);

export const FormContext = createContext<FormState>({ formId: "", errors: {}, pending: false });

/** What a field needs to tell its label, hint and error apart, and whether the last answer refused it. */
export function useField(name: string, hint: unknown) {
  const { formId, errors } = useContext(FormContext);
  const own = useId();
  const id = `${formId || own}-${name}`;
  const error = errors[name.replace(/\[\]$/, "")];
  const describedBy = [hint ? `${id}-hint` : "", error ? `${id}-error` : ""].filter(Boolean).join(" ") || undefined;
  return {
    id,
    error,
    aria: { "aria-describedby": describedBy, "aria-invalid": error ? true : undefined },
  };
}
