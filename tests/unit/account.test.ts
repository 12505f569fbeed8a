import { expect, test } from "vitest";
import { changePasswordInput, deviceOf, holdsName } from "@/lib/domain/account";

const refusals = (next: string, current = "staré heslo od jara", again = next) =>
  changePasswordInput
    .safeParse({ current, next, again })
    .error?.issues.map(({ path, message, code }) => [path.join("."), code === "custom" ? message : code]) ?? [];

test.each([
  ["tři zelené lavičky", []],
  ["dvanáctznak!", []],
  ["krátké", [["next", "too_small"]]],
  ["heslo123456789", [["next", "passwordGuessable"]]],
  ["aaaaaaaaaaaaaaa", [["next", "passwordGuessable"]]],
  ["1234567890123", [["next", "passwordGuessable"]]],
])("the new password %s is refused for %j", (next, why) => {
  expect(refusals(next)).toEqual(why);
});

test("the new password is not the present one, and it is typed twice alike", () => {
  expect(refusals("tři zelené lavičky", "tři zelené lavičky")).toEqual([["next", "passwordSame"]]);
  expect(refusals("tři zelené lavičky", undefined, "tři zelené lavice")).toEqual([["again", "passwordDiffers"]]);
});

test.each([
  ["jana.novotna2024", "jana.novotna@mesto.example", true],
  ["jana.novotna a tři zelené lavičky", "jana.novotna@mesto.example", false],
  ["tři zelené lavičky", "jana.novotna@mesto.example", false],
  ["ab tři zelené", "ab@mesto.example", false],
])("%s of %s is mostly a name: %s", (password, email, mostly) => {
  expect(holdsName(password, email)).toBe(mostly);
});

test.each([
  ["Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox, Windows"],
  [
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36 Edg/140.0",
    "Edge, Windows",
  ],
  [
    "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Mobile Safari/537.36",
    "Chrome, Android",
  ],
  ["Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 Version/18.0 Safari/604", "Safari, iOS"],
  ["curl/8.0", null],
  ["", null],
])("%s is %s", (agent, name) => {
  expect(deviceOf(agent)).toBe(name);
});
