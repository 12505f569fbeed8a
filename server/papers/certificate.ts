import { ink, mm, openPaper, type Paper, type PaperFrame, type Style } from "./paper";
import { drawQr, qrSize } from "./qr";

/** All sentences of one certificate, ready to be written. */
export type Certificate = {
  office: string;
  heading: string;
  /** "No. 12, issue 2". */
  number: string;
  says: string;
  name: string;
  attended: string;
  meeting: string;
  place: string;
  blocks: readonly { title: string; when: string; length: string }[];
  blocksHeading: string;
  columns: { title: string; when: string; length: string };
  total: string;
  issued: string;
  signed: string;
  check: { address: string; text: string; alt: string };
};
export type CertificatesPaper = { frame: PaperFrame; certificates: readonly Certificate[] };

const margin = mm(22);
const center = "center" as const;

/** Draws certificates, each on a page of its own, or on several when it has very many blocks. */
export async function drawCertificates({ frame, certificates }: CertificatesPaper): Promise<Uint8Array> {
  const paper = openPaper(frame);
  for (const certificate of certificates) drawOne(paper, certificate);
  return paper.finish();
}

function drawOne(paper: Paper, told: Certificate): void {
  const page = paper.page();
  const width = page.width - 2 * margin;
  frameOf(paper, page);
  let y = mm(24);
  const line = (tag: "H1" | "H2" | "P", text: string, style: Style, after: number) => {
    if (text === "") return;
    y += paper.text(tag, text, { x: margin, y, width }, style) + after;
  };
  line("P", told.office, { size: 11, color: ink.soft, align: center }, mm(9));
  line("H1", told.heading, { face: "bold", size: 26, align: center }, mm(2));
  line("P", told.number, { size: 10.5, color: ink.soft, align: center }, mm(10));
  line("P", told.says, { size: 11.5, align: center }, mm(4));
  line("P", told.name, nameStyle(paper, told.name, width), mm(2));
  line("P", told.attended, { size: 11.5, align: center }, mm(3));
  line("P", told.meeting, { face: "bold", size: 14, align: center }, mm(2));
  line("P", told.place, { size: 11.5, align: center }, mm(8));
  const code = qrSize(told.check.address);
  const foot = page.height - mm(20) - code;
  y = drawBlocks(paper, told, { y, width, bottom: foot - mm(14) });
  line("P", told.total, { face: "bold", size: 12.5 }, mm(3));
  drawFoot(paper, told, { y: foot, width, code });
}

function frameOf(paper: Paper, page: { width: number; height: number }): void {
  paper.aside(() => {
    const edge = mm(11);
    paper.doc
      .lineWidth(1)
      .strokeColor("#234e94")
      .rect(edge, edge, page.width - 2 * edge, page.height - 2 * edge)
      .stroke();
  });
}

function nameStyle(paper: Paper, name: string, width: number): Style {
  const style = (size: number): Style => ({ face: "bold", size, align: center });
  let size = 24;
  while (size > 14 && paper.widthOf(name, style(size)) > width) size -= 0.5;
  return style(size);
}

/** Below this size letters do not shrink: then the table goes on, on a page of its own. */
const smallest = 8;

/** The blocks as a table, in letters that leave room for all of them, or over several pages; returns where it ends. */
function drawBlocks(
  paper: Paper,
  { blocks, columns, blocksHeading }: Certificate,
  area: { y: number; width: number; bottom: number },
): number {
  const widths = [area.width - mm(58), mm(36), mm(22)];
  const rows = blocks.map(({ title, when, length }) => [title, when, length]);
  const heights = (size: number) =>
    rows.map(
      (cells) => Math.max(...cells.map((cell, at) => paper.heightOf(cell, (widths[at] ?? 0) - 6, { size }))) + 5,
    );
  const fits = (size: number) => area.y + heights(size).reduce((all, one) => all + one, mm(14)) <= area.bottom;
  let size = 11;
  while (size > smallest && !fits(size)) size -= 0.25;
  const heading: Style = { face: "bold", size: 12 };
  let y = area.y + paper.text("H2", blocksHeading, { x: margin, y: area.y, width: area.width }, heading) + 4;
  const table = paper.element("Table");
  const row = (tag: "TH" | "TD", cells: readonly string[], style: Style, height: number) => {
    if (y + height > area.bottom) {
      frameOf(paper, paper.page());
      y = mm(24);
    }
    const tr = paper.element("TR", table);
    let x = margin;
    for (const [at, cell] of cells.entries()) {
      const width = widths[at] ?? 0;
      const box = { x: x + 3, y: y + 2, width: width - 6 };
      paper.text(tag, cell, box, { ...style, align: at === 2 ? "right" : "left" }, tr);
      x += width;
    }
    y += height;
    paper.aside(() => {
      const { doc } = paper;
      doc
        .lineWidth(0.5)
        .strokeColor(ink.line)
        .moveTo(margin, y)
        .lineTo(margin + area.width, y)
        .stroke();
    });
  };
  row("TH", [columns.title, columns.when, columns.length], { face: "bold", size: 9, color: ink.soft }, 16);
  const tall = heights(size);
  for (const [at, cells] of rows.entries()) row("TD", cells, { size }, tall[at] ?? 0);
  return y + mm(4);
}

function drawFoot(
  paper: Paper,
  { issued, signed, check }: Certificate,
  { y, width, code }: { y: number; width: number; code: number },
): void {
  drawQr(paper, check.address, { x: margin + width - code + mm(4), y }, check.alt);
  const left = { x: margin, width: width - code };
  let at = y + mm(5);
  at += paper.text("P", issued, { ...left, y: at }, { size: 11 }) + mm(1);
  if (signed) at += paper.text("P", signed, { ...left, y: at }, { size: 11 }) + mm(1);
  at += mm(4);
  at += paper.text("P", check.text, { ...left, y: at }, { size: 8.5, color: ink.soft }) + 2;
  paper.text("P", check.address, { ...left, y: at }, { size: 8.5, color: ink.soft });
}
