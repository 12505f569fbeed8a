import { fieldNames, warningMessages } from "@/lib/intake/labels";
import type { IntakeWarning, WarningCode } from "@/lib/intake/result";

const english: Record<WarningCode, string> = {
  "damaged-text":
    "The text contains unreadable characters (count: {count}), the first on line {line}. Check what is around them against the original.",
  "registration-number-missing": "The project’s registration number is not on the page.",
  "registration-number-misprint":
    "The registration number {number} looks like a misprint: no known programme has numbers in this format. Kept as printed.",
  "registration-number-unknown": "The registration number {number} has an unknown format. Kept as printed.",
  "registration-number-several": "The page has several registration numbers; {number} is used.",
  "missing-name": "The project name is not on the page, or cannot be told for certain.",
  "missing-beneficiary": "The beneficiary is not on the page, or cannot be told for certain.",
  "missing-total": "The project’s total costs are not on the page.",
  "missing-amount": "The amount “{field}” is not on the page.",
  "missing-own-share": "The own contribution is not on the page; it is not calculated.",
  "amount-not-exact": "The amount “{field}” is given only approximately ({printed}); the exact value is missing.",
  "amount-conflict": "The page gives different amounts for “{field}” ({values}); the first one is used.",
  "amount-unassigned": "The page mentions a grant of {amount} Kč without its source; it is assigned to none.",
  "sources-do-not-sum":
    "The sources add up to {sum} Kč, the page gives a total of {total} Kč: a difference of {difference} Kč. Nothing is corrected.",
  "share-off-by-haler":
    "The amount “{field}” ({printed} Kč) differs by one haléř from {rate}% of the total costs ({computed} Kč).",
  "missing-dates": "The page does not give {which} of the project.",
  "year-only-date": "The period is given only as a year ({printed}); the day and month cannot be determined from it.",
  "invalid-date": "The date {printed} does not exist.",
  "end-before-start": "The end of the project ({end}) is before its start ({start}).",
  "months-mismatch": "The page says {stated} months; the dates give {counted}.",
  "assistants-conflict": "The page gives different numbers of assistants ({values}); {used} is used.",
  "list-rows-differ": "The list has several rows with different data for project {number}; the first one is used.",
  "other-currency": "The amount “{field}” is in another currency ({printed}); it is not converted to Czech crowns.",
  "national-public-money":
    "National public funding ({amount} Kč) may also include the municipality’s own contribution; the list does not tell them apart.",
  "rate-differs": "The list gives a co-financing rate of {printed}%; the amounts give {computed}%.",
  "end-moved": "The planned end is {planned}, the actual one {real}; the actual one is used.",
  "personal-data-found": "The page contains personal data (contacts: {count}); it is left out.",
};

const englishValues: Record<string, string> = {
  [fieldNames.total]: "total costs",
  [fieldNames.eu]: "EU contribution",
  [fieldNames.state]: "state budget",
  [fieldNames.own]: "own contribution",
  začátek: "the start",
  konec: "the end",
  "začátek i konec": "the start and the end",
};

/** The sentence of a warning in English: its values are read back from the Czech one. */
export function inEnglish({ code, message }: IntakeWarning): string {
  const names: string[] = [];
  const pattern = warningMessages[code].replace(/\{(\w+)\}|[\\^$.*+?()[\]|]/g, (part, name: string | undefined) => {
    if (name === undefined) return `\\${part}`;
    names.push(name);
    return "(.*?)";
  });
  const found = new RegExp(`^${pattern}$`, "s").exec(message);
  return english[code].replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = found?.[names.indexOf(name) + 1] ?? "";
    return englishValues[value] ?? value;
  });
}
