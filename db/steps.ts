import type { Tx } from "./gate";
import { retireCapacity } from "./reference/capacity";
import { reckonMinutes } from "./reference/minutes";
import { fillMunicipalities } from "./reference/municipalities";
import { tellMovedNotes } from "./reference/notes";
import { numberPostings } from "./reference/postings";
import { fillRollups } from "./reference/rollups";
import { addSettings } from "./reference/settings";
import { fillSpans } from "./reference/spans";
import { fillWriters } from "./reference/writers";

/**
 * A change of data that comes with a version, once a database: after its tables and sources, as the operator. Answers what
 * somebody should look at, a line each.
 */
export type Step = { number: number; name: string; run: (tx: Tx) => Promise<string[]> };

/** What a later step does once for all before it. */
const later = async () => [];

/** All steps, numbers rising. What one changes in audited tables the log tells as `step.NUMBER`. */
export const steps: readonly Step[] = [
  { number: 1, name: "fill_municipalities", run: fillMunicipalities },
  { number: 2, name: "reckon_minutes_anew", run: reckonMinutes },
  { number: 3, name: "note_writers_of_records", run: fillWriters },
  { number: 4, name: "number_postings", run: numberPostings },
  { number: 5, name: "fill_shift_spans", run: fillSpans },
  { number: 6, name: "retire_capacity", run: retireCapacity },
  { number: 7, name: "tell_moved_notes", run: tellMovedNotes },
  { number: 8, name: "fill_rollups", run: later },
  { number: 9, name: "add_settings_of_meetings", run: addSettings },
  { number: 10, name: "fill_rollups_by_person", run: later },
  { number: 11, name: "fill_sums_of_money", run: fillRollups },
  { number: 12, name: "add_setting_of_trainings", run: addSettings },
];
