import { plainWord } from "@/lib/import/columns";
import type { PlainCell as Cell } from "@/lib/import/table";

/**
 * The two published lists of projects, as data: the "Seznam operací" of the Czech managing authorities (CPR Art. 49(3); one
 * row a project and procurement contract) and the Commission's Kohesio. Headings are compared without diacritics, blanks,
 * case and signs; each column is the first whose heading fits.
 */
export type ListKind = "operations" | "kohesio";

export const listFields = [
  "number",
  "name",
  "nameInEnglish",
  "description",
  "goal",
  "beneficiary",
  "place",
  "start",
  "plannedEnd",
  "end",
  "rate",
  "cost",
  "total",
  "eu",
  "public",
  "private",
  "currency",
  "euCurrency",
] as const;
export type ListField = (typeof listFields)[number];

const layouts: Readonly<Record<ListKind, Partial<Record<ListField, RegExp>>>> = {
  operations: {
    number: /^(registracnicislo|kod)projektu$/,
    name: /^nazevprojektu(cz|cs|cesky)?$/,
    nameInEnglish: /^nazevprojektu(en|anglicky|vanglictine)$/,
    description: /^popisprojektu/,
    goal: /^cilprojektu/,
    beneficiary: /^(prijemcenazev|nazevprijemce|prijemce)$/,
    place: /^mistorealizacenazev/,
    start: /^(skutecne)?datumzahajeni/,
    plannedEnd: /^predpokladanedatumukonceni/,
    end: /^(skutecne)?datumukonceni/,
    rate: /^miraspolufinancovani/,
    cost: /^celkovenaklady/,
    total: /^(?!.*vyuctovan).*celkovezpusobile/,
    eu: /^(?!.*vyuctovan).*(prispevekunie|prispevekeu)/,
    public: /^(?!.*vyuctovan).*narodniverejne/,
    private: /^(?!.*vyuctovan).*narodnisoukrome/,
  },
  kohesio: {
    number: /^operationlocalidentifier$/,
    name: /^operationnameprogrammelanguage$/,
    nameInEnglish: /^operationnameenglish$/,
    description: /^operationsummaryprogrammelanguage$/,
    beneficiary: /^beneficiaryname$/,
    place: /^nuts3label$/,
    start: /^operationstartdate$/,
    end: /^operationenddate$/,
    rate: /^cofinancingrate$/,
    total: /^totaleligibleexpenditureamount$/,
    eu: /^projecteubudget$/,
    currency: /^totaleligibleexpenditurecurrency$/,
    euCurrency: /^projecteubudgetcurrency$/,
  },
};

/** A row of headings that was recognised: which list it is and where its columns are. */
export type ListHead = { kind: ListKind; columns: ReadonlyMap<ListField, number> };

/** The list whose headings some cells are; null unless the number, the name or beneficiary and two more columns are there. */
export function headOf(cells: readonly (Cell | undefined)[]): ListHead | null {
  const words = cells.map((cell) => (typeof cell === "string" && cell.length < 160 ? plainWord(cell) : ""));
  for (const kind of ["operations", "kohesio"] as const) {
    const columns = new Map<ListField, number>();
    for (const field of listFields) {
      const at = words.findIndex((word) => word !== "" && layouts[kind][field]?.test(word));
      if (at >= 0) columns.set(field, at);
    }
    if (columns.has("number") && (columns.has("name") || columns.has("beneficiary")) && columns.size > 3)
      return { kind, columns };
  }
  return null;
}
