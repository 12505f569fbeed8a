const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

export type SheetXml = { rows: string; prolog?: string; before?: string; state?: "hidden" | "veryHidden" };

/** The parts of a workbook by hand, for a ZIP (zip.ts): its sheets in order, and the texts that their cells share. */
export function workbookParts(sheets: readonly SheetXml[], strings: readonly string[] = []) {
  const at = (index: number) => `sheet${index + 1}`;
  const shared =
    strings.length > 0
      ? [
          {
            name: "xl/sharedStrings.xml",
            content: `<sst xmlns="${main}">${strings.map((text) => `<si><t>${text}</t></si>`).join("")}</sst>`,
          },
        ]
      : [];
  return [
    {
      name: "xl/workbook.xml",
      content: `<workbook xmlns="${main}" xmlns:r="${office}"><sheets>${sheets.map(({ state }, index) => `<sheet name="${at(index)}" sheetId="${index + 1}" ${state ? `state="${state}"` : ""} r:id="${at(index)}"/>`).join("")}</sheets></workbook>`,
    },
    {
      name: "xl/_rels/workbook.xml.rels",
      content: `<Relationships>${sheets.map((_, index) => `<Relationship Id="${at(index)}" Type="${office}/worksheet" Target="worksheets/${at(index)}.xml"/>`).join("")}${shared.map(() => `<Relationship Id="strings" Type="${office}/sharedStrings" Target="sharedStrings.xml"/>`).join("")}</Relationships>`,
    },
    ...shared,
    ...sheets.map(({ rows, prolog = "", before = "" }, index) => ({
      name: `xl/worksheets/${at(index)}.xml`,
      content: `${prolog}<worksheet xmlns="${main}">${before}<sheetData>${rows}</sheetData></worksheet>`,
    })),
  ];
}

export const inlineCell = (text: string) => `<c t="inlineStr"><is><t>${text}</t></is></c>`;
