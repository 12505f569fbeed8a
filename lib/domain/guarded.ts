import { z } from "zod";
import { DomainError, type Wording } from "./error";
import { guarded, overruleField } from "./guarded-fields";
import { markPersonal, type PersonalKind, type PersonalMark } from "./personal";

/** The reason for which what was found is sent nevertheless; it is looked through as well. */
export const overruleInput = z.strictObject({ reason: z.string().trim().min(5).max(300) });
export type Overrule = z.output<typeof overruleInput>;
export type Find = PersonalMark & { field: string };

/** A refusal that says what was found and where, in the units of the text as it was sent. */
export class PersonalFound extends DomainError {
  constructor(readonly finds: readonly Find[]) {
    const fields: Record<string, Wording> = {};
    for (const { field, kind } of finds) fields[field] ??= { key: `personal_${kind}` };
    super("personalFound", 422, {}, fields);
  }
}

/** What stands in the guarded texts of a write, the same place of a text once a kind. */
export function findsOf(verb: string, input: unknown): Find[] {
  const fields = Object.hasOwn(guarded, verb) ? (guarded[verb] ?? []) : [];
  return fields.flatMap((field) =>
    textsAt(input, field.split("."), []).flatMap(([at, text]) =>
      markPersonal(text).map((mark) => ({ ...mark, field: at })),
    ),
  );
}

/** Throws 422 with what was found, unless a reason is given; with one, unless something is found in the reason. */
export function assertMeant(finds: readonly Find[], overrule: Overrule | undefined): void {
  if (finds.length === 0) return;
  if (!overrule) throw new PersonalFound(finds);
  const inReason = markPersonal(overrule.reason).map((mark) => ({ ...mark, field: overruleField }));
  if (inReason.length > 0) throw new PersonalFound(inReason);
}

/** What is counted of an overrule: kinds by field, each once, never what stood there. */
export function countedFinds(finds: readonly Find[]): { field: string; kind: PersonalKind }[] {
  const seen = new Map(finds.map(({ field, kind }) => [`${field} ${kind}`, { field, kind }]));
  return [...seen.values()];
}

/** The texts under a path in which * stands for every member of a list, with where each stands. */
function textsAt(value: unknown, [head, ...rest]: string[], way: readonly string[]): [at: string, text: string][] {
  if (head === undefined) return typeof value === "string" ? [[way.join("."), value]] : [];
  if (typeof value !== "object" || value === null) return [];
  if (head === "*")
    return Array.isArray(value)
      ? value.flatMap((member: unknown, at) => textsAt(member, rest, [...way, String(at)]))
      : [];
  return textsAt(Reflect.get(value, head), rest, [...way, head]);
}
