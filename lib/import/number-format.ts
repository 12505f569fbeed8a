import { format, getFormatDateInfo, getFormatFromId, getFormatInfo } from "numfmt";
import type { Cell } from "./table";
import { walkXml } from "./xml";

/** How the cells of one style show a number: turns the stored number into what the person sees. */
export type NumberStyle = (number: number, from1904: boolean) => Cell;

const longest = 255;

/** The styles of a workbook by their index; without the part every number is a plain one. */
export function readStyles(part: (() => Buffer) | undefined): (index: string | undefined) => NumberStyle {
  const codes = new Map<number, string>();
  const styles: NumberStyle[] = [];
  const known = new Map<number, NumberStyle>();
  if (part)
    walkXml(part(), {
      open: (name, attributes, path) => {
        if (name === "numFmt" && path.at(-2) === "numFmts") {
          const { numFmtId, formatCode = "" } = attributes();
          codes.set(Number(numFmtId), formatCode);
        }
        if (name !== "xf" || path.at(-2) !== "cellXfs" || styles.length >= 65_000) return;
        const id = Number(attributes().numFmtId ?? 0);
        const style = known.get(id) ?? numberStyle(codes.get(id) ?? getFormatFromId(id) ?? "General");
        known.set(id, style);
        styles.push(style);
      },
    });
  return (index) => styles[Number(index ?? 0)] ?? plain;
}

/** What a number in a format of a spreadsheet is: itself, a day, a length of time, or a number shown otherwise. */
export function numberStyle(code: string): NumberStyle {
  if (code.length > longest) return (number) => ({ number, shown: "", as: "other", decimals: 0 });
  const info = getFormatInfo(code);
  if (info.isDate) {
    const { year, month, day } = getFormatDateInfo(code);
    return year || month || day
      ? dayOf
      : (number) => ({ instead: "duration", text: format(code, number, { throws: false }) });
  }
  if (info.type === "text" || (info.type === "general" && code.toLowerCase().startsWith("general"))) return plain;
  const same = (info.type === "number" || info.type === "grouped" || info.type === "currency") && info.scale === 1;
  return (number) => {
    const shown = format(code, number, { throws: false, nbsp: false }).trim();
    const as = same && shown !== "" ? "number" : "other";
    return shown === String(number) ? number : { number, shown, as, decimals: info.maxDecimals };
  };
}

const plain: NumberStyle = (number) => number;

/** The day that is shown: a time of day, and the noise of its fraction, changes nothing. */
const dayOf: NumberStyle = (number, from1904) =>
  new Date(Date.UTC(1899, 11, 30) + Math.floor(number + (from1904 ? 1_462 : 0)) * 86_400_000);
