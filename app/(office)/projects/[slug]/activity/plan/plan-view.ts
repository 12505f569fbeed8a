import type { ShiftPlan } from "@/server/views/shift-plan";

/** What the parts of a plan's page look at. */
export type PlanView = {
  plan: ShiftPlan;
  slug: string;
  edits: boolean;
  /** The form that the address opens; an empty verb opens none. */
  edit: { verb: string; id: string };
  /** The page without a form. */
  here: string;
  /** The page with a form: `add:DAY`, `change:ID`, `remove:ID`, `day:DAY`, `copy`. */
  at: (edit: string) => string;
  today: string;
};

/** Hours by the clock in few signs: `7–15`, `7:30–15`. */
export function clockSpan({ startsAt, endsAt }: { startsAt: string; endsAt: string }): string {
  const short = (time: string) => time.replace(/^0/, "").replace(":00", "");
  return `${short(startsAt)}–${short(endsAt)}`;
}
