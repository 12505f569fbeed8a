/** Makes the phrases of `labels.ts` into regular expressions over the folded text. */

/** A whole-word expression of a phrase; a space in it (not in a class) stands for a space or a tab. */
export function phrase(words: string, flags = "g"): RegExp {
  return new RegExp(`(?<![a-z0-9])(?:${blanks(words)})(?![a-z0-9])`, flags);
}

/** Matches a phrase at the beginning of a text. */
export function leadingPhrase(words: string): RegExp {
  return new RegExp(`^(?:${blanks(words)})(?![a-z0-9])`);
}

export function blanks(words: string): string {
  return words.replace(/\[[^\]]*\]| /g, (part) => (part === " " ? "[ \\t]" : part));
}

/** All matches of a global expression as ranges, at most `limit`. */
export function* matches(expression: RegExp, text: string, from = 0, limit = 1000) {
  const copy = new RegExp(expression.source, expression.flags);
  copy.lastIndex = from;
  for (let count = 0; count < limit; count++) {
    const found = copy.exec(text);
    if (!found) return;
    if (found[0].length === 0) copy.lastIndex++;
    else yield { from: found.index, to: found.index + found[0].length, groups: found.groups ?? {}, parts: [...found] };
  }
}
