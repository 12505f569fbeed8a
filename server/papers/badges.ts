import { ink, mm, openPaper, type Paper, type PaperFrame, type Style } from "./paper";
import { drawQr, qrSize } from "./qr";

export type Badge = {
  name: string;
  role: string;
  municipality: string;
  /** What the QR code says. */
  code: string;
};
export type BadgesPaper = {
  frame: PaperFrame;
  meeting: string;
  place: string;
  codeAlt: string;
  badges: readonly Badge[];
};

const across = 2;
const down = 4;
/** Badges on one A4: each is an A7 on its side, cut along the lines, and fits the usual covers. */
export const badgesPerPage = across * down;

const padding = mm(6);
const small: Style = { size: 8.5, color: ink.soft };
const largest = 25;
/** Down to this size a name shrinks before it takes more lines than two. */
const floor = 13;
const least = 5;

/** Draws badges, eight on a page, no page more than they need. */
export async function drawBadges({ frame, meeting, place, codeAlt, badges }: BadgesPaper): Promise<Uint8Array> {
  const paper = openPaper(frame);
  const first = paper.page();
  const size = { width: first.width / across, height: first.height / down };
  for (const [index, badge] of badges.entries()) {
    const at = index % badgesPerPage;
    if (at === 0 && index > 0) paper.page();
    if (at === 0) drawCuts(paper, size);
    const corner = { x: (at % across) * size.width, y: Math.floor(at / across) * size.height };
    drawBadge(paper, { ...corner, ...size }, badge, { meeting, place, codeAlt });
  }
  return paper.finish();
}

type Area = { x: number; y: number; width: number; height: number };

function drawCuts(paper: Paper, size: { width: number; height: number }): void {
  paper.aside(() => {
    const { doc } = paper;
    doc.lineWidth(0.4).strokeColor(ink.line).dash(3, { space: 3 });
    for (let row = 1; row < down; row += 1)
      doc
        .moveTo(0, row * size.height)
        .lineTo(doc.page.width, row * size.height)
        .stroke();
    doc.moveTo(size.width, 0).lineTo(size.width, doc.page.height).stroke();
    doc.undash();
  });
}

function drawBadge(
  paper: Paper,
  area: Area,
  { name, role, municipality, code }: Badge,
  { meeting, place, codeAlt }: { meeting: string; place: string; codeAlt: string },
): void {
  const item = paper.element("Sect");
  const whole = { x: area.x + padding, width: area.width - 2 * padding };
  const qr = qrSize(code);
  const top = area.y + padding;
  const meetingHeight = paper.text("P", meeting, { ...whole, y: top }, { ...small, face: "bold" }, item);
  const placeHeight = paper.text("P", place, { ...whole, y: top + meetingHeight }, small, item);
  const from = top + meetingHeight + placeHeight + mm(2.5);
  const bottom = area.y + area.height - padding;
  const corner = { x: area.x + area.width - qr - mm(2), y: bottom - qr };
  const beside = { x: whole.x, width: corner.x - whole.x };
  const roleStyle: Style = { size: 10.5, color: ink.soft };
  const placeStyle: Style = { face: "bold", size: 11.5 };
  const gap = mm(1.5);
  const under =
    paper.heightOf(role, beside.width, roleStyle) + paper.heightOf(municipality, beside.width, placeStyle) + 2 * gap;
  const style = fitted(paper, name, beside.width, bottom - from - under);
  let y = from + paper.text("P", name, { ...beside, y: from }, style, item) + gap;
  y += paper.text("P", municipality, { ...beside, y }, placeStyle, item) + gap;
  paper.text("P", role, { ...beside, y }, roleStyle, item);
  drawQr(paper, code, corner, codeAlt, item);
}

/**
 * The largest size at which a name stands in its place: in two lines down to the floor, then in as many as fit there, and
 * only where even those do not, smaller; nothing is ever cut.
 */
function fitted(paper: Paper, name: string, width: number, height: number): Style {
  const style = (size: number): Style => ({ face: "bold", size });
  const whole = (size: number) => name.split(/\s+/).every((word) => paper.widthOf(word, style(size)) <= width);
  const tall = (size: number) => paper.heightOf(name, width, style(size));
  for (let size = largest; size >= floor; size -= 0.5)
    if (tall(size) <= Math.min(height, 2.6 * size) && whole(size)) return style(size);
  for (let size = floor; size >= least; size -= 0.5) if (tall(size) <= height) return style(size);
  throw new RangeError(`no room for the name ${name}`);
}
