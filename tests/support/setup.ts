import { afterEach, beforeEach } from "vitest";

// A test during which something complains on console.error has failed, whatever it asserts.
const original = console.error;
let complaints: unknown[][] = [];

beforeEach(() => {
  complaints = [];
  console.error = (...words: unknown[]) => {
    complaints.push(words);
    original(...words);
  };
});

afterEach(() => {
  console.error = original;
  if (complaints.length > 0) throw new Error(`console.error was called: ${complaints.map(String).join("; ")}`);
});
