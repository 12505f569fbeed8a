/**
 * What in a text looks like the data of a particular person: asked about before it is sent, never refused for good, since
 * a rule of this kind errs both ways. Names are found by what stands before them (pan, Mgr.) or by a first name before
 * another word with a capital letter.
 */
export const personalKinds = ["birthNumber", "name", "phone", "email"] as const;
export type PersonalKind = (typeof personalKinds)[number];

const email = /[^\s@,;<>()]+@[^\s@,;<>()]+\.[a-z]{2,}/i;
const phone =
  /(?<![\d/.-])(?:(?:\+|00)420[ \u00a0]?)?[2-9]\d{2}[ \u00a0]?\d{3}[ \u00a0]?\d{3}(?![\d/]|[ \u00a0]?(?:Kč|korun|,-|\d{3}))/;
const birth = /(?<!\d)(\d{2})(\d{2})(\d{2})(\/?)(\d{3,4})(?!\d)/g;
const before =
  /(?<!\p{L})(?:[Pp]an(?:a|em|u|ovi)?|[Pp]an[ií]|[Ss]lečn[aouy]|Mgr\.|Bc\.|Ing\.|JUDr\.|MUDr\.|PhDr\.|[Ss]tr(?:ážník|\.)) \p{Lu}\p{Ll}/u;
/** The beginnings of first names, with which their cases begin too. */
const stems =
  "Adam,Alen,Ale[šn],Andre,Ann,Antonín,Barbor,Blank,Dan,David,Denis,Dušan,Ev,Františ,Han,Helen,Igor,Iv,Jakub,Jan,Jarmil,Jaroslav,Jiř,Jitk,Josef,Kar[eo]l,Kateřin,Klár,Kristýn,Lenk,Luci,Luk[áa]š,Mare?k,Mari,Martin,Matěj,Michal,Mil[ao]n,Miroslav,Monik,Ondře,Pave?l,Petr,Rade?k,Renat,Robert,Roman,Simon,Stanislav,Šárk,Terez,Tomáš,Václav,Věr,Viktor,Vladimír,Vojtěch,Zdeně?k,Zuzan";
const named = new RegExp(`(?<!\\p{L})(?:${stems.split(",").join("|")})\\p{Ll}{0,3} \\p{Lu}\\p{Ll}{2,}`, "u");

/** The kinds of personal data that a text seems to hold, each once, in the order of `personalKinds`. */
export function findPersonal(text: string): PersonalKind[] {
  const found: Record<PersonalKind, boolean> = {
    birthNumber: [...text.matchAll(birth)].some(isBirthNumber),
    name: before.test(text) || named.test(text),
    phone: phone.test(text),
    email: email.test(text),
  };
  return personalKinds.filter((kind) => found[kind]);
}

/**
 * Whether six digits of a day (months of women are raised by 50, of extra series by 20) and what follows are a Czech birth
 * number: of ten digits a multiple of 11, or with the old exception of a remainder of ten; of nine with its stroke.
 */
function isBirthNumber([, year = "", month = "", day = "", stroke = "", tail = ""]: RegExpMatchArray): boolean {
  const of = Number(month) % 50;
  const inMonth = (of >= 1 && of <= 12) || (of >= 21 && of <= 32);
  if (!inMonth || Number(day) < 1 || Number(day) > 31) return false;
  if (tail.length === 3) return stroke === "/" && Number(year) < 54;
  const front = Number(`${year}${month}${day}${tail.slice(0, 3)}`) % 11;
  return front === Number(tail.slice(3)) || (front === 10 && tail.endsWith("0"));
}
