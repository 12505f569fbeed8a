import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const css = readFileSync(new URL("../../app/globals.css", import.meta.url), "utf8");
const tokens = new Map(
  [...css.matchAll(/--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g)].map(([, name, light, dark]) => [
    name,
    { light, dark },
  ]),
);

function luminance(hex: string) {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(front: string, back: string, theme: "light" | "dark") {
  const [a, b] = [front, back].map((name) => {
    const value = tokens.get(name)?.[theme];
    if (!value) throw new Error(`no token ${name}`);
    return luminance(value) + 0.05;
  });
  return Math.max(a ?? 0, b ?? 0) / Math.min(a ?? 1, b ?? 1);
}

const pairs = (fronts: string, backs: string) => fronts.split(" ").flatMap((f) => backs.split(" ").map((b) => [f, b]));
const texts = [
  ...pairs("ink soft link", "ground card raised wash"),
  ...pairs("good bad warn", "ground card"),
  ...pairs("ink", "good-wash bad-wash warn-wash"),
  ...pairs("good", "good-wash"),
  ...pairs("bad", "bad-wash"),
  ...pairs("warn", "warn-wash"),
  ...pairs("on-action", "action action-strong bad-action"),
  ...pairs("on-accent", "accent"),
  ...pairs("on-chart", "chart-plan chart-actual good bad"),
];
const marks = [
  ...pairs("edge focus action", "ground card"),
  ...pairs("edge", "raised"),
  ...pairs("focus", "wash"),
  ...pairs("chart-plan chart-actual chart-forecast chart-second chart-third", "card"),
  ...pairs("chart-actual", "raised"),
];

test.each(["light", "dark"] as const)("every text of the %s theme reads at 4.5 : 1", (theme) => {
  const low = texts.map(([f = "", b = ""]) => `${f} on ${b} ${contrast(f, b, theme).toFixed(2)}`);
  expect(low.filter((line) => Number(line.split(" ").at(-1)) < 4.5)).toEqual([]);
});

test.each(["light", "dark"] as const)("every control and line of the %s theme stands out at 3 : 1", (theme) => {
  const low = marks.map(([f = "", b = ""]) => `${f} on ${b} ${contrast(f, b, theme).toFixed(2)}`);
  expect(low.filter((line) => Number(line.split(" ").at(-1)) < 3)).toEqual([]);
});
