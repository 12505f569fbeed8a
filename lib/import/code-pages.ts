/** How a text was written. The last two have no decoder in the platform. */
export type Encoding = "utf-8" | "utf-16" | "windows-1250" | "iso-8859-2" | "cp852" | "mac-ce";
export type Decoded = { text: string; encoding: Encoding };

const byTable = (upper: string) => (bytes: Uint8Array) => {
  const signs = [...upper];
  const parts: string[] = [];
  for (let from = 0; from < bytes.length; from += 8192)
    parts.push(
      Array.from(bytes.subarray(from, from + 8192), (byte) =>
        byte < 128 ? String.fromCharCode(byte) : (signs[byte - 128] ?? "\ufffd"),
      ).join(""),
    );
  return parts.join("");
};
const byLabel = (label: string) => (bytes: Uint8Array) => new TextDecoder(label).decode(bytes);

/** In order of trust: of two that fit equally well the first is taken. */
const codePages: Readonly<Record<Exclude<Encoding, "utf-16">, (bytes: Uint8Array) => string>> = {
  "utf-8": byLabel("utf-8"),
  "windows-1250": byLabel("windows-1250"),
  "iso-8859-2": byLabel("iso-8859-2"),
  cp852: byTable(
    "ÇüéâäůćçłëŐőîŹÄĆÉĹĺôöĽľŚśÖÜŤťŁ×čáíóúĄąŽžĘę¬źČş«»░▒▓│┤ÁÂĚŞ╣║╗╝Żż┐└┴┬├─┼Ăă╚╔╩╦╠═╬¤đĐĎËďŇÍÎě┘┌█▄ŢŮ▀ÓßÔŃńňŠšŔÚŕŰýÝţ´\u00ad˝˛ˇ˘§÷¸°¨˙űŘř■\u00a0",
  ),
  "mac-ce": byTable(
    "ÄĀāÉĄÖÜáąČäčĆćéŹźĎíďĒēĖóėôöõúĚěü†°Ę£§•¶ß®©™ę¨≠ģĮįĪ≤≥īĶ∂∑łĻļĽľĹĺŅņŃ¬√ńŇ∆«»…\u00a0ňŐÕőŌ–—“”‘’÷◊ōŔŕŘ‹›řŖŗŠ‚„šŚśÁŤťÍŽžŪÓÔūŮÚůŰűŲųÝýķŻŁżĢˇ",
  ),
};

/**
 * The text of some bytes and how they were written: UTF-8 (a byte that is none stays in it as U+FFFD, for the caller to
 * name its place), UTF-16 with a mark, else the Central European code page in which the letters make Czech words. Null
 * when the bytes are no text or make no sense in any of them.
 */
export function decodeBytes(bytes: Uint8Array): Decoded | null {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff))
    return { text: byLabel(first === 0xff ? "utf-16le" : "utf-16be")(bytes), encoding: "utf-16" };
  if (bytes.includes(0)) return null;
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes), encoding: "utf-8" };
  } catch {
    return bySense(bytes);
  }
}

/** The sign that stands for a byte which is none of the text's code page. */
export const brokenSign = "\ufffd";

/** The code page in which the bytes make the most sense; null when they make little in every one. */
function bySense(bytes: Uint8Array): Decoded | null {
  const part = sample(bytes);
  let best: { encoding: keyof typeof codePages; sense: Sense } | undefined;
  for (const encoding of Object.keys(codePages) as (keyof typeof codePages)[]) {
    const sense = senseOf(codePages[encoding](part));
    // a letter of two bytes that fit is no chance; of the others Windows is what most people have
    if (encoding === "utf-8") sense.score += 3 * (sense.signs - sense.odd);
    if (encoding === "windows-1250") sense.score += 1.5;
    if (!best || sense.score > best.sense.score) best = { encoding, sense };
  }
  if (!best || best.sense.score < 0) return null;
  if (best.encoding !== "utf-8" && best.sense.odd * 5 > best.sense.signs) return null;
  return { text: codePages[best.encoding](bytes), encoding: best.encoding };
}

/** The beginning of the bytes with enough signs beyond ASCII to tell, cut at the end of a line. */
function sample(bytes: Uint8Array): Uint8Array {
  let signs = 0;
  for (let at = 0; at < bytes.length; at++) {
    if ((bytes[at] ?? 0) > 127) signs++;
    else if (signs > 5000 && bytes[at] === 10) return bytes.subarray(0, at);
  }
  return bytes;
}

type Sense = { score: number; odd: number; signs: number };

const common = new Set("áéíýčěřšžůÁÉÍČŘŠŽ");
const rare = new Set("óúďňťÓÚÝĎĚŇŤŮ");
const foreign = new Set("äöüßôľĺŕÄÖÜĽąćęłńśźżëőűăîâşţçđ€");
const marks = new Set("–—„“”‚‘’…•§°«»×™®©·‰²³");

/** How well the signs beyond ASCII fit their neighbours: Czech letters in words count for it, signs inside words against. */
function senseOf(text: string): Sense {
  const sense: Sense = { score: 0, odd: 0, signs: 0 };
  for (let at = 0; at < text.length; at++) {
    if (text.charCodeAt(at) < 128) continue;
    const sign = text.charAt(at);
    const [before, after] = [text.charAt(at - 1), text.charAt(at + 1)];
    const value = worthOf(sign, before, after, text.charAt(at - 2));
    sense.signs++;
    sense.score += value;
    if (value < -1) sense.odd++;
  }
  return sense;
}

function worthOf(sign: string, before: string, after: string, earlier: string): number {
  const inside = isLetter(before) && isLetter(after);
  if (sign === "\u00a0" || sign === "\u00ad") {
    const joins = !inside || (!isLetter(earlier) && "aikosuvzAIKOSUVZ".includes(before));
    return joins ? 1 : -1;
  }
  if (marks.has(sign)) return inside && sign !== "’" ? -3 : 0;
  if (!isLetter(sign)) return -3;
  if (isDigit(before) || isDigit(after)) return -3;
  const broken = isUpper(sign) ? isLower(before) : isLower(before) && isUpper(after);
  if (broken || (!isUpper(sign) && isUpper(after))) return -3;
  return common.has(sign) ? 2 : rare.has(sign) ? 1 : foreign.has(sign) ? 0 : -2;
}

const isLetter = (sign: string) => sign.toLowerCase() !== sign.toUpperCase();
const isUpper = (sign: string) => isLetter(sign) && sign === sign.toUpperCase();
const isLower = (sign: string) => isLetter(sign) && sign === sign.toLowerCase();
const isDigit = (sign: string) => sign >= "0" && sign <= "9";
