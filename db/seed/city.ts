import type { SourceKind } from "@/lib/domain/money";
import type { PropertyOrigin } from "@/lib/domain/regime";

/** The day on which the demo takes place (decision 3). */
export const demoDay = "2025-02-15";

export type OfficeRole = "mentor" | "manager" | "finance";
export type Person = { name: string; post: number; from: string; to?: string };
export type Measure = { on: string; value: string; verified?: boolean; note?: string };

export type IndicatorSpec = {
  goal?: number;
  code: string;
  name: string;
  definition: string;
  unit: string;
  kind: "output" | "result" | "own";
  direction?: "up" | "down";
  rule?: "shifts" | "contacts" | "activity-hours" | "people-in-posts" | "people-improved" | "training-events";
  baseline: string;
  /** A number, or a share in percent of what the assistants would reach at today's pace. */
  target: string | { paceShare: number };
  /** Values at the ends of the monitoring periods; without it the path is straight. */
  path?: string[];
  source: string;
  measures?: Measure[];
};

/** Everything that the generator needs to know about one city and its project; money in haléře. */
export type City = {
  slug: string;
  organisation: { name: string; municipalityCode: string | null; invented: boolean };
  staff: Record<OfficeRole, { email: string; name: string }>;
  project: {
    name: string;
    registrationNumber: string | null;
    beneficiary: string;
    annotation: string;
    startsOn: string;
    endsOn: string;
    totalHalere: number;
    sourceUrl: string | null;
    origin: "published" | "invented";
  };
  /** How costs are claimed, the rate of the part that is not itemised, and where that is known from. */
  regime: { costRegime: "flat" | "indirect"; flatRatePer100000: number; origin: PropertyOrigin; source: string };
  /** Who checks the claims and pays them. */
  office: { name: string; origin: PropertyOrigin; source: string };
  sources: {
    kind: SourceKind;
    ratePer100000: number;
    amountHalere: number;
    origin: "published" | "computed" | "entered";
  }[];
  goals: { number: number; text: string; rule: "measures" | "assessments" }[];
  keyActivities: { code: string; name: string }[];
  areas: string[];
  localities: string[];
  posts: number;
  people: Person[];
  /** Assistants whose development plan is closed with a gain of at least ten points in two areas. */
  improved: string[];
  /** Assistants nobody has assessed yet. */
  unassessed: string[];
  /** Cost of one person a month with levies, as in the budget. */
  wages: { assistant: number; mentor: number; mentorFte: number };
  /** Actual wages against the budget, in percent. */
  wagePercent: number;
  indicators: IndicatorSpec[];
  trouble: {
    /** Days by which the claim for a period was late; 'missing': still not handed in. */
    lateClaims: Record<number, number | "missing">;
    missingReports: number[];
    /** Titles of planned events that did not take place. */
    skippedEvents: string[];
    lastActivityOn: string;
    /** Newest documents that still have no file. */
    documentsWithoutFile: number;
    unpaidDocuments: number;
    /** Spending on equipment against its budget line, in percent. */
    equipmentPercent: number;
  };
};

export type Staff = Record<OfficeRole, string>;
/** What every builder of a project's rows gets. */
export type Site = {
  city: City;
  own: { organisationId: string; projectId: string };
  staff: Staff;
};

/** What is likely for both real projects and published for neither. */
export const likelyRegime: City["regime"] = {
  costRegime: "flat",
  flatRatePer100000: 40_000,
  origin: "inferred",
  source:
    "Nezveřejněno. Odvozeno: celkové náklady dělené 1,4 vycházejí na celé koruny a vzdělávání týmu má vlastní klíčovou aktivitu, jak to výzva u paušálu 40 % žádá.",
};
export const managingAuthority: City["office"] = {
  name: "Ministerstvo práce a sociálních věcí (řídicí orgán OPZ+)",
  origin: "inferred",
  source: "Nezveřejněno. Odvozeno: výdaje ověřuje řídicí orgán programu (nařízení EU 2021/1060, čl. 74).",
};

export const noTrouble = (lastActivityOn = demoDay): City["trouble"] => ({
  lateClaims: {},
  missingReports: [],
  skippedEvents: [],
  lastActivityOn,
  documentsWithoutFile: 0,
  unpaidDocuments: 0,
  equipmentPercent: 94,
});
