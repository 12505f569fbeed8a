import type { Mark } from "./birth-number";

/** Where somebody lives: a street and a number, a number of a house or a flat, a post code and a town. A street alone is no address. */
const number = "[1-9]\\d{0,3}(?:/\\d{1,4}[a-z]?|/?[a-zA-Z])?(?![\\d\\p{L}])";
/** What is counted, timed or paid is no number of a house. */
const nothingCounted =
  "(?!\\.(?: ?\\d| \\p{Ll})|[,:]\\d| ?(?:hod|min|h(?!\\p{L})|dn[íyůe]|dět|týdn|měsíc|lid|osob|případ|kontakt|krát|×|x |Kč|%|let(?!\\p{L})|rok|km|m(?!\\p{L})|asistent|hlíd|z \\d|ze \\d|ks|metr|bod|stran|účastn|žák|strážn|schůz|pochůz|návštěv|stížnost|podnět|a \\d|až|/ ?\\d|-\\d))";
const name = "(?:\\p{Lu}\\p{L}+\\.?|\\d{1,2}\\. \\p{Ll}+)(?: \\p{L}+\\.?){0,2}";
const rules: readonly RegExp[] = [
  new RegExp(
    `(?<!\\p{L})(?:[Uu]l(?:\\.|ice|ici|icí|ic)|[Nn]ám(?:\\.|ěst\\p{Ll}+)|[Tt]ř(?:\\.|íd\\p{Ll}+)|[Nn]ábř(?:\\.|ež\\p{Ll}+)) ?${name},? (?:č\\. ?(?:p\\. ?)?|čp\\.? ?|číslo )?${number}${nothingCounted}`,
    "gu",
  ),
  new RegExp(
    `(?<!\\p{L})(?:\\p{L}+ )?\\p{Lu}\\p{Ll}+(?:sk|ck)(?:á|é|ou|ém)(?: ulic\\p{Ll}+)? (?:č\\. ?|číslo )?${number}${nothingCounted}`,
    "gu",
  ),
  new RegExp(
    `(?<!\\p{L})(?!(?:Poslední|První|Noční|Ranní|Denní|Setkání|Jednání|Zasedání|Školení|Hodnocení|Oddělení|Září|Usnesení|Nařízení|Vydání|Období|Řešení|Vyhodnocení|Zahájení|Ukončení|Celkově|Nově|Minimálně|Příloh|Hodinov|Aktivit|Skóre|Další|Týdenní|Měsíční|Pracovní|Volání|Vzdělávání|Opatření|Rozhodnutí|Předání|Slov|Znov|Obnov|Hlav|Osnov)\\p{Ll}*)\\p{Lu}\\p{Ll}+(?:ní|ov[aáéu]|ově|ovou|ovy|ého|ích|ých|ejch|ův|ů)(?: ulic\\p{Ll}+)? (?:č\\. ?|číslo )?${number}${nothingCounted}`,
    "gu",
  ),
  new RegExp(
    `(?<!\\p{L})(?:[Nn]a|Nad|Pod|U|Ke?|Za|Před|Mezi|V|Ve|Při|Pode|Nade) \\p{Lu}\\p{Ll}{2,}(?: \\p{Ll}{3,})? (?:č\\. ?|číslo )?${number}${nothingCounted}(?! \\p{Ll}{3,}(?:ů|ek|ik|[bcdfghjkmnprstvzžščřň])(?!\\p{L}))`,
    "gu",
  ),
  /(?<!\p{L})\p{Lu}\p{Ll}+(?: \p{Lu}?\p{Ll}+){0,2},? \d{1,4}\/(?!(?:19|20)\d\d)\d{1,3}[a-z]?(?![\d/])(?! ?(?:Sb|hod))/gu,
  new RegExp(`(?<!\\p{L})\\p{Lu}\\p{Ll}+a \\p{Lu}\\p{Ll}+(?:a|y|ého) ${number}${nothingCounted}`, "gu"),
  /\d{1,2}\. (?:října|května|dubna|listopadu|pluku|ledna|února|března|června|července|srpna|září|prosince) \d{1,4}(?:\/\d{1,3})?(?!\d|[. ]?\d|:| v| od| do)(?<! (?:19|20)\d\d)/gu,
  /(?<!\p{L})(?:č\. ?p\.?|čp\.?|č\. ?e\.|č\. ?o\.|(?:číslo )?popisné(?: číslo)?|(?:dům|dom[ěeu]|domem|domku|byt[uěe]?|bytem|barák\p{Ll}*|vchod\p{Ll}*|pokoj\p{Ll}*|ubytovn\p{Ll}*) (?:č\.|čp\.|číslo)) ?\d{1,4}/giu,
  /(?<![\d\p{L}])[1-7]\d{2} ?\d{2},? (?!Kč|Korun)\p{Lu}\p{Ll}{2,}/gu,
  /(?<!\p{L})(?:bydl[ií]|bydl[eí]m\p{Ll}*|bydlel[ai]?|bydlící|bydliště\p{Ll}*|bytem|trval\p{Ll}+ pobyt\p{Ll}*|adres\p{Ll}+:?)(?: \p{Ll}+){0,3} (?:\p{L}{3,}|\d+\. \p{Ll}+)(?: \p{L}+){0,2} (?:ulic\p{Ll}*|č\. ?\d+|\d{1,4}(?!\d))/giu,
  /(?<!\p{L})(?:bydl[ií]|bydl[eí]m\p{Ll}*|bydlel[ai]?|bydlící|bytem|trval\p{Ll}+ pobyt\p{Ll}*)(?: \p{Ll}+){0,4} (?:ul\.|ulici|ulice|nám\.|náměstí|sídlišti) \p{Lu}\p{Ll}+/gu,
  new RegExp(
    `(?<!\\p{L})(?!(?:druh|prvn|kter|kazd|každ|jin|dals|cel|jednoho|minul)\\p{Ll}*)\\p{Ll}{3,}(?:[eé]ho|ejch|sk[aáeé]|ck[aáeé]) ${number}${nothingCounted}(?= ?[,.;]|$| u | v | a )`,
    "gu",
  ),
];

/** Where addresses seem to stand in a plain text. */
export const addresses = (text: string): Mark[] =>
  rules.flatMap((rule) =>
    [...text.matchAll(rule)].map((found) => ({ start: found.index, end: found.index + found[0].length })),
  );
