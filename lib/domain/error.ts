export type ErrorValues = Record<string, string | number>;
/** A key of messages under "errors" with the values its sentence needs. */
export type Wording = { key: string; values?: ErrorValues };
/** The record that stands in the way of what was asked: its page below the site's address, and what it is in words. */
export type InTheWay = { href: string; is: Wording };
type Status = 400 | 401 | 403 | 404 | 405 | 409 | 410 | 413 | 415 | 422 | 429 | 503 | 507;

/** An expected failure: a key of messages under "errors", its HTTP status, and what belongs to single fields. */
export class DomainError extends Error {
  constructor(
    readonly key: string,
    readonly status: Status = 409,
    readonly values: ErrorValues = {},
    /** Input path → wording, for failures that belong to single fields. */
    readonly fields: Record<string, Wording> = {},
    readonly inTheWay: InTheWay | null = null,
  ) {
    super(key);
    this.name = "DomainError";
  }
}

/** Not there, or not for these eyes: the same answer. */
export const notFound = () => new DomainError("notFound", 404);

/** A rule that one field breaks: 422, the sentence stands beside the field. */
export const fieldError = (path: string, key: string, values: ErrorValues = {}) =>
  new DomainError("invalidInput", 422, {}, { [path]: { key, values } });
