import { z } from "zod";
import { DomainError } from "./error";
import type { Permission } from "./permission";

/** Files that prove a record. Bytes lie under their SHA-256; the row says whose they are. */
export const maxUploadBytes = 25 * 1024 * 1024;

/** What may be stored, by the type read from the bytes; nothing of it is ever opened on the server. */
export const mediaTypes = [
  "application/pdf",
  "image/jpeg",
  "image/png",
  "image/heic",
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  "application/x-isdoc",
  "application/vnd.software602.filler.form-xml-zip",
] as const;
export type MediaType = (typeof mediaTypes)[number];

/** How names of each type end; the first is given to a name that ends otherwise. */
const endings: Record<MediaType, readonly [string, ...string[]]> = {
  "application/pdf": [".pdf"],
  "image/jpeg": [".jpg", ".jpeg"],
  "image/png": [".png"],
  "image/heic": [".heic", ".heif"],
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document": [".docx"],
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": [".xlsx"],
  "application/x-isdoc": [".isdoc"],
  "application/vnd.software602.filler.form-xml-zip": [".zfo"],
};

/** For the file dialog of a browser. */
export const acceptedFiles = Object.values(endings).flat().join(",");

/** The name of a file, ending with what it is by its bytes: whoever saves it opens it by its name (a.html → a.html.pdf). */
export function nameByType(name: string, type: MediaType): string {
  const known = endings[type];
  if (known.some((ending) => name.toLowerCase().endsWith(ending) && name.length > ending.length)) return name;
  return `${name.slice(0, maxNameLength - known[0].length).replace(/[\ud800-\udbff]$/, "")}${known[0]}`;
}

/** What a file may prove and who may attach it there. */
export const evidenceSubjects = {
  activityId: "activity.log",
  expenseId: "expense.record",
  measurementId: "measurement.record",
  assessmentId: "assessment.record",
} as const satisfies Record<string, Permission>;
export type EvidenceSubject = keyof typeof evidenceSubjects;

const maxNameLength = 200;

/**
 * A name as a person gave it: of a path of Windows its last part, other slashes as dashes (`FA 12/2024.pdf` is one
 * document), no dots and dashes before it, no control or bidi characters, at most 200.
 */
export const fileNameInput = z
  .string()
  .transform((name) =>
    name
      .normalize("NFC")
      .replace(/^(?:[A-Za-z]:\\|\\\\).*\\/s, "")
      .replace(/[/\\]/g, "-")
      .replace(/^[.\s-]+/, "")
      .trim(),
  )
  .pipe(
    z
      .string()
      .min(1)
      .max(maxNameLength)
      .refine((name) => !/\p{Cc}|[\u202a-\u202e\u2066-\u2069]|\p{Cs}/u.test(name), "badCharacters"),
  );

const subject = z.uuid().optional();

/** What an upload says of itself before its bytes come. Exactly one subject. */
export const uploadInput = z
  .strictObject({
    projectId: z.uuid(),
    activityId: subject,
    expenseId: subject,
    measurementId: subject,
    assessmentId: subject,
    fileName: fileNameInput,
    bytes: z.coerce.number().int().min(1).max(maxUploadBytes),
  })
  .superRefine((input, context) => {
    if (subjectsOf(input).length !== 1)
      context.addIssue({ code: "custom", message: "oneSubject", path: ["activityId"] });
  });
export type Upload = z.output<typeof uploadInput>;

/** The row of a stored file; made by the upload route only, which has seen the bytes. */
export const attachEvidenceInput = uploadInput.safeExtend({
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  mediaType: z.enum(mediaTypes),
});

export const removeEvidenceInput = z.strictObject({ evidenceId: z.uuid() });

type Subjects = { [Key in EvidenceSubject]?: string | undefined };
const subjectKeys = ["activityId", "expenseId", "measurementId", "assessmentId"] as const;
const subjectsOf = (input: Subjects) =>
  subjectKeys.flatMap((key) => {
    const id = input[key];
    return id === undefined ? [] : [{ key, id, permission: evidenceSubjects[key] }];
  });

/** The one record that a file proves: which column, its id, and the permission it asks for. */
export function subjectOf(input: Subjects): { key: EvidenceSubject; id: string; permission: Permission } {
  const [found] = subjectsOf(input);
  if (!found) throw new DomainError("oneSubject", 422);
  return found;
}

/** The type read from the bytes, if it is one that is stored; throws 415 uploadType otherwise. */
export function assertMediaType(found: string | undefined): MediaType {
  const known = mediaTypes.find((type) => type === found);
  if (!known) throw new DomainError("uploadType", 415);
  return known;
}
