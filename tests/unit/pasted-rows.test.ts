import { expect, test } from "vitest";
import { draftFromPaste, readDraft } from "@/app/(office)/projects/[slug]/budget/expenses/draft";

const choices = {
  lines: [{ id: "line", code: "1.2.1", name: "Equipment", freeHalere: 100_000 }],
  keyActivities: [{ id: "activity", code: "KA 02", name: "Patrols" }],
  kinds: ["document", "payroll"] as const,
};

test.each([
  [{ line: "1.2.1", keyActivity: "KA 02", kind: "mzdy" }, { budgetLineId: "line", kind: "payroll" }, {}],
  [{ line: "Equipment" }, { budgetLineId: "line", kind: "document" }, {}],
  [{ line: "1.9.9" }, { budgetLineId: "" }, { budgetLineId: "1.9.9" }],
  [{ keyActivity: "KA 07" }, { keyActivityId: "" }, { keyActivityId: "KA 07" }],
  [{ kind: "dar" }, { kind: "document" }, { kind: "dar" }],
  [{ kind: "Faktura" }, { kind: "document" }, {}],
])("of %j what the project does not know is kept to be asked about", (row, draft, unread) => {
  expect(draftFromPaste(row, choices)).toMatchObject({ draft, unread });
  expect(draftFromPaste(row, choices).unread).toEqual(unread);
});

test("a pasted row that names no kind is of the usual one of the project", () => {
  const staff = { ...choices, kinds: ["payroll"] as const };
  expect(draftFromPaste({ line: "1.2.1" }, staff).draft.kind).toBe("payroll");
  expect(draftFromPaste({ line: "1.2.1", kind: "faktura" }, staff).draft.kind).toBe("document");
});

test("a pasted row with everything known reads into the command's input", () => {
  const row = {
    documentNumber: "FA-1",
    line: "1.2.1",
    description: "Boots",
    issuedOn: "1. 2. 2025",
    amount: "1 200,50",
  };
  const words = { required: "required", wrongDay: "day", wrongMoney: "money" };
  expect(readDraft(draftFromPaste(row, choices).draft, "2025-02-15", words)).toMatchObject({
    input: { documentNumber: "FA-1", budgetLineId: "line", issuedOn: "2025-02-01", amountHalere: 120_050 },
  });
});
