import { describe, expect, it } from "vitest";
import { brokenSign, decodeBytes } from "@/lib/import/code-pages";

/** The bytes of the Czech letters, as the tables of the standards give them (not by our own decoder). */
const letters = "áčďéěíňóřšťúůýžÁČĎÉĚÍŇÓŘŠŤÚŮÝŽ";
const tables = {
  "windows-1250": "e1e8efe9ecedf2f3f89a9dfaf9fd9ec1c8cfc9cccdd2d3d88a8ddad9dd8e",
  "iso-8859-2": "e1e8efe9ecedf2f3f8b9bbfaf9fdbec1c8cfc9cccdd2d3d8a9abdad9ddae",
  cp852: "a09fd482d8a1e5a2fde79ca385eca7b5acd290b7d6d5e0fce69be9deeda6",
  "mac-ce": "878b938e9e92cb97dee4e99cf3f9ece78991839deac5eedbe1e8f2f1f8eb",
} as const;
const encode = (text: string, encoding: keyof typeof tables) => {
  const bytes = Buffer.from(tables[encoding], "hex");
  return Uint8Array.from([...text], (sign) => {
    const at = letters.indexOf(sign);
    return at < 0 ? sign.charCodeAt(0) : (bytes[at] ?? 63);
  });
};

const texts = [
  "Doklad;Popis\nFA-1;Školení – žáků, řešení šikany".replace("–", "-"),
  "Žďár nad Sázavou",
  "PŘÍSPĚVEK EU: 10 494 502,67 KČ",
  "Celkové náklady projektu: 8 000 000,00 Kč\nPříspěvek EU: 6 138 800,00 Kč",
  "Příliš žluťoučký kůň úpěl ďábelské ódy.",
  "Město Třeboň; Ťuhýk; Ústí nad Labem; Český Těšín",
  "nájem",
  "školné",
  "Běžící děti",
];

describe("a text of bytes", () => {
  it.each(Object.keys(tables) as (keyof typeof tables)[])("in %s is read in its own letters", (encoding) => {
    for (const text of texts) expect(decodeBytes(encode(text, encoding))?.text, text).toBe(text);
    const page = texts.join("\n").repeat(50);
    expect(decodeBytes(encode(page, encoding))).toEqual({ text: page, encoding });
  });

  it("in UTF-8 with a byte that is none stays UTF-8, with a sign at its place", () => {
    for (const text of texts) {
      const bytes = Buffer.concat([Buffer.from(`${text}\nrok`), Buffer.from([0x9a]), Buffer.from("\nkonec")]);
      const read = decodeBytes(bytes);
      expect(read, text).toEqual({ text: `${text}\nrok${brokenSign}\nkonec`, encoding: "utf-8" });
    }
    const cut = Buffer.from("Škola; školení žáků; ž").subarray(0, -1);
    expect(decodeBytes(cut)).toEqual({ text: `Škola; školení žáků; ${brokenSign}`, encoding: "utf-8" });
  });

  it("of other scripts and of no script is refused, not read as something else", () => {
    const greek = Uint8Array.from(Buffer.from("d0f1efe3f1e1ecec20e1e3eff1eef220d0eff1e1", "hex"));
    const cyrillic = Uint8Array.from(Buffer.from("cff0eee5eaf220efeeeceef9fc20e4e5f2ffec", "hex"));
    expect(decodeBytes(Uint8Array.from({ length: 4000 }, (_, i) => 128 + ((i * 61) % 128)))).toBeNull();
    expect(decodeBytes(Uint8Array.of(65, 0, 66, 0))).toBeNull();
    for (const bytes of [greek, cyrillic]) expect(decodeBytes(bytes)?.encoding).not.toBe("utf-8");
  });

  it("keeps the signs of Windows beside Czech letters: dashes, quotation marks, hard spaces", () => {
    const bytes = Buffer.concat([
      Buffer.from("Projekt "),
      Buffer.from([0x84]),
      Buffer.from(encode("Bezpečné město", "windows-1250")),
      Buffer.from([0x93, 0x20, 0x96, 0x20, 0x38, 0xa0, 0x30, 0x30, 0x30, 0xa0]),
      Buffer.from(encode("Kč", "windows-1250")),
    ]);
    expect(decodeBytes(bytes)).toEqual({
      text: "Projekt „Bezpečné město“ – 8\u00a0000\u00a0Kč",
      encoding: "windows-1250",
    });
  });
});
