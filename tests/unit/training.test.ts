import { expect, test } from "vitest";
import { certificateInput, minutesByArea, partsChanged, supportHours } from "@/lib/domain/training";

const code = "0123456789abcdef01234567";

test("a certificate is named by its code, alone or in its address; other texts name none", () => {
  for (const text of [code, ` ${code} `, `https://hlidka.example/m/setkani/certificate/${code}`, `x/${code}?a=1`])
    expect(certificateInput.parse(text)).toBe(code);
  for (const text of ["", "0123", `${code}0`, code.toUpperCase(), `x${code}`, `https://hlidka.example/m/${code}/x`])
    expect(certificateInput.safeParse(text).success).toBe(false);
});

test("hours of an area are the sum of its parts; what belongs to no area is in none", () => {
  const part = (number: number, minutes: number, area: number | null) => ({
    number,
    title: "",
    on: null,
    minutes,
    area,
  });
  const sums = minutesByArea([part(1, 90, 3), part(2, 60, null), part(3, 45, 3), part(4, 90, 1)]);
  expect([...sums]).toEqual([
    [3, 135],
    [1, 90],
  ]);
  expect(minutesByArea([]).size).toBe(0);
});

test("a later issue of a certificate says what comes, what goes and what is longer or shorter", () => {
  const parts = (...numbers: number[]) => numbers.map((number) => ({ number, minutes: 90 }));
  expect(partsChanged(parts(1, 3, 8), parts(1, 8, 4, 9))).toEqual({ added: [4, 9], removed: [3], changed: [] });
  expect(partsChanged(parts(1), [{ number: 1, minutes: 60 }])).toEqual({ added: [], removed: [], changed: [1] });
  expect(partsChanged(parts(1), [])).toEqual({ added: [], removed: [1], changed: [] });
  expect(partsChanged(parts(2), parts(2))).toEqual({ added: [], removed: [], changed: [] });
});

test("hours of support of a person are those of the trainings that count, in person and electronic apart; the rest stands beside", () => {
  const row = (assistantId: string, form: "present" | "electronic", minutes: number, counts: boolean) => ({
    assistantId,
    name: `name of ${assistantId}`,
    form,
    minutes,
    counts,
  });
  const rows = [
    row("b", "present", 480, true),
    row("a", "present", 990, false),
    row("b", "electronic", 90, true),
    row("b", "present", 45, true),
    row("b", "electronic", 60, false),
  ];
  expect(supportHours(rows)).toEqual([
    { assistantId: "b", name: "name of b", present: 525, electronic: 90, leftOut: 60 },
    { assistantId: "a", name: "name of a", present: 0, electronic: 0, leftOut: 990 },
  ]);
  expect(supportHours([])).toEqual([]);
});
