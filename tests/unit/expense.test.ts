import { expect, test } from "vitest";
import { type BudgetLineRow, budgetTotal, budgetTree, compareCodes, lineStatus } from "@/lib/domain/budget";
import { expenseProblems } from "@/lib/domain/expense";

const frame = { startsOn: "2023-04-01", endsOn: "2026-03-31", today: "2026-07-15" };
const days: [issuedOn: string, paidOn: string | null, problems: Record<string, string>][] = [
  ["2024-01-31", "2024-02-12", {}],
  ["2024-01-31", null, {}],
  ["2023-03-01", "2023-04-01", {}],
  ["2023-03-01", "2023-03-31", { paidOn: "paidOutsideProject" }],
  ["2022-03-31", "2023-04-01", {}],
  ["2022-03-30", "2023-04-01", { issuedOn: "issuedOutsideProject" }],
  ["2026-03-31", "2026-06-30", {}],
  ["2026-06-30", "2026-07-01", { paidOn: "paidOutsideProject" }],
  ["2026-07-16", null, { issuedOn: "issuedInFuture" }],
  ["2026-06-30", "2026-07-16", { paidOn: "paidInFuture" }],
  ["2025-06-02", "2024-06-01", {}],
  ["2025-06-03", "2024-06-01", { paidOn: "paidLongBefore" }],
];
test.each(days)("issued %s, paid %s", (issuedOn, paidOn, problems) => {
  const found = Object.entries(expenseProblems({ issuedOn, paidOn }, frame)).map(([field, { key }]) => [field, key]);
  expect(Object.fromEntries(found)).toEqual(problems);
});

const line = (code: string, approved: number, drawn = 0, committed = 0): BudgetLineRow => ({
  id: code,
  parentId: code.includes(".") ? code.slice(0, code.lastIndexOf(".")) : null,
  code,
  name: code,
  leaf: approved > 0 ? "direct" : "chapter",
  approvedHalere: approved,
  drawnHalere: drawn,
  committedHalere: committed,
  expenses: drawn > 0 ? 1 : 0,
  version: "",
});

test("sums rise from the leaves to the root, to the haléř", () => {
  const tree = budgetTree([
    line("1.10", 300, 299),
    line("1", 0),
    line("1.2", 0),
    line("1.2.1", 100_000_001, 33_333_333, 1),
    line("1.2.2", 50, 60),
    line("2", 40),
  ]);
  expect(
    tree.map(({ code, approvedHalere, drawnHalere, committedHalere, freeHalere, status, depth }) => [
      code,
      depth,
      approvedHalere,
      drawnHalere,
      committedHalere,
      freeHalere,
      status,
    ]),
  ).toEqual([
    ["1", 0, 100_000_351, 33_333_692, 1, 66_666_658, "ok"],
    ["1.2", 1, 100_000_051, 33_333_393, 1, 66_666_657, "ok"],
    ["1.2.1", 2, 100_000_001, 33_333_333, 1, 66_666_667, "ok"],
    ["1.2.2", 2, 50, 60, 0, -10, "over"],
    ["1.10", 1, 300, 299, 0, 1, "nearlyDrawn"],
    ["2", 0, 40, 0, 0, 40, "unused"],
  ]);
  expect(tree[2]?.drawnShare).toBe(33_333_333 / 100_000_001);
  expect(budgetTotal(tree)).toEqual({
    approvedHalere: 100_000_391,
    drawnHalere: 33_333_692,
    committedHalere: 1,
    freeHalere: 66_666_698,
  });
});

test("a line's state and the order of codes", () => {
  expect(lineStatus(100, 89, 0)).toBe("ok");
  expect(lineStatus(100, 60, 30)).toBe("nearlyDrawn");
  expect(lineStatus(100, 100, 0)).toBe("nearlyDrawn");
  expect(lineStatus(100, 100, 1)).toBe("over");
  expect(lineStatus(0, 0, 0)).toBe("unused");
  expect(["1.10", "1.2", "1", "1.2.1"].sort(compareCodes)).toEqual(["1", "1.2", "1.2.1", "1.10"]);
});
