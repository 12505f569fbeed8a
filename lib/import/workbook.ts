import { DomainError } from "@/lib/domain/error";
import { openZip } from "./unzip";
import { isTrue, walkXml } from "./xml";

/** What of a workbook is read: its first visible sheet and the parts that this one needs. */
export type Workbook = {
  sheet: () => Buffer;
  name: string;
  /** Visible sheets that are not read. */
  others: number;
  /** Whether days are counted from 1904. */
  from1904: boolean;
  styles: (() => Buffer) | undefined;
  strings: (() => Buffer) | undefined;
};

const broken = () => new DomainError("importBadXlsx", 422);

/**
 * Finds the sheet that a person sees first. Throws 422 importOds for a workbook of LibreOffice, importBinary for one of
 * Excel's binary kind, importBadXlsx.
 */
export function openWorkbook(bytes: Buffer, limit: number): Workbook {
  const parts = new Map([...openZip(bytes, limit)].map(([name, part]) => [partKey(name), part]));
  const kind = parts.get("mimetype")?.().toString("latin1") ?? "";
  if (kind.startsWith("application/vnd.oasis.opendocument")) throw new DomainError("importOds", 422);
  if (parts.has("xl/workbook.bin")) throw new DomainError("importBinary", 422);
  const root = relations(parts.get("_rels/.rels"), "");
  const path = root.find(({ type }) => type.endsWith("/officeDocument"))?.target ?? "xl/workbook.xml";
  const workbook = parts.get(path);
  if (!workbook) throw broken();
  const at = path.lastIndexOf("/") + 1;
  const linked = relations(parts.get(`${path.slice(0, at)}_rels/${path.slice(at)}.rels`), path.slice(0, at));
  const of = (kind: string) => parts.get(linked.find(({ type }) => type.endsWith(`/${kind}`))?.target ?? "");
  const { sheets, from1904 } = readSheets(workbook());
  const visible = sheets.filter(({ state, id }) => {
    const link = linked.find((one) => one.id === id);
    return !/hidden/i.test(state) && link?.type.endsWith("/worksheet");
  });
  const [first] = visible;
  const sheet = parts.get(linked.find(({ id }) => id === first?.id)?.target ?? "");
  if (!first || !sheet) throw broken();
  return {
    sheet,
    name: first.name,
    others: visible.length - 1,
    from1904,
    styles: of("styles"),
    strings: of("sharedStrings"),
  };
}

/** Names of parts are compared without case, with slashes only, from the root. */
const partKey = (name: string) => name.replaceAll("\\", "/").replace(/^\/+/, "").toLowerCase();

type Relation = { id: string; type: string; target: string };

function relations(part: (() => Buffer) | undefined, folder: string): Relation[] {
  const found: Relation[] = [];
  if (!part) return found;
  walkXml(part(), {
    open: (name, attributes) => {
      if (name !== "Relationship") return;
      const { Id: id = "", Type: type = "", Target: target = "" } = attributes();
      const full = /^[/\\]/.test(target) ? target : `${folder}${target}`;
      if (found.length < 1_000) found.push({ id, type, target: flat(partKey(full)) });
    },
  });
  return found;
}

/** A path without `.` and `..`. */
function flat(path: string): string {
  const steps: string[] = [];
  for (const step of path.split("/")) {
    if (step === "..") steps.pop();
    else if (step !== ".") steps.push(step);
  }
  return steps.join("/");
}

function readSheets(bytes: Buffer) {
  const sheets: { name: string; id: string; state: string }[] = [];
  let from1904 = false;
  walkXml(bytes, {
    open: (name, attributes, path) => {
      if (name === "workbookPr" && path.length === 2) from1904 = isTrue(attributes().date1904);
      if (name !== "sheet" || path.at(-2) !== "sheets") return;
      const { name: title = "", state = "", ...rest } = attributes();
      if (sheets.length < 500) sheets.push({ name: title.slice(0, 100), id: rest["r:id"] ?? "", state });
    },
  });
  return { sheets, from1904 };
}
