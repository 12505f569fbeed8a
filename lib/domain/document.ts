/**
 * What makes two rows the same document: the supplier, the number and the year of issue (a series begins again every
 * year). One document may stand on several lines and key activities; wages are told apart by their month and by whom they
 * are for. How a number is spelled does not count: FA-1, fa-1, FA–1 and "FA 1" are alike, and alike rows are asked about.
 */
type Document = {
  kind: string;
  documentNumber: string;
  supplier: string;
  description: string;
  issuedOn: string;
  line: string;
  keyActivity: string | null;
};

/** Characters that do not count, for a class of a regular expression here and in the database (db/document.ts). */
export const numberNoise = "\\u0300-\\u036f\\u2010-\\u2015\\u2212\\s_-";
export const nameNoise =
  "\\u0300-\\u036f\\u2010-\\u2015\\u2018-\\u201f\\u2212\\u0021-\\u002f\\u003a-\\u0040\\u005b-\\u0060\\u007b-\\u007e\\s";

const without = (noise: string) => {
  const signs = new RegExp(`[${noise}]`, "gu");
  return (text: string) => text.normalize("NFKD").replace(signs, "").toLowerCase();
};
export const foldNumber = without(numberNoise);
export const foldName = without(nameNoise);

/** Rows seen so far in one file, by what they are compared by. */
export class SeenDocuments {
  private readonly byNumber = new Map<string, Document[]>();

  /** The first row that a document may be the same as; it is remembered when it is kept. */
  like(document: Document): Document | undefined {
    return this.byNumber.get(bucket(document))?.find((other) => isAlike(other, document));
  }

  keep(document: Document): void {
    this.byNumber.set(bucket(document), [...(this.byNumber.get(bucket(document)) ?? []), document]);
  }
}

const bucket = ({ kind, documentNumber, issuedOn }: Document) =>
  [kind === "payroll", foldNumber(documentNumber), issuedOn.slice(0, kind === "payroll" ? 7 : 4)].join("\n");

/** Whether two rows of one number and period may be one: asked about, never merged. */
function isAlike(one: Document, other: Document): boolean {
  const samePlace = one.line === other.line && one.keyActivity === other.keyActivity;
  if (one.kind === "payroll") return samePlace && foldName(one.description) === foldName(other.description);
  const [mine, theirs] = [foldName(one.supplier), foldName(other.supplier)];
  if (mine === "" || theirs === "") return true;
  return mine === theirs && (one.documentNumber !== other.documentNumber || samePlace);
}
