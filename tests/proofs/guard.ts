// The guard of free texts against five hundred texts of somebody who did not write its rules: as they are, and as they come
// pasted from elsewhere. Half of them were never looked at while the rules were made; its figures are told apart. The control
// takes the reading of pasted texts away, and disguised numbers must be seen to pass.
import { readFileSync } from "node:fs";
import { broken as brokenCode } from "@/bin/check/proof-code.mjs";
import { findsOf } from "@/lib/domain/guarded";
import { guarded } from "@/lib/domain/guarded-fields";

type Text = { text: string; kinds: string[]; half: "a" | "b" };
const sabotage = process.argv.includes("--sabotage");
const full = process.argv.includes("--full");
const texts: Text[] = JSON.parse(readFileSync("tests/fixtures/personal-texts.json", "utf8"));
const wanted: Readonly<Record<string, number>> = {
  "birth-number": 1,
  phone: 0.98,
  email: 0.98,
  address: 0.85,
  name: 0.85,
};
const mostWarned = 0.05;
const disguises: Readonly<Record<string, (text: string) => string>> = {
  "as it is": (text) => text,
  "hard blanks": (text) => text.replaceAll(" ", "\u00a0"),
  "narrow hard blanks": (text) => text.replaceAll(" ", "\u202f"),
  "long dashes": (text) => text.replaceAll("-", "\u2013"),
  "soft hyphens": (text) => text.replaceAll(/(?<=[\p{L}\d])(?=[\p{L}\d])/gu, "\u00ad"),
  "signs of no width": (text) => text.replaceAll(/(?<=[\p{L}\d])(?=[\p{L}\d])/gu, "\u200b"),
  "wide digits": (text) => text.replaceAll(/\d/g, (digit) => String.fromCharCode(0xff10 + Number(digit))),
  "letters taken apart": (text) => text.normalize("NFD"),
};
/** Every write with a guarded note of its own is asked the same in the long run; in the short one, that of a shift. */
const verbs = full
  ? Object.entries(guarded).flatMap(([verb, fields]) =>
      fields.filter((field) => !field.includes("*")).map((field) => [verb, field]),
    )
  : [["activity.log", "note"]];

const began = performance.now();
const broken: string[] = [];
const told: string[] = [];
let asked = 0;
for (const [verb = "", field = ""] of verbs)
  for (const [disguise, worn] of Object.entries(disguises)) {
    const answers = texts.map(({ text, ...about }) => ({ ...about, finds: findsIn(verb, field, worn(text)) }));
    asked += answers.length;
    const misplaced = texts.filter(({ text }) => !marksFit(verb, field, text, worn));
    if (misplaced.length > 0)
      broken.push(`${verb} ${field}, ${disguise}: ${misplaced.length} texts marked elsewhere than as they are`);
    for (const half of ["both", "a", "b"]) {
      const own = answers.filter((one) => half === "both" || one.half === half);
      const figures = Object.entries(wanted).map(([kind, least]) => {
        const holding = own.filter(({ kinds }) => kinds.includes(kind));
        const caught = holding.filter(({ finds }) => finds.includes(kind)).length;
        if (half === "both" && caught / holding.length < least)
          broken.push(`${verb} ${field}, ${disguise}: of ${kind} ${caught} of ${holding.length} caught`);
        return `${kind} ${caught}/${holding.length}`;
      });
      const innocent = own.filter(({ kinds }) => kinds.length === 0);
      const warned = innocent.filter(({ finds }) => finds.length > 0).length;
      if (half === "both" && warned / innocent.length > mostWarned)
        broken.push(`${verb} ${field}, ${disguise}: ${warned} of ${innocent.length} innocent texts warned`);
      if (disguise === "as it is" && verb === "activity.log")
        told.push(`half ${half}: ${figures.join(", ")}, innocent warned ${warned}/${innocent.length}`);
    }
  }
for (const line of [...told, ...broken.slice(0, 20)]) console.log(`guard: ${line}`);
const seconds = Math.round((performance.now() - began) / 1000);
console.log(
  `guard ${broken.length === 0 ? "held" : "broken"}: texts ${texts.length}, disguises ${Object.keys(disguises).length}, fields ${verbs.length}, asked ${asked}, broken ${broken.length}, ${seconds} s`,
);
process.exitCode = broken.length === 0 ? 0 : brokenCode;

/** The kinds found in a field of a write, by the names of the texts. */
function findsIn(verb: string, field: string, text: string): string[] {
  return marks(verb, field, text).map(({ kind }) => (kind === "birthNumber" ? "birth-number" : kind));
}

function marks(verb: string, field: string, text: string) {
  // What the control does: a text is taken letter by letter as it came, as if nobody ever pasted one.
  const seen =
    sabotage && /[\u00a0\u00ad\u200b\u202f\u2013\uff10-\uff19]/.test(text)
      ? text.replaceAll(/[\u00a0\u00ad\u200b\u202f\u2013\uff10-\uff19]/g, "\u2022")
      : text;
  return findsOf(verb, { [field]: seen });
}

/** Whether the marked parts of a disguised text are the disguised marked parts. */
function marksFit(verb: string, field: string, text: string, worn: (text: string) => string): boolean {
  const plain = marks(verb, field, text).map(({ kind, start, end }) => `${kind} ${bare(text.slice(start, end))}`);
  const disguised = worn(text);
  const found = marks(verb, field, disguised).map(
    ({ kind, start, end }) => `${kind} ${bare(disguised.slice(start, end))}`,
  );
  return plain.join("|") === found.join("|");
}

/** A marked part without what the disguises put on. */
function bare(part: string): string {
  return part
    .normalize("NFKC")
    .replaceAll(/[\u00ad\u200b]/g, "")
    .replaceAll("\u2013", "-");
}
