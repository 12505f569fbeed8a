/** An expected failure: a key of messages under "errors", its HTTP status and the values the sentence needs. */
export class DomainError extends Error {
  constructor(
    readonly key: string,
    readonly status: 400 | 401 | 403 | 404 | 409 | 413 | 415 | 422 | 429 | 503 = 409,
    readonly values: Record<string, string | number> = {},
    /** Input path → error key, for failures that belong to single fields. */
    readonly fields: Record<string, string> = {},
  ) {
    super(key);
    this.name = "DomainError";
  }
}

export const notFound = () => new DomainError("notFound", 404);
/** A rule that one field breaks: 422, the sentence stands beside the field. */
export const fieldError = (path: string, key: string, values: Record<string, string | number> = {}) =>
  new DomainError("invalidInput", 422, values, { [path]: key });
