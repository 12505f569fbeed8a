import { type Element, ink, mm, openPaper, type Paper, type PaperFrame, type Style } from "./paper";

/** width: a share of what the columns have together. */
export type ListColumn = { header: string; width: number; align?: "left" | "right" };
export type ListTable = {
  columns: readonly ListColumn[];
  rows: readonly (readonly string[])[];
  /** Rows high enough to be written into by hand. */
  byHand?: boolean;
};
export type ListSection = {
  heading?: string;
  notes?: readonly string[];
  table?: ListTable;
  /** Begins on a page of its own. */
  apart?: boolean;
};
/** A list to be printed: what it is, where and when it stands, its parts; pages says "page {page} of {pages}". */
export type ListPaper = {
  frame: PaperFrame;
  heading: string;
  under: readonly string[];
  sections: readonly ListSection[];
  foot: string;
  pages: string;
};

const margin = mm(14);
const footHeight = mm(9);
const padding = { x: 4, y: 3 };
const styles = {
  heading: { face: "bold", size: 17 },
  under: { size: 10, color: ink.soft },
  section: { face: "bold", size: 12 },
  note: { size: 9.5 },
  head: { face: "bold", size: 9 },
  cell: { size: 10 },
  foot: { size: 8, color: ink.soft },
} satisfies Record<string, Style>;

type Place = { paper: Paper; y: number; width: number; bottom: number };

/** Draws a list on as many pages as its rows need: no row is cut, and the head of a table stands on each of its pages. */
export async function drawList({ frame, heading, under, sections, foot, pages }: ListPaper): Promise<Uint8Array> {
  const paper = openPaper(frame);
  const place: Place = { paper, y: 0, width: 0, bottom: 0 };
  turn(place);
  write(place, "H1", heading, styles.heading, 4);
  for (const line of under) write(place, "P", line, styles.under, 2);
  for (const [index, section] of sections.entries()) {
    if (section.apart && index > 0) turn(place);
    else place.y += 10;
    drawSection(place, section);
  }
  return paper.finish((page, count, put) => {
    const box = { x: margin, y: place.bottom + 6, width: place.width };
    put(foot, box, styles.foot);
    put(pages.replace("{page}", String(page)).replace("{pages}", String(count)), box, {
      ...styles.foot,
      align: "right",
    });
  });
}

function turn(place: Place): void {
  const { width, height } = place.paper.page();
  place.y = margin;
  place.width = width - 2 * margin;
  place.bottom = height - margin - footHeight;
}

/** Writes a paragraph, on the next page when it does not fit on this one. */
function write(place: Place, tag: "H1" | "H2" | "P", text: string, style: Style, after: number, keep = 0): void {
  const height = place.paper.heightOf(text, place.width, style);
  if (place.y + height + keep > place.bottom) turn(place);
  place.y += place.paper.text(tag, text, { x: margin, y: place.y, width: place.width }, style) + after;
}

function drawSection(place: Place, { heading, notes = [], table }: ListSection): void {
  if (heading) write(place, "H2", heading, styles.section, 4, mm(16));
  for (const note of notes) write(place, "P", note, styles.note, 3);
  if (table) drawTable(place, table);
}

function drawTable(place: Place, { columns, rows, byHand }: ListTable): void {
  const { paper } = place;
  const whole = columns.reduce((sum, { width }) => sum + width, 0);
  const widths = columns.map(({ width }) => (place.width * width) / whole);
  const lines = (cells: readonly string[], style: Style) =>
    Math.max(...cells.map((cell, at) => paper.heightOf(cell, (widths[at] ?? 0) - 2 * padding.x, style)), 0);
  const headers = columns.map(({ header }) => header);
  const headHeight = lines(headers, styles.head) + 2 * padding.y;
  const table = paper.element("Table");
  const cells = (
    texts: readonly string[],
    top: number,
    each: (text: string, box: { x: number; y: number; width: number }, align: "left" | "right") => void,
  ) => {
    let x = margin;
    for (const [at, text] of texts.entries()) {
      const width = widths[at] ?? 0;
      each(text, { x: x + padding.x, y: place.y + top, width: width - 2 * padding.x }, columns[at]?.align ?? "left");
      x += width;
    }
  };
  const grid = (height: number, fill?: string) =>
    paper.aside(() => {
      const { doc } = paper;
      if (fill) doc.rect(margin, place.y, place.width, height).fill(fill);
      doc.lineWidth(0.5).strokeColor(ink.line);
      let x = margin;
      for (const width of byHand ? widths : []) {
        doc.rect(x, place.y, width, height).stroke();
        x += width;
      }
      doc
        .moveTo(margin, place.y + height)
        .lineTo(margin + place.width, place.y + height)
        .stroke();
    });
  /** The head of the first page is said, that of the others is only seen. */
  const head = (said: Element | null) => {
    grid(headHeight, ink.shade);
    if (said)
      cells(headers, padding.y, (text, box, align) => paper.text("TH", text, box, { ...styles.head, align }, said));
    else
      paper.aside((put) => cells(headers, padding.y, (text, box, align) => put(text, box, { ...styles.head, align })));
    place.y += headHeight;
  };
  const heightOf = (row: readonly string[]) => Math.max(lines(row, styles.cell) + 2 * padding.y, byHand ? mm(7.5) : 0);
  if (place.y + headHeight + (rows[0] ? heightOf(rows[0]) : 0) > place.bottom) turn(place);
  head(paper.element("TR", table));
  for (const row of rows) {
    const height = heightOf(row);
    if (place.y + height > place.bottom) {
      turn(place);
      head(null);
      if (place.y + height > place.bottom) throw new RangeError("a row is higher than its page");
    }
    grid(height);
    const tr = paper.element("TR", table);
    // In the middle of a row that is higher than its letters.
    const top = (height - lines(row, styles.cell)) / 2;
    cells(row, top, (text, box, align) => paper.text("TD", text, box, { ...styles.cell, align }, tr));
    place.y += height;
  }
}
