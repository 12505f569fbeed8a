/**
 * Which texts of which writes are looked through for what belongs to a particular person, before they are stored. Whoever
 * means what he wrote gives a reason; nothing is refused for good. A test asks of every text that anybody may send whether
 * it stands here or among those left out.
 */
export const guarded: Readonly<Record<string, readonly string[]>> = {
  "activity.log": ["note"],
  "activity.return": ["note"],
  "activity.return-several": ["note"],
  "expense.record": ["description"],
  "expense.change": ["description"],
  "measurement.record": ["note"],
  "project.create": ["name", "annotation", "goals.*.text", "keyActivities.*.name"],
  "project.change": ["name", "annotation"],
  "project.close": ["closingNote"],
  "goal.add": ["text"],
  "goal.change": ["text"],
  "key-activity.add": ["name"],
  "key-activity.change": ["name"],
  "milestone.add": ["title"],
  "milestone.change": ["title"],
  "training.record": ["title"],
  "training.change": ["title"],
  "training.support": ["note"],
  "development.set": ["title", "measure"],
  "development.change": ["title", "measure"],
  "development.review": ["note"],
  "evaluation.record": ["note"],
  "evaluation.change": ["note"],
  "assessment.record": ["note"],
  "assessment.change": ["note"],
  "lesson.add": ["title"],
  "planned-shift.add": ["task"],
  "planned-shift.change": ["task"],
  "planned-day.change": ["priorities"],
  "selection.open": ["motivation"],
  "selection.decide": ["motivation", "note"],
  "delegation.add": ["reason"],
  "meeting.close": ["note"],
  "meeting.reopen": ["note"],
  "meeting.discard": ["note"],
  "meeting.publish": ["note"],
  "round.close": ["note"],
  "registration.correct": ["reason"],
  "attendance.decide": ["note"],
  "publication.publish": ["note"],
  "publication.undo": ["note"],
  "seat.move": ["reason"],
  "seat.remove": ["reason"],
  "pin.set": ["reason"],
  "allocation.choose": ["note"],
  "allocation.move": ["reason"],
  "practice.return": ["note"],
};

/** Whether a text of a form, by its name, is looked through: `goals.0.text` is one of `goals.*.text`. */
export const isGuarded = (verb: string, field: string): boolean =>
  Object.hasOwn(guarded, verb) && (guarded[verb] ?? []).includes(field.replace(/\.\d+(?=\.)/g, ".*"));

/** Under which name the reason's own sentence comes back, and the form has it. */
export const overruleField = "overrule.reason";
