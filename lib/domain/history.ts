/** How a change of a record reads: which of its fields are told, in which order and as what. */

export type FieldKind =
  | "word"
  | "text"
  | "day"
  | "instant"
  | "time"
  | "money"
  | "number"
  | "minutes"
  | "bytes"
  | "share"
  | "yesNo"
  | "reference"
  | "digest"
  | "secret";

/** Known columns in the order they are told; what is not listed follows by the ending of its name. */
const known: Record<string, FieldKind> = {
  state: "word",
  decision: "word",
  reason: "word",
  catalogue: "word",
  indicator_kind: "word",
  number: "number",
  code: "text",
  title: "text",
  name: "text",
  kind: "word",
  rule: "word",
  variant: "word",
  method: "word",
  doubt: "word",
  verdict: "word",
  role: "word",
  happened_on: "day",
  starts_on: "day",
  ends_on: "day",
  month: "day",
  due_on: "day",
  done_on: "day",
  starts_at: "time",
  ends_at: "time",
  minutes: "minutes",
  arrival_by: "time",
  duration_minutes: "minutes",
  can_other: "yesNo",
  car: "yesNo",
  kept_until: "day",
  first_meal: "word",
  last_meal: "word",
  assistant_id: "reference",
  post_id: "reference",
  area_id: "reference",
  kind_id: "reference",
  count: "number",
  locality_id: "reference",
  place_id: "reference",
  key_activity_id: "reference",
  phase: "word",
  score: "number",
  measured_on: "day",
  value: "number",
  document_number: "text",
  supplier: "text",
  description: "text",
  budget_line_id: "reference",
  issued_on: "day",
  paid_on: "day",
  amount_halere: "money",
  rate_per_100000: "share",
  handed_to: "word",
  contract: "word",
  direction: "word",
  leaf: "word",
  origin: "word",
  file_name: "text",
  media_type: "text",
  bytes: "bytes",
  note: "text",
  approved: "yesNo",
  active: "yesNo",
  verified: "word",
  contact: "yesNo",
  counts: "yesNo",
  form: "word",
  invented: "yesNo",
  theme: "word",
  locale: "word",
  key: "word",
  person_kind: "word",
  what: "word",
  every: "word",
  sha256: "digest",
  token_hash: "secret",
};
const order = new Map(Object.keys(known).map((field, index) => [field, index]));
const place = (field: string) => order.get(field) ?? order.size;

/** Columns that say nothing to a reader: keys of the row itself and where it belongs. */
const hidden = new Set(["id", "organisation_id", "project_id", "author_ids"]);

/** What kind of value a column holds: by the list above, else by the ending that the house gives its names. */
export function fieldKind(field: string): FieldKind {
  const listed = known[field];
  if (listed) return listed;
  if (field.endsWith("_halere")) return "money";
  if (field.endsWith("_on") || field.endsWith("_from") || field.endsWith("_to")) return "day";
  if (field.endsWith("_at")) return "instant";
  if (field.endsWith("_id") || field.endsWith("_by")) return "reference";
  return "text";
}

type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
export type ShownValue = string | number | boolean | null;
export type Change = {
  field: string;
  kind: FieldKind;
  /** Null: empty. `erased`: a personal value that was taken out of the log, or is not for these eyes; its hash is left. */
  before: ShownValue;
  after: ShownValue;
  erased: boolean;
};

export type RawEntry = {
  op: "insert" | "update" | "delete";
  before: Record<string, Json> | null;
  after: Record<string, Json> | null;
  /** Columns whose values stand beside the log, and those values by side as long as they are kept. */
  personal: readonly string[];
  kept: { before: Record<string, string>; after: Record<string, string> };
};

/**
 * The changes of one entry: a new row tells what it holds, a deleted one what it held, a changed one only what differs.
 * Empty fields of new and deleted rows, keys, and the columns in `without` are left out.
 */
export function changesOf(entry: RawEntry, without: readonly string[] = []): Change[] {
  const fields = Object.keys((entry.op === "insert" ? entry.after : entry.before) ?? {});
  return fields
    .filter((field) => !hidden.has(field) && !without.includes(field))
    .map((field) => changeOf(entry, field))
    .filter((change) => entry.op === "update" || change.erased || !isEmpty(change.before) || !isEmpty(change.after))
    .sort((a, b) => place(a.field) - place(b.field));
}

/** The column that tells one record of a table from another, where it has one. */
const namedBy: Record<string, string> = {
  activities: "happened_on",
  activity_notes: "activity_id",
  activity_assistants: "assistant_id",
  activity_counts: "kind_id",
  activity_places: "locality_id",
  assessments: "area_id",
  assistant_evaluations: "month",
  assistant_leaves: "assistant_id",
  development_goals: "title",
  development_reviews: "goal_id",
  mentor_contracts: "municipality_code",
  mentor_lessons: "title",
  selection_rounds: "number",
  budget_lines: "code",
  claims: "number",
  evidence: "file_name",
  expenses: "document_number",
  funding_sources: "kind",
  goals: "number",
  indicator_measurements: "measured_on",
  indicator_targets: "on_day",
  indicators: "code",
  key_activities: "code",
  localities: "name",
  meeting_blocks: "number",
  meeting_rounds: "number",
  meeting_sites: "name",
  meetings: "reference_number",
  milestones: "title",
  monitoring_periods: "number",
  personal_overrules: "verb",
  plan_months: "month",
  planned_days: "planned_on",
  planned_shift_people: "assistant_id",
  planned_shifts: "planned_on",
  post_occupancies: "assistant_id",
  posts: "number",
  settings: "key",
  training_areas: "name",
};

/** What the record of an entry is called, as it stood then; null where no column says it, or where the changes do. */
export function nameOf(table: string, entry: RawEntry, changes: readonly Change[]): Change | null {
  const field = namedBy[table];
  if (!field || changes.some((change) => change.field === field)) return null;
  const named = changeOf({ ...entry, op: entry.op === "delete" ? "delete" : "insert" }, field);
  const name = named.after ?? named.before;
  return named.erased || name === null ? null : { ...named, before: null, after: name };
}

function changeOf(entry: RawEntry, field: string): Change {
  const side = (name: "before" | "after") => {
    const raw = plain(entry[name]?.[field] ?? null);
    if (raw === null || !entry.personal.includes(field)) return { value: raw, erased: false };
    const value = entry.kept[name][field];
    return { value: value ?? null, erased: value === undefined };
  };
  const before = entry.op === "insert" ? { value: null, erased: false } : side("before");
  const after = entry.op === "delete" ? { value: null, erased: false } : side("after");
  return {
    field,
    kind: fieldKind(field),
    before: before.value,
    after: after.value,
    erased: before.erased || after.erased,
  };
}

const isEmpty = (value: ShownValue) => value === null || value === "";
const plain = (value: Json): ShownValue =>
  typeof value === "object" && value !== null ? JSON.stringify(value) : value;
