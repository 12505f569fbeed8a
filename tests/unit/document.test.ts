import { expect, test } from "vitest";
import { foldName, foldNumber, SeenDocuments } from "@/lib/domain/document";

const first = {
  kind: "document",
  documentNumber: "FA-1",
  supplier: "Alfa s.r.o.",
  description: "Boty",
  issuedOn: "2024-05-02",
  line: "1.1",
  keyActivity: "KA 01",
};
const wages = { ...first, kind: "payroll", documentNumber: "MZ", supplier: "", description: "Mzda – Jan" };

test.each([
  ["the same row", first, first, true],
  ["another supplier's number", first, { ...first, supplier: "Beta s.r.o." }, false],
  ["a series that begins again", first, { ...first, issuedOn: "2025-01-02" }, false],
  ["another key activity", first, { ...first, keyActivity: "KA 02" }, false],
  ["another line", first, { ...first, line: "1.2" }, false],
  ["another spelling of the supplier", first, { ...first, supplier: "ALFA, s. r. o." }, true],
  ...["fa-1", "FA–1", "FA 1", "FA−1", "FA1"].map(
    (documentNumber) => [`${documentNumber}`, first, { ...first, documentNumber, line: "1.2" }, true] as const,
  ),
  ["another number", first, { ...first, documentNumber: "FA/1" }, false],
  ["no supplier", first, { ...first, supplier: "", line: "1.2" }, true],
  ["no supplier before", { ...first, supplier: "" }, first, true],
  ["wages of the month", wages, wages, true],
  ["wages of another person", wages, { ...wages, description: "Mzda – Eva" }, false],
  ["wages of another month", wages, { ...wages, issuedOn: "2024-06-02" }, false],
  ["wages of the number of an invoice", first, { ...wages, documentNumber: "FA-1" }, false],
] as const)("%s may be the same document or not", (_, one, other, alike) => {
  const seen = new SeenDocuments();
  expect(seen.like(one)).toBeUndefined();
  seen.keep(one);
  expect(seen.like(other) !== undefined).toBe(alike);
});

test("what does not count goes, what does stays", () => {
  expect(["FA-1", "fa_1", "FÁ 1", "F\u00a0A—1"].map(foldNumber)).toEqual(["fa1", "fa1", "fa1", "fa1"]);
  expect(foldNumber("2024/001.A")).toBe("2024/001.a");
  expect(foldName("Město Žďár & syn, s. r. o. „U Lípy“")).toBe("mestozdarsynsroulipy");
});
