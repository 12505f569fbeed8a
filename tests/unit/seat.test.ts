import fc from "fast-check";
import { expect, test } from "vitest";
import { defaultWeights } from "@/lib/domain/allocation/input";
import { assertSeated, isTypo, moveSeatsInput, roleWeights } from "@/lib/domain/seat";

test("at most two letters of a name are a slip, more are another person", () => {
  const names: [string, string, boolean][] = [
    ["Jana Nováková", "Jana Nováková", true],
    ["Jana Novakova", "Jana Nováková", true],
    ["Jana Nová", "Jana Nováková", false],
    ["Petr Malý", "Pavel Malý", false],
    ["Petr Malý", "Petra Malá", true],
    ["Jana Nováková", "Ivo Šťastný", false],
    ["", "Ab", true],
  ];
  expect(names.map(([was, is]) => isTypo(was, is))).toEqual(names.map(([, , same]) => same));
});

test("a slip is a slip both ways, and every name is itself with up to two letters taken out", () => {
  fc.assert(
    fc.property(
      fc.string({ maxLength: 20 }),
      fc.string({ maxLength: 20 }),
      fc.nat(),
      fc.nat(),
      (one, two, first, second) => {
        expect(isTypo(one, two)).toBe(isTypo(two, one));
        const without = (text: string, at: number) =>
          text.slice(0, at % (text.length + 1)) + text.slice((at % (text.length + 1)) + 1);
        expect(isTypo(one, without(without(one, first), second))).toBe(true);
        expect(isTypo(one, `${one}abc`)).toBe(false);
      },
    ),
  );
});

test("roles weigh in the queue what they weigh in the allocation", () => {
  expect(roleWeights).toEqual({
    assistant: defaultWeights.roles.APK,
    mentor: defaultWeights.roles.mentor,
    supervisor: defaultWeights.roles.supervizor,
    "municipal-police": defaultWeights.roles["městská policie"],
    project: defaultWeights.roles["pracovník projektu"],
    police: 1,
    other: 1,
  });
});

test("a move is of a person or of a city, never of both or neither", () => {
  const id = "01234567-89ab-4def-8123-456789abcdef";
  const moves = [
    { registrationId: id, fromSiteId: id, siteId: id },
    { municipalityCode: "560286", fromSiteId: id, siteId: id },
    { fromSiteId: id, siteId: id },
    { registrationId: id, municipalityCode: "560286", fromSiteId: id, siteId: id },
  ];
  expect(
    moves.map((move) => moveSeatsInput.safeParse({ meetingId: id, moves: [move], reason: "Proto." }).success),
  ).toEqual([true, true, false, false]);
});

test("a refused batch names five people and counts the rest", () => {
  const refused = (answer: Parameters<typeof assertSeated>[0]) => {
    try {
      return assertSeated(answer);
    } catch (error) {
      return error;
    }
  };
  expect(refused({ said: "gone", people: ["A", "B", "C", "D", "E", "F", "G"] })).toMatchObject({
    key: "seatsGone",
    status: 409,
    values: { people: "A, B, C, D, E (+2)" },
  });
  expect(refused(null)).toMatchObject({ key: "notFound", status: 404 });
  expect(refused({ said: "done", moved: 2 })).toEqual({ said: "done", moved: 2 });
});
