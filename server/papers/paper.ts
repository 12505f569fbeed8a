import { createRequire } from "node:module";
import PDFDocument from "pdfkit";
import type { Locale } from "@/lib/domain/preference";
import { drawable } from "@/lib/export/letters";
import { printable } from "@/lib/export/sheet";

/** A paper: its name, its language, and the instant that it says it was made at, so that the same rows make the same bytes. */
export type PaperFrame = { title: string; author: string; locale: Locale; madeAt: string; landscape?: boolean };

/** Millimetres in the points that a PDF is measured in. */
export const mm = (millimetres: number) => (millimetres * 72) / 25.4;

/** Full static fonts: the web's halves lack letters, and pdfkit cannot write the variable one. */
const faces = { regular: "400Regular/Roboto_400Regular.ttf", bold: "700Bold/Roboto_700Bold.ttf" };
export type Face = keyof typeof faces;
const find = createRequire(import.meta.url).resolve;
const fontFile = (face: Face) => find(`@expo-google-fonts/roboto/${faces[face]}`);

export const ink = { text: "#1a1a1a", soft: "#505050", line: "#8c8c8c", shade: "#eef1f5" };

export type Paper = ReturnType<typeof openPaper>;
type Tag = "Document" | "H1" | "H2" | "P" | "Table" | "TR" | "TH" | "TD" | "Figure" | "Sect";
export type Element = ReturnType<PDFKit.PDFDocument["struct"]>;
/** Where a text stands, in points from the upper left corner of the page. */
export type Box = { x: number; y: number; width: number };
export type Style = { face?: Face; size: number; color?: string; align?: "left" | "center" | "right" };

/**
 * An archivable, tagged PDF (PDF/A-2a) on A4 without pages of its own: whoever draws measures first and says where. The
 * bytes hang on what is drawn and on the frame alone. For a letter that the font lacks another
 * one stands (lib/export/letters.ts), since pdfkit would leave a hole.
 */
export function openPaper({ title, author, locale, madeAt, landscape }: PaperFrame) {
  const made = new Date(madeAt);
  const doc = new PDFDocument({
    size: "A4",
    layout: landscape ? "landscape" : "portrait",
    margin: 0,
    subset: "PDF/A-2a",
    pdfVersion: "1.7",
    tagged: true,
    lang: locale === "cs" ? "cs-CZ" : "en-GB",
    displayTitle: true,
    autoFirstPage: false,
    bufferPages: true,
    // None by its path: a font that is there under another name is opened anew at every change (pdfkit 0.20.2).
    font: "",
    info: { Title: title, Author: author, Creator: "Hlídka", Producer: "Hlídka", CreationDate: made, ModDate: made },
  });
  for (const face of ["regular", "bold"] as const) doc.registerFont(face, fontFile(face));
  const chunks: Buffer[] = [];
  doc.on("data", (chunk: Buffer) => chunks.push(chunk));
  const whole = new Promise<Uint8Array>((resolve, reject) => {
    doc.on("end", () => resolve(new Uint8Array(Buffer.concat(chunks))));
    doc.on("error", reject);
  });
  const root = doc.struct("Document");
  doc.addStructure(root);

  const told = (text: string, { face = "regular", size, color = ink.text }: Style) => {
    doc.font(face).fontSize(size).fillColor(color);
    return written(text);
  };
  const options = (width: number, { align = "left" }: Style) => ({ width, align, lineGap: 1 });

  const measured = new Map<string, number>();
  /** The height of a text in a column of this width, all its lines; nothing has none. */
  const heightOf = (text: string, width: number, style: Style) => {
    if (text === "") return 0;
    const key = `${style.face} ${style.size} ${width} ${text}`;
    const known = measured.get(key) ?? doc.heightOfString(told(text, style), options(width, style));
    measured.set(key, known);
    return known;
  };

  /** The width of a text in one line. */
  const widthOf = (text: string, style: Style) => doc.widthOfString(told(text, style));

  const put = (text: string, { x, y, width }: Box, style: Style) => {
    if (text === "") return 0;
    const height = heightOf(text, width, style);
    if (y + height > doc.page.height + 0.5) throw new RangeError(`a text ends below its page: ${text}`);
    // A height keeps pdfkit from a page of its own; the one it measures itself leaves nothing out.
    doc.text(told(text, style), x, y, { ...options(width, style), height: height + style.size });
    return height;
  };

  return {
    doc,
    root,
    heightOf,
    widthOf,
    page: () => {
      doc.addPage();
      return { width: doc.page.width, height: doc.page.height };
    },
    /** An element of the document's structure; what it holds is put in by text and figure, or by further elements. */
    element: (tag: Tag, parent: Element = root): Element => {
      const made = doc.struct(tag);
      parent.add(made);
      return made;
    },
    /** Writes a text as an element of the structure; returns its height. */
    text: (tag: Tag, text: string, box: Box, style: Style, parent: Element = root): number => {
      let height = 0;
      const draw = () => {
        height = put(text, box, style);
      };
      const made = doc.struct(tag, {}, draw);
      parent.add(made);
      made.end();
      return height;
    },
    /** Draws something that a text stands for. */
    figure: (alt: string, draw: () => void, parent: Element = root): void => {
      const made = doc.struct("Figure", { alt }, draw);
      parent.add(made);
      made.end();
    },
    /** Draws or writes what is no part of what the paper says: lines, numbers of pages, heads that come again. */
    aside: (draw: (write: typeof put) => void): void => {
      doc.markContent("Artifact", { type: "Layout" });
      draw(put);
      doc.endMarkedContent();
    },
    /** Ends the paper. last: what is written on each page once it is known how many there are. */
    finish: (last?: (page: number, pages: number, write: typeof put) => void): Promise<Uint8Array> => {
      const { start, count } = doc.bufferedPageRange();
      for (let page = 0; last && page < count; page += 1) {
        doc.switchToPage(start + page);
        doc.markContent("Artifact", { type: "Pagination" });
        last(page + 1, count, put);
        doc.endMarkedContent();
      }
      root.end();
      doc.end();
      return whole;
    },
  };
}

/** One way to write a letter with its accent, nothing that cannot be seen, no break but blanks. */
const written = (text: string) =>
  drawable(
    printable(text.normalize("NFC"))
      .replace(/\p{Cf}/gu, "")
      .replace(/[\s\u2028\u2029]+/g, (blanks) =>
        blanks.includes("\u00a0") && !/[^\u00a0]/.test(blanks) ? "\u00a0" : " ",
      ),
  );
