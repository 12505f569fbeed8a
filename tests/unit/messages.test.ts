import { expect, test } from "vitest";
import cs from "@/messages/cs";
import en from "@/messages/en";
import { icuArguments } from "@/tests/support/icu";

type Tree = { [key: string]: string | Tree };
const flat = (tree: Tree, path = ""): [string, string][] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === "string" ? [[path + key, value] satisfies [string, string]] : flat(value, `${path}${key}.`),
  );
const czech = new Map(flat(cs));
const english = new Map(flat(en));
const both = [...czech.keys()].filter((key) => english.has(key));

test("both languages have the same sentences", () => {
  expect([...english.keys()].sort()).toEqual([...czech.keys()].sort());
});

test("no sentence is empty", () => {
  expect([...czech, ...english].filter(([, text]) => text.trim() === "")).toEqual([]);
});

test("what is sent is an e-mail in every Czech sentence; mail/ is a folder", () => {
  const other = /(?<![-\p{L}\p{N}{])mail(?![/_])/iu;
  expect([...czech].filter(([, text]) => other.test(text))).toEqual([]);
});

test("no Czech sentence ends a line with a one-letter word", () => {
  expect([...czech].filter(([, text]) => /(?<![\p{L}\p{N}.'’-])[ksvzouai] /iu.test(text))).toEqual([]);
});

test("a sentence takes the same arguments in both languages", () => {
  const names = (text: string | undefined) => [...new Set(icuArguments(text ?? "").map((item) => item.name))].sort();
  const different = both.filter((key) => names(czech.get(key)).join() !== names(english.get(key)).join());
  expect(different).toEqual([]);
});

test.each([
  ["Czech", czech, ["few", "many", "one", "other"]],
  ["English", english, ["one", "other"]],
])("every %s plural has all its forms", (_, language, forms) => {
  const lacking = [...language].filter(([, text]) =>
    icuArguments(text)
      .filter((item) => item.type === "plural")
      .some((item) => forms.some((form) => item.options[form] === undefined)),
  );
  expect(lacking).toEqual([]);
});
