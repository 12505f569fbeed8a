import { NextRequest } from "next/server";
import { describe, expect, test } from "vitest";
import { GET } from "@/app/api/preferences/route";
import { localeOfHeader } from "@/lib/domain/preference";

test.each([
  ["en-GB,en;q=0.9,cs;q=0.8", "en"],
  ["de,cs;q=0.5,en;q=0.7", "en"],
  ["cs", "cs"],
  ["en;q=0", undefined],
  ["sk,de", undefined],
  ["", undefined],
  [null, undefined],
])("Accept-Language %j speaks %s", (header, locale) => expect(localeOfHeader(header)).toBe(locale));

describe("a preference is kept in a cookie and leads back", () => {
  const ask = (query: string, referer?: string) =>
    GET(
      new NextRequest(`http://hlidka.test/api/preferences?${query}`, {
        headers: { host: "hlidka.test", ...(referer ? { referer } : {}) },
      }),
    );

  test("only listed values are kept", () => {
    const answer = ask("locale=en&theme=pink&rail=narrow");
    expect(answer.status).toBe(303);
    expect(answer.headers.getSetCookie().map((cookie) => cookie.split(";")[0])).toEqual([
      "hlidka.locale=en",
      "hlidka.rail=narrow",
    ]);
  });

  test.each([
    ["back=/projects/x%3Fk%3D2024-12-31", "/projects/x?k=2024-12-31"],
    ["back=//evil.test/x", "/"],
    ["back=/%5Cevil.test", "/"],
    ["back=https://evil.test/", "/"],
    ["back=/api/auth/signout", "/"],
    ["", "/"],
  ])("%s goes to %s", (query, location) => expect(ask(query).headers.get("location")).toBe(location));

  test("without an address it returns to the page it came from, if that is ours", () => {
    expect(ask("theme=dark", "http://hlidka.test/projects?sort=-drawn").headers.get("location")).toBe(
      "/projects?sort=-drawn",
    );
    expect(ask("theme=dark", "http://evil.test/projects").headers.get("location")).toBe("/");
  });
});
