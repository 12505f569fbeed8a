import { isGuarded } from "./guarded-fields";
import { markPersonal, type PersonalKind } from "./personal";

/** What stands in the text of one control of a form, as it is said there. */
export const typedFinds = (verb: string, field: string, text: string): { kind: PersonalKind; said: string }[] =>
  isGuarded(verb, field)
    ? markPersonal(text).map(({ kind, start, end }) => ({ kind, said: text.slice(start, end) }))
    : [];
