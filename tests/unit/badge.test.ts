import { expect, test } from "vitest";
import { badgeText, type DoorList, readBadge, scanned } from "@/lib/domain/badge";

const secret = "AbCd_efgh-123456";
const badge = { meeting: "setkani-2025", site: "kutna-hora", secret };
const list: DoorList = {
  meeting: "setkani-2025",
  site: "kutna-hora",
  sites: [
    { code: "cervena", name: "Červená nad Vltavou", days: "10.–12. 3. 2025" },
    { code: "kutna-hora", name: "Kutná Hora", days: "14.–16. 5. 2025" },
  ],
  people: [{ id: "1", name: "Jana Čížková", secret }],
  ended: [{ secret: "x".repeat(16), why: "replaced" }],
};

test("the text of a badge is read back as it was written", () => {
  expect(readBadge(badgeText(badge))).toEqual(badge);
  expect(readBadge(` ${badgeText(badge)}\n`)).toEqual(badge);
});

test.each([
  ["WIFI:S:Penzion;T:WPA;P:heslo;;", "foreign"],
  ["https://hlidka.example/m/setkani-2025", "foreign"],
  ["", "foreign"],
  [badgeText(badge).slice(0, -1), "cut"],
  ["HLIDKA/setkani-2025", "cut"],
  [`${badgeText(badge)}/more`, "foreign"],
])("%s is %s", (text, kind) => {
  expect(readBadge(text)).toBe(kind);
  expect(scanned(text, list)).toEqual({ kind });
});

test.each([
  [badgeText(badge), { kind: "person", id: "1", name: "Jana Čížková" }],
  [
    badgeText({ ...badge, site: "cervena" }),
    { kind: "other-site", site: "Červená nad Vltavou", days: "10.–12. 3. 2025" },
  ],
  [badgeText({ ...badge, meeting: "setkani-2024" }), { kind: "other-meeting" }],
  [badgeText({ ...badge, secret: "x".repeat(16) }), { kind: "replaced" }],
  [badgeText({ ...badge, secret: "y".repeat(16) }), { kind: "unknown" }],
])("%s says where it belongs", (text, found) => {
  expect(scanned(text, list)).toEqual(found);
});
