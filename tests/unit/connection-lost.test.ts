import { expect, test } from "vitest";
import { isConnectionLost } from "@/db/failure";

const coded = (code: string) => Object.assign(new Error(code), { code });

test.each([
  [coded("CONNECTION_CLOSED"), true],
  [coded("ECONNREFUSED"), true],
  [coded("57P01"), true],
  [new Error("a query failed", { cause: coded("08006") }), true],
  [new TypeError("Cannot read properties of null (reading 'write')"), true],
  [new TypeError("Cannot read properties of null (reading 'name')"), false],
  [coded("23505"), false],
  [coded("57014"), false],
  ["CONNECTION_CLOSED", false],
])("%s is a lost connection: %s", (error, lost) => {
  expect(isConnectionLost(error)).toBe(lost);
});
