import { encode } from "uqr";
import { type Element, mm, type Paper } from "./paper";

/** The white border that readers ask for, in modules (ISO/IEC 18004). */
const border = 4;
/** The shortest side of a code on paper, without its border. */
const side = mm(26);

/** How wide and high the code of a text is on paper, its border too. */
export function qrSize(text: string): number {
  const { size } = encode(text, { border: 0, ecc: "M" });
  return (side * (size + 2 * border)) / size;
}

/** Draws a text as a QR code, black on white with its border, from the upper left corner; alt says what it is. */
export function drawQr(paper: Paper, text: string, at: { x: number; y: number }, alt: string, parent?: Element): void {
  const { data } = encode(text, { border, ecc: "M" });
  const step = qrSize(text) / data.length;
  paper.figure(
    alt,
    () => {
      const { doc } = paper;
      doc.rect(at.x, at.y, step * data.length, step * data.length).fill("#ffffff");
      for (const [row, line] of data.entries())
        for (const { from, to } of runs(line))
          doc.rect(at.x + from * step, at.y + row * step, (to - from) * step, step);
      doc.fill("#000000");
    },
    parent,
  );
}

/** The dark stretches of a line, so that no hair of white stands between two modules. */
function runs(line: readonly boolean[]): { from: number; to: number }[] {
  const found: { from: number; to: number }[] = [];
  for (const [at, dark] of line.entries()) {
    const last = found.at(-1);
    if (dark && last?.to === at) last.to = at + 1;
    else if (dark) found.push({ from: at, to: at + 1 });
  }
  return found;
}
