import { fieldNames, warningMessages } from "@/lib/intake/labels";
import type { IntakeWarning, WarningCode } from "@/lib/intake/result";

const english: Record<WarningCode, string> = {
  "damaged-text":
    "The text holds signs that cannot be read (count: {count}), the first on line {line}. Check what stands around them with the original.",
  "registration-number-missing": "The page has no registration number of the project.",
  "registration-number-misprint":
    "The registration number {number} looks like a misprint: no known programme has numbers of this form. Kept as printed.",
  "registration-number-unknown": "The registration number {number} has an unknown form. Kept as printed.",
  "registration-number-several": "The page has several registration numbers; {number} is used.",
  "missing-name": "The name of the project is not on the page, or not clearly.",
  "missing-beneficiary": "The beneficiary is not on the page, or not clearly.",
  "missing-total": "The total cost of the project is not on the page.",
  "missing-amount": "The amount “{field}” is not on the page.",
  "missing-own-share": "The own share is not on the page; it is not computed.",
  "amount-not-exact": "The amount “{field}” is given only roughly ({printed}); the exact value is missing.",
  "amount-conflict": "The amount “{field}” differs within the page ({values}); the first one is used.",
  "amount-unassigned": "The page names a grant of {amount} CZK without its source; it is given to none.",
  "sources-do-not-sum":
    "The sources add up to {sum} CZK, the page says {total} CZK in total: a difference of {difference} CZK. Nothing is corrected.",
  "share-off-by-haler": "The amount “{field}” ({printed} CZK) is one haléř off {rate} % of the total ({computed} CZK).",
  "missing-dates": "The page lacks {which} of the project.",
  "year-only-date": "The period is given in years only ({printed}); day and month cannot be told from it.",
  "invalid-date": "The date {printed} is not in the calendar.",
  "end-before-start": "The end of the project ({end}) is before its start ({start}).",
  "months-mismatch": "The page says {stated} months, the dates give {counted}.",
  "assistants-conflict": "The number of assistants differs within the page ({values}); {used} is used.",
  "list-rows-differ": "The list has several rows of project {number} that differ; the first one is used.",
  "other-currency": "The amount “{field}” is in another currency ({printed}); it is not converted to crowns.",
  "national-public-money":
    "The national public money ({amount} CZK) may hold the town's own share as well; the list does not tell them apart.",
  "rate-differs": "The list gives a co-financing rate of {printed} %, the amounts make {computed} %.",
  "end-moved": "The planned end is {planned}, the real one {real}; the real one is used.",
  "personal-data-found": "The page holds personal data (contacts: {count}); it is left out.",
};

const englishValues: Record<string, string> = {
  [fieldNames.total]: "total cost",
  [fieldNames.eu]: "EU contribution",
  [fieldNames.state]: "state budget",
  [fieldNames.own]: "own share",
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
