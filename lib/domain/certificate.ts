import { z } from "zod";
import { DomainError } from "./error";

/** All of a site, or of one attendee: a registration, or who came without one. */
export const issueCertificatesInput = z.strictObject({
  siteId: z.uuid(),
  attendeeId: z
    .uuid()
    .nullish()
    .transform((value) => value ?? null),
});

/** Holds, was replaced by a later issue, or taken back since nothing was attended after all. */
export const certificateStates = ["valid", "replaced", "ended"] as const;
export type CertificateState = (typeof certificateStates)[number];

/** A block as a certificate keeps it; day is null where the programme does not say it. */
export type CertifiedBlock = { number: number; titleCs: string; titleEn: string; day: string | null; minutes: number };

/** A code as it stands in the address of the page that checks a certificate. */
export const certificateCode = z.string().regex(/^[0-9a-f]{24}$/);

/** What the database says of issuing, as what the organiser is told. */
export type IssueAnswer =
  | { issued: number; ended: number }
  | { problem: "early" }
  | { problem: "unmeasured"; titles: string };

/** Throws 404, 409 certificateEarly before the last day, 409 blockLengthMissing with the titles of blocks without a length. */
export function assertIssued(said: IssueAnswer | null | undefined): { issued: number; ended: number } {
  if (!said) throw new DomainError("notFound", 404);
  if ("issued" in said) return said;
  if (said.problem === "early") throw new DomainError("certificateEarly", 409);
  throw new DomainError("blockLengthMissing", 409, { titles: said.titles });
}
