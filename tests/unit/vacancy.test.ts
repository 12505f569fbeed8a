import { expect, test } from "vitest";
import type { Forecast } from "@/lib/domain/forecast";
import { halere } from "@/lib/domain/money";
import type { Post } from "@/lib/domain/occupancy";
import { gapsOf, vacancyEffects } from "@/lib/domain/vacancy";

const post = (number: number, held: Post["held"], away: Post["away"] = []): Post => ({
  number,
  startsOn: "2024-01-01",
  endsOn: "2024-12-31",
  held,
  away,
  heldUntil: null,
});
const posts = [
  post(1, [{ from: "2024-01-01", to: null, percent: 100 }]),
  post(2, [{ from: "2024-01-01", to: "2024-04-30", percent: 100 }]),
  post(3, [{ from: "2024-01-01", to: null, percent: 50 }]),
  post(4, [{ from: "2024-01-01", to: null, percent: 100 }], [{ from: "2024-06-01", to: null, percent: 100 }]),
];
const forecast: Forecast = {
  unitHalere: halere(4_000_000),
  filled: 1.5,
  monthsLeft: 6,
  totalHalere: halere(100_000_000),
  paceHalere: null,
  lowHalere: halere(100_000_000),
  highHalere: halere(100_000_000),
  months: [],
};

test("half a year with a post free for two months, a half free all the time and a month's leave: 2 + 3 + 1 post-months", () => {
  expect(gapsOf(posts, "2024-06-30", 4_000_000)).toEqual([
    { post: 2, from: "2024-05-01", to: "2024-06-30", kind: "vacant", percent: 100, months: 2, costHalere: 8_000_000 },
    { post: 3, from: "2024-01-01", to: "2024-06-30", kind: "vacant", percent: 50, months: 3, costHalere: 12_000_000 },
    { post: 4, from: "2024-06-01", to: "2024-06-30", kind: "away", percent: 100, months: 1, costHalere: 4_000_000 },
  ]);
});

test("what it does: the sum of the rows, the forecast with every post filled, and contacts at the pace of worked months", () => {
  const effects = vacancyEffects({
    posts,
    asOf: "2024-06-30",
    startsOn: "2024-01-01",
    forecast,
    indicators: [
      { code: "V1", name: "Kontakty", unit: "kontakt", rule: "contacts", value: 1800, target: 5000 },
      { code: "V2", name: "Průzkum", unit: "%", rule: "measured", value: 60, target: 70 },
    ],
  });
  // 24 post-months, 6 of them lost: 18 were worked.
  expect(effects).toMatchObject({
    lostMonths: 6,
    workedMonths: 18,
    posts: 4,
    presentFte: 1.5,
    costHalere: 24_000_000,
    // 2,5 posts × 6 months × 40 000 Kč
    filledHalere: 60_000_000,
    forecastHalere: 100_000_000,
  });
  expect(effects.indicators).toEqual([expect.objectContaining({ code: "V1", perMonth: 100, lost: 600 })]);
});

test("without a forecast the months are told and no money", () => {
  const effects = vacancyEffects({
    posts,
    asOf: "2024-06-30",
    startsOn: "2024-01-01",
    forecast: { reason: "too-early" },
    indicators: [],
  });
  expect(effects).toMatchObject({ lostMonths: 6, costHalere: null, filledHalere: null, unitHalere: null });
  expect(effects.gaps.map(({ costHalere }) => costHalere)).toEqual([null, null, null]);
});
