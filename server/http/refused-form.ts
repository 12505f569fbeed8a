import { z } from "zod";

/** Carries a refused form from the gate to its page; the gate takes away whatever a client sends under it. */
export const formHeader = "x-hlidka-form";

const wording = z.object({
  key: z.string(),
  values: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
});
const refusedForm = z.object({
  command: z.string(),
  failure: wording,
  fields: z.record(z.string(), wording),
  /** What was typed, by the name of the field. */
  typed: z.record(z.string(), z.array(z.string())),
});
/** A form that was sent without scripts and refused: why, and what stood in it. */
export type RefusedForm = z.output<typeof refusedForm>;

export const formToHeader = (form: RefusedForm): string => Buffer.from(JSON.stringify(form)).toString("base64url");

export function formFromHeader(header: string | null): RefusedForm | null {
  if (!header) return null;
  return refusedForm.parse(JSON.parse(Buffer.from(header, "base64url").toString("utf8")));
}

/** The pages that take a form themselves: of a meeting, registering and what follows it, a private link, a team and its people, and what is told by it, the form without names. */
export const isFormPage = (path: string): boolean =>
  /^\/m\/[a-z0-9-]{1,60}\/(register(\/sent)?|team|t\/[\w.-]{1,200}(\/[\w-]{36})?|r\/[\w.-]{1,200}(\/practice|\/feedback)?|(feedback|no-invitations)\/[\w.-]{1,300})$/.test(
    path,
  );
