import type { Place, Span } from "@/lib/intake/result";

/**
 * The working text: `text` is what is shown (composed letters, one kind of space, no tags), `key` the same folded to
 * lower-case ASCII; both have the same length, and `from`/`to` lead each unit back to the original.
 */
export type Source = { text: string; key: string; from: Int32Array; to: Int32Array; lines: Span[] };

const blockTags =
  /^(br|p|title|body|nav|main|pre|form|figure|blockquote|address|div|tr|li|ul|ol|dl|dt|h[1-6]|table|tbody|section|article|hr|header|footer)$/;
const cellTags = /^(td|th|dd)$/;
const tag = /<\/?([a-z][a-z0-9]{0,9})\b[^<>]{0,500}>/iy;
const entity = /&(#\d{2,6}|#x[0-9a-f]{2,5}|[a-z]{2,8});/iy;
const stamp = /(?:19|20)\d{2}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?(?:Z|[+-]\d{2}:?\d{2})?/y;
const marks: Readonly<Record<string, string>> = { acute: "\u0301", caron: "\u030c", ring: "\u030a", uml: "\u0308" };
const entities: Readonly<Record<string, string>> = {
  nbsp: " ",
  thinsp: " ",
  ensp: " ",
  emsp: " ",
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  ndash: "–",
  mdash: "—",
  minus: "−",
  bdquo: "„",
  ldquo: "“",
  rdquo: "”",
  laquo: "«",
  raquo: "»",
  bull: "•",
  middot: "·",
  hellip: "…",
  shy: "",
  euro: "€",
  times: "×",
  rsquo: "’",
  lsquo: "‘",
  sbquo: "‚",
};

/** Reads the original into a working text. Linear in its length. */
export function readSource(raw: string): Source {
  const out: string[] = [];
  const from: number[] = [];
  const to: number[] = [];
  let gap = 0; // blanks seen and not written yet; 3 and more stand for a column
  let gapAt = 0;
  let closable = true;

  const put = (char: string, start: number, end: number) => {
    const last = out[out.length - 1];
    if (char === "\n") {
      gap = 0;
      if (last === undefined || (last === "\n" && out[out.length - 2] === "\n")) return;
    } else if (gap > 0) {
      if (last !== undefined && last !== "\n") {
        out.push(gap > 2 ? "\t" : " ");
        from.push(gapAt);
        to.push(start);
      }
      gap = 0;
    }
    out.push(char);
    from.push(start);
    to.push(end);
  };
  const blank = (width: number, start: number) => {
    if (gap === 0) gapAt = start;
    gap += width;
  };
  const putAll = (chars: string, start: number, end: number) => {
    for (const char of chars.split("")) {
      if (isBlank(char)) blank(1, start);
      else put(char, start, end);
    }
  };

  for (let i = 0; i < raw.length; i++) {
    const char = raw.charAt(i);
    const code = raw.charCodeAt(i);
    if (code > 0x60 && code < 0x7b) put(char, i, i + 1);
    else if ((char === "1" || char === "2") && stampAt(raw, i) > i) {
      const end = stampAt(raw, i);
      put("\n", i, end);
      i = end - 1;
    } else if (char === "\n" || (code >= 0x0b && code <= 0x0d) || code === 0x2028 || code === 0x2029) {
      if (char === "\r" && raw.charAt(i + 1) === "\n") continue;
      put("\n", i, i + 1);
    } else if (char === "\t") blank(3, i);
    else if (isBlank(char)) blank(1, i);
    else if (isInvisible(code)) continue;
    else if (code >= 0x300 && code <= 0x36f) {
      const composed = ((out[out.length - 1] ?? "") + char).normalize("NFC");
      if (gap === 0 && composed.length === 1 && out.length > 0) {
        out[out.length - 1] = composed;
        to[to.length - 1] = i + 1;
      }
    } else if (char === "<" && /^<!(?:--|doctype)/i.test(raw.slice(i, i + 9))) {
      const comment = raw.startsWith("<!--", i);
      const close = closable ? raw.indexOf(comment ? "-->" : ">", i) : -1;
      if (close < 0) closable = false;
      else i = close + (comment ? 2 : 0);
    } else if (char === "<") {
      tag.lastIndex = i;
      const found = tag.exec(raw);
      if (!found) {
        put(char, i, i + 1);
        continue;
      }
      const name = (found[1] ?? "").toLowerCase();
      let end = i + found[0].length;
      if ((name === "script" || name === "style") && closable && !found[0].startsWith("</")) {
        const close = raw.indexOf(`</${name}`, end);
        if (close < 0) closable = false;
        else end = close;
      }
      if (blockTags.test(name)) put("\n", i, end);
      else if (cellTags.test(name)) blank(3, i);
      i = end - 1;
    } else if (char === "&") {
      entity.lastIndex = i;
      const found = entity.exec(raw);
      const meaning = found ? meaningOf(found[1] ?? "") : null;
      if (!found || meaning === null) put(char, i, i + 1);
      else {
        putAll(meaning, i, i + found[0].length);
        i += found[0].length - 1;
      }
    } else if (char === "\\" && "_*#.-+|[]()!".includes(raw.charAt(i + 1) || "x")) continue;
    else if ((char === "*" || char === "_") && raw.charAt(i + 1) === char && !isInsideWord(raw, i)) i++;
    else put(char, i, i + 1);
  }
  const text = joinWrapped(out.join(""));
  return { text, key: fold(text), from: Int32Array.from(from), to: Int32Array.from(to), lines: linesOf(text) };
}

/** The end of an instant that a site glues to its headings ("Vzorov2023-07-26T13:13:20+02:00"); the position when there is none. */
function stampAt(raw: string, at: number): number {
  if (/[\s:]/.test(raw.charAt(at - 1) || " ")) return at;
  stamp.lastIndex = at;
  return at + (stamp.exec(raw)?.[0].length ?? 0);
}

/** The place in the original of a range of the working text. */
export function placeOf(source: Source, span: Span): Place {
  return { from: source.from[span.from] ?? 0, to: source.to[Math.max(span.from, span.to - 1)] ?? 0 };
}

/** The shown text of a range, blanks made one space. */
export function shownText(source: Source, span: Span): string {
  return source.text.slice(span.from, span.to).replaceAll("\t", " ").replaceAll("\n", " ").trim();
}

/** Joins lines that were broken in mid-sentence at a width. The length of the text stays. */
function joinWrapped(text: string): string {
  return text.replace(/(?<=[^\n]{50}[\p{L},])(?<![Kk][čČcC]|CZK|korun)\n(?=\p{Ll})/gu, " ");
}

function isBlank(char: string): boolean {
  const code = char.charCodeAt(0);
  return (
    code === 0x20 ||
    code === 0xa0 ||
    code === 0x1680 ||
    (code >= 0x2000 && code <= 0x200a) ||
    code === 0x202f ||
    code === 0x205f ||
    code === 0x3000
  );
}

function isInvisible(code: number): boolean {
  return code === 0xad || code === 0xfeff || (code >= 0x200b && code <= 0x200f) || code === 0x2060 || code < 0x20;
}

function isInsideWord(raw: string, at: number): boolean {
  return raw.charAt(at) === "_" && /[a-z0-9]/i.test(raw.charAt(at - 1)) && /[a-z0-9]/i.test(raw.charAt(at + 2));
}

function meaningOf(name: string): string | null {
  if (name.startsWith("#")) {
    const hex = /^#x/i.test(name);
    const code = Number.parseInt(name.slice(hex ? 2 : 1), hex ? 16 : 10);
    return code > 31 && code < 0xd800 ? String.fromCharCode(code) : "";
  }
  const plain = entities[name.toLowerCase()];
  if (plain !== undefined) return plain;
  const accent = marks[name.slice(1).toLowerCase()];
  return accent === undefined ? null : (name.charAt(0) + accent).normalize("NFC");
}

function fold(text: string): string {
  const known = new Map<string, string>();
  return text.replace(/[^\n\t -@[-~]/g, (char) => {
    const folded = known.get(char) ?? foldOne(char);
    known.set(char, folded);
    return folded;
  });
}

function foldOne(char: string): string {
  const code = char.charCodeAt(0);
  if ((code >= 0x2010 && code <= 0x2015) || code === 0x2212 || code === 0x2043) return "-";
  if ("„“”«»‟".includes(char)) return '"';
  if ("’‘‚`´".includes(char)) return "'";
  if ("•·▪●■◦○➢✓‣".includes(char)) return "*";
  if (char === "×") return "x";
  const plain = char.normalize("NFD").charAt(0).toLowerCase();
  return plain.length === 1 ? plain : char;
}

function linesOf(text: string): Span[] {
  const lines: Span[] = [];
  let from = 0;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", from)) {
    lines.push({ from, to: at });
    from = at + 1;
  }
  lines.push({ from, to: text.length });
  return lines;
}
