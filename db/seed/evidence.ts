import { evidence } from "@/db/schema/evidence";
import type { BuiltShifts } from "./activities";
import type { Site } from "./city";
import { type DemoFile, demoFiles } from "./files";
import { batch } from "./put";
import { stream } from "./random";
import type { BuiltExpense } from "./spending";

type Subject = { activityId: string } | { expenseId: string } | { measurementId: string } | { assessmentId: string };
type Dated<Day extends string> = { id: string } & Record<Day, string>;

/** Files beside documents and payroll (all but the newest few, as the city's trouble says), some shifts and measurements. */
export function evidenceRows(
  { city, own, staff }: Site,
  expenses: BuiltExpense[],
  shifts: BuiltShifts,
  measurements: Dated<"measuredOn">[],
  assessments: (Dated<"assessedOn"> & { phase: string })[],
) {
  const ids = stream(`${city.slug}:evidence`);
  const rows: (typeof evidence.$inferInsert)[] = [];
  const add = (subject: Subject, file: DemoFile, fileName: string, uploadedBy: string, day: string) =>
    rows.push({
      id: ids.uuid(),
      ...own,
      sha256: file.sha256,
      fileName,
      mediaType: file.mediaType,
      bytes: file.content.length,
      activityId: null,
      expenseId: null,
      measurementId: null,
      assessmentId: null,
      ...subject,
      uploadedBy,
      uploadedAt: `${day}T16:40:00+01:00`,
    });
  const documents = expenses.filter(({ kind }) => kind === "document");
  const without = new Set(documents.slice(documents.length - city.trouble.documentsWithoutFile).map(({ id }) => id));
  for (const { id, kind, documentNumber, issuedOn } of expenses) {
    if (without.has(id)) continue;
    add(
      { expenseId: id },
      kind === "payroll" ? demoFiles.payroll : demoFiles.invoice,
      `${documentNumber}.pdf`,
      staff.finance,
      issuedOn,
    );
  }
  for (const { id, happenedOn, minutes } of shifts.activities) {
    if (minutes < 400)
      add({ activityId: id }, demoFiles.attendance, `prezence-${happenedOn}.pdf`, staff.mentor, happenedOn);
    else if (ids.chance(0.03))
      add({ activityId: id }, demoFiles.photo, `foto-${happenedOn}.png`, staff.mentor, happenedOn);
  }
  for (const { id, measuredOn } of measurements) {
    if (ids.chance(0.8))
      add({ measurementId: id }, demoFiles.survey, `mereni-${measuredOn}.pdf`, staff.mentor, measuredOn);
  }
  for (const { id, assessedOn, phase } of assessments) {
    if (phase === "exit" && ids.chance(0.6))
      add({ assessmentId: id }, demoFiles.assessment, `hodnoceni-${assessedOn}.pdf`, staff.mentor, assessedOn);
  }
  return [batch(evidence, rows)];
}
