import type { Source } from "@/lib/intake/source";

/** The end of a proper name of a town: capitalised words and what joins them ("Ústí nad Labem", "Kynšperk n. O."). */
export function properName(source: Source, from: number): number {
  let to = from;
  const word = /^([ \t]?)((?:nad|pod|u|v|ve|na|pri|n\.|p\.|o\.|l\.)[ \t])?([a-z][a-z-]{1,30}|[a-z]\.)/;
  for (let i = 0; i < 5; i++) {
    const found = word.exec(source.key.slice(to, to + 50));
    const last = found?.[3];
    if (!found || !last || (i > 0 && !found[1]) || /^(?:prostrednictvim|projekt|realiz|dalsi|novy|tri|od$)/.test(last))
      break;
    const at = to + found[0].length - last.length;
    const letter = source.text.charAt(at);
    if (letter === letter.toLowerCase() || (found[2] && i === 0)) break;
    to += found[0].length;
  }
  return to;
}
