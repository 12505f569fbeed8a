import { Parser } from "saxen";
import { DomainError } from "@/lib/domain/error";

type Attributes = Record<string, string | undefined>;
export type XmlVisitor = {
  /** path: local names from the root to this element. */
  open?: (name: string, attributes: () => Attributes, path: readonly string[]) => void;
  close?: (name: string, path: readonly string[]) => void;
  text?: (text: string, path: readonly string[]) => void;
};

/** The names of a workbook's elements and relations, as Excel writes them and in the strict form of the standard. */
const namespaces = {
  "http://schemas.openxmlformats.org/spreadsheetml/2006/main": "x",
  "http://purl.oclc.org/ooxml/spreadsheetml/main": "x",
  "http://schemas.openxmlformats.org/officeDocument/2006/relationships": "r",
  "http://purl.oclc.org/ooxml/officeDocument/relationships": "r",
  "http://schemas.openxmlformats.org/package/2006/relationships": "x",
};
const broken = () => new DomainError("importBadXlsx", 422);
const chunk = 60_000;

/**
 * Walks an XML part of a workbook. Elements of other vocabularies are passed over with what is in them; entities of its
 * own (a DOCTYPE) are refused. Throws 422 importBadXlsx.
 */
export function walkXml(bytes: Buffer, { open, close, text }: XmlVisitor): void {
  const path: string[] = [];
  let foreign = 0;
  const local = (name: string) => (name.startsWith("x:") ? name.slice(2) : name.includes(":") ? null : name);
  const parser = new Parser();
  parser.ns(namespaces);
  parser.on("error", () => {
    throw broken();
  });
  parser.on("attention", () => {
    throw broken();
  });
  parser.on("openTag", (raw, attributes, decode) => {
    const name = local(raw);
    if (foreign > 0 || name === null) {
      foreign += 1;
      return;
    }
    path.push(name);
    if (path.length > 40) throw broken();
    open?.(
      name,
      () => Object.fromEntries(Object.entries(attributes()).map(([key, value]) => [key, decode(value)])),
      path,
    );
  });
  parser.on("closeTag", () => {
    if (foreign > 0) {
      foreign -= 1;
      return;
    }
    const name = path.at(-1) ?? "";
    close?.(name, path);
    path.pop();
  });
  if (text) {
    parser.on("text", (value, decode) => {
      if (foreign === 0) text(decode(value), path);
    });
    parser.on("cdata", (value) => {
      if (foreign === 0) text(value, path);
    });
  }
  for (const part of texts(bytes)) parser.write(part);
  parser.end();
}

/** The text of a part in pieces, so that a long one never stands in memory twice. */
function* texts(bytes: Buffer): Generator<string> {
  const [first, second] = bytes;
  const wide = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  const decoder = new TextDecoder(wide ? (first === 0xff ? "utf-16le" : "utf-16be") : "utf-8", { fatal: true });
  try {
    for (let at = 0; at < bytes.length; at += chunk)
      yield decoder.decode(bytes.subarray(at, at + chunk), { stream: at + chunk < bytes.length });
  } catch {
    throw broken();
  }
}

/** `1`, `true`, `on`: the truths of the standard. */
export const isTrue = (value: string | undefined) => value !== undefined && /^(?:1|true|on)$/i.test(value);
