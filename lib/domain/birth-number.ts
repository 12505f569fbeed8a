/**
 * Czech birth numbers: six digits of a day (months of women raised by 50, of additional series by 20 since 2004) and three
 * or four more; ten digits are a multiple of 11, or with a remainder of ten of the first nine end in 0 (given 1974–1985, seen
 * later too). Nine digits were given until 1953.
 */
const shape = /(?<![\d])(?<!\d[-/.,])(\d{2}) ?(\d{2}) ?(\d{2})( ?[/-] ?| ?)(\d{3,4})(?![\d]|[-/]\d|[.,]\d)/g;
const called = /(?:\br\. ?č\.?|\brč\b|\brodn\p{L}+ č\p{L}*\.?|\bnar\.|\bnaroz\p{L}*)[^.\n]{0,25}$/iu;
/** What numbers of papers are announced by; only with no stroke in them, and not where a birth number is announced. */
export const numberOfPaper =
  /(?:faktur\p{L}*|dokl\p{L}*|objednáv\p{L}*|smlouv\p{L}*|zakázk\p{L}*|variabiln\p{L}* symbol\p{L}*|účt\p{L}*|účet|jednac\p{L}*|inventárn\p{L}*|výrobn\p{L}*|sériov\p{L}*|evidenčn\p{L}*|protokol\p{L}*|projekt\p{L}*|zásilk\p{L}*|registračn\p{L}*|pojistn\p{L}*|událost\p{L}*|hlášen\p{L}*|spis\p{L}*|(?<!\p{L})(?:č\. ?j\.|čj\.?|ev\. ?č\.|sp\. ?zn\.|inv\. ?č\.|VS|IČO?|DIČ|ID|FA|CZ))[^.\n\d]{0,18}$/iu;

export type Mark = { start: number; end: number };

/** Where birth numbers stand in a text of plain blanks and dashes. */
export function birthNumbers(text: string): Mark[] {
  return [...text.matchAll(shape)].flatMap((found) => {
    const before = text.slice(Math.max(0, found.index - 40), found.index);
    const announced = called.test(before);
    const stroke = (found[4] ?? "").includes("/");
    if (!stroke && !announced && numberOfPaper.test(before)) return [];
    if (!announced && /^(?:\d{3} ){2}\d{3}$/.test(found[0])) return [];
    return isBirthNumber(found, announced) ? [{ start: found.index, end: found.index + found[0].length }] : [];
  });
}

/** announced: somebody says that it is one, then a slip in its last digits makes it none the less one. */
function isBirthNumber(
  [, year = "", month = "", day = "", , tail = ""]: RegExpMatchArray,
  announced: boolean,
): boolean {
  const nine = tail.length === 3;
  const yy = Number(year);
  if (nine && yy >= 54) return false;
  const born = (nine || yy >= 54 ? 1900 : 2000) + yy;
  const of = Number(month);
  const series = of > 70 ? 70 : of > 50 ? 50 : of > 20 ? 20 : 0;
  if ((series === 20 || series === 70) && born < 2004) return false;
  const real = of - series;
  if (real < 1 || real > 12 || Number(day) < 1 || Number(day) > new Date(Date.UTC(born, real, 0)).getUTCDate())
    return false;
  if (nine || announced) return true;
  const rest = Number(`${year}${month}${day}${tail.slice(0, 3)}`) % 11;
  return rest === Number(tail.slice(3)) || (rest === 10 && tail.endsWith("0"));
}
