import { expect, test } from "vitest";
import { certificateInput, minutesByArea, partsChanged } from "@/lib/domain/training";

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
