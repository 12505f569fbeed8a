import { qrBorder, qrModules } from "@/lib/qr";
import { type Element, mm, type Paper } from "./paper";

/** Modules of its white border, on both sides. */
const border = 2 * qrBorder;
/** The shortest side of a code on paper, without its border. */
const side = mm(26);

/** How wide and high the code of a text is on paper, its border too. */
export function qrSize(text: string): number {
  const { length } = qrModules(text);
  return (side * length) / (length - border);
}

/** Draws a text as a QR code, black on white with its border, from the upper left corner; alt says what it is. */
export function drawQr(paper: Paper, text: string, at: { x: number; y: number }, alt: string, parent?: Element): void {
  const modules = qrModules(text);
  const step = qrSize(text) / modules.length;
  paper.figure(
    alt,
    () => {
      const { doc } = paper;
      doc.rect(at.x, at.y, step * modules.length, step * modules.length).fill("#ffffff");
      for (const [row, line] of modules.entries())
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
