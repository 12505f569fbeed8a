import { expect, test } from "vitest";
import { czechHolidays } from "@/lib/domain/holiday";
import {
  fundMinutes,
  hoursTable,
  hundredths,
  inHundredths,
  monthSheet,
  paidHolidays,
  parseSheetAsk,
  type SheetShift,
} from "@/lib/domain/month-sheet";

const person = (id: string, percent = 100) => ({ id, name: id, shares: [{ from: "2025-01-01", to: null, percent }] });
const shift = (day: string, minutes: number, people: string[], more: Partial<SheetShift> = {}): SheetShift => ({
  id: `${day} ${people.join("+")} ${minutes}`,
  day,
  startsAt: "07:00",
  endsAt: "15:00",
  minutes,
  state: "approved",
  people,
  places: ["Nádraží"],
  keyActivity: "KA 02 Terén",
  counts: [],
  ...more,
});

test("three times twenty minutes are an hour to the hundredth, in the rows as in their sum", () => {
  expect(inHundredths([20, 20, 20])).toEqual([33, 34, 33]);
  expect([20, 10, 30, 450, 60, 0].map(hundredths)).toEqual([33, 17, 50, 750, 100, 0]);
  for (let step = 1; step < 60; step += 7) {
    const minutes = Array.from({ length: 31 }, (_, day) => (day * step) % 977);
    const whole = minutes.reduce((sum, part) => sum + part, 0);
    const given = inHundredths(minutes);
    expect(given.reduce((sum, part) => sum + part, 0)).toBe(hundredths(whole));
    for (const [day, part] of given.entries()) expect(Math.abs(part - ((minutes[day] ?? 0) * 10) / 6)).toBeLessThan(1);
  }
});

test("the fund follows the share of each day, also when it changes in the middle of a month", () => {
  const shares = [
    { from: "2025-01-01", to: "2025-03-15", percent: 100 },
    { from: "2025-03-16", to: null, percent: 50 },
  ];
  expect(fundMinutes("2025-03", shares)).toBe(124 * 60);
  expect(fundMinutes("2025-03", [...shares, { from: "2025-06-01", to: null, percent: 25 }])).toBe(124 * 60);
  expect(fundMinutes("2025-04", shares)).toBe(22 * 4 * 60);
  expect(fundMinutes("2024-12", shares)).toBe(0);
});

test("paid holidays are those of working days: 13 in 2025, none moves from a Saturday, Good Friday is one", () => {
  expect(paidHolidays("2025-04", czechHolidays)).toEqual(["2025-04-18", "2025-04-21"]);
  expect(paidHolidays("2026-12", czechHolidays)).toEqual(["2026-12-24", "2026-12-25"]);
  expect(paidHolidays("2025-12", czechHolidays)).toEqual(["2025-12-24", "2025-12-25", "2025-12-26"]);
});

test("a night over the end of a month counts once, whole, to the day on which it began", () => {
  const night = shift("2025-01-31", 450, ["a"], { startsAt: "22:00", endsAt: "06:00" });
  const [january, february] = ["2025-01", "2025-02"].map((month) =>
    monthSheet(month, [person("a")], [night], czechHolidays),
  );
  expect([january?.total.approved, february?.total.approved]).toEqual([450, 0]);
  expect(january?.days.at(-1)).toMatchObject({ day: "2025-01-31", approved: 450 });
});

test("a pair's shift counts hours of both and contacts once; what waits is beside the sums, a draft in none", () => {
  const counts = [
    { code: "talk", name: "Rozhovor", contact: true, count: 5 },
    { code: "patrol", name: "Pochůzka", contact: false, count: 2 },
  ];
  const sheet = monthSheet(
    "2025-01",
    [person("a"), person("b", 50)],
    [
      shift("2025-01-02", 450, ["a", "b"], { counts, places: ["Nádraží", "Škola"] }),
      shift("2025-01-03", 240, ["b"], { counts }),
      shift("2025-01-03", 60, ["b"], { state: "submitted", counts }),
      shift("2025-01-06", 60, ["b"], { state: "returned" }),
      shift("2025-01-07", 60, ["a"], { state: "draft" }),
      shift("2025-01-08", 60, ["somebody else"]),
    ],
    czechHolidays,
  );
  expect(sheet.total).toEqual({ shifts: 2, approved: 1140, waiting: 120, drafts: 1, contacts: 10, fund: 23 * 720 });
  expect(
    sheet.people.map(({ days, shifts, approved, waiting, contacts }) => [days, shifts, approved, waiting, contacts]),
  ).toEqual([
    [1, 1, 450, 0, 5],
    [2, 2, 690, 120, 10],
  ]);
  expect(sheet.kinds.map(({ code, count }) => [code, count])).toEqual([
    ["talk", 10],
    ["patrol", 4],
  ]);
  expect(sheet.places).toEqual([
    { name: "Nádraží", shifts: 2 },
    { name: "Škola", shifts: 1 },
  ]);
  expect(sheet.days).toHaveLength(31);
  expect(sheet.days.filter(({ holiday }) => holiday).map(({ day }) => day)).toEqual(["2025-01-01"]);
});

test("rows, columns and the whole of a team's table agree to the hundredth", () => {
  const people = ["a", "b", "c"].map((id) => person(id));
  const shifts = people.flatMap(({ id }, index) =>
    Array.from({ length: 20 }, (_, day) =>
      shift(`2025-01-${String(day + 1).padStart(2, "0")}`, 20 + index + day, [id]),
    ),
  );
  const sheet = monthSheet("2025-01", people, shifts, czechHolidays);
  const table = hoursTable(sheet);
  expect(table.flat().reduce((sum, part) => sum + part, 0)).toBe(hundredths(sheet.total.approved));
  for (const [index, { approved }] of sheet.people.entries()) {
    const column = table.reduce((sum, row) => sum + (row[index] ?? 0), 0);
    expect(Math.abs(column - hundredths(approved))).toBeLessThanOrEqual(1);
  }
});

test("an address that asks for no month or for nobody is refused", () => {
  expect(parseSheetAsk({ month: "2025-13" })).toBeNull();
  expect(parseSheetAsk({ assistant: "somebody" })).toBeNull();
  expect(parseSheetAsk({ month: "2025-02" })).toEqual({ month: "2025-02" });
});
