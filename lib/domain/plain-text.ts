/**
 * A text as a rule reads it: hard blanks are blanks, long dashes short, signs that nobody sees are gone, digits of full width
 * are digits, a letter and its accent are one. Each place of it knows where it stood in the original.
 */
export type PlainText = {
  text: string /** Original places of the marked part. */;
  at: (start: number, end: number) => { start: number; end: number };
};

const unseen = /[\u00ad\u200b-\u200d\u2060\ufeff]/;
const blank = /[\u00a0\u2000-\u200a\u202f\u205f\u3000\t]/;
const dash = /[\u2010-\u2015\u2212]/;

export function plainText(original: string): PlainText {
  let text = "";
  const starts: number[] = [];
  const ends: number[] = [];
  let at = 0;
  for (const sign of original) {
    const end = at + sign.length;
    const last = text.length - 1;
    const joined = last >= 0 && /\p{M}/u.test(sign) ? `${text[last]}${sign}`.normalize("NFC") : "";
    if (joined.length === 1) {
      text = text.slice(0, -1) + joined;
      ends[last] = end;
    } else if (!unseen.test(sign)) {
      const read = blank.test(sign)
        ? " "
        : dash.test(sign)
          ? "-"
          : /[\uff01-\uff5e]/.test(sign)
            ? sign.normalize("NFKC")
            : sign;
      for (let unit = 0; unit < read.length; unit += 1) {
        starts.push(at);
        ends.push(end);
      }
      text += read;
    }
    at = end;
  }
  return { text, at: (start, end) => ({ start: starts[start] ?? at, end: ends[end - 1] ?? at }) };
}
