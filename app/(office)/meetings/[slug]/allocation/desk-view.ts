import type { AllocationRun } from "@/db/queries/allocation";
import type { AllocationDesk } from "@/server/views/allocation";

/** What every part of the page is drawn from. */
export type DeskView = AllocationDesk & {
  path: string;
  /** People are allocated now: registration is over and places were not told yet. */
  works: boolean;
  /** The form and the person that the address has opened. */
  form: string;
  person: string;
};
export type RunView = DeskView & { shown: AllocationRun };

/** An address of the page with what it opens; the run that is looked at stays. */
export function deskAddress({ path, shown, chosen }: DeskView, more: Record<string, string>, part = ""): string {
  const run: Record<string, string> = shown && shown !== chosen ? { run: shown.id } : {};
  const search = new URLSearchParams({ ...run, ...more });
  return `${path}${search.size > 0 ? `?${search}` : ""}${part && `#${part}`}`;
}
