import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { DomainError } from "@/lib/domain/error";
import {
  assertDeadline,
  assertRoundOpens,
  assertSiteDays,
  closingOf,
  deadlineDay,
  isHeld,
  isInTime,
  isOver,
  lacksOf,
  meetingMoves,
  meetingStates,
  moved,
} from "@/lib/domain/meeting";
import { type Dated, leftovers, rewordMeetingInput, staleTexts } from "@/lib/domain/meeting-text";

/** What a rule refuses with: its key, or the field and the key that stands with it. */
const refused = (run: () => unknown) => {
  try {
    run();
    return null;
  } catch (error) {
    const { key, fields } = error as DomainError;
    const [[path, wording] = []] = Object.entries(fields);
    return path ? `${path}: ${wording?.key}` : key;
  }
};

describe("a meeting goes through its states by deeds", () => {
  test.each([
    ["open", "draft", "open"],
    ["close", "open", "closed"],
    ["reopen", "closed", "open"],
    ["allocate", "closed", "allocated"],
    ["discard", "allocated", "closed"],
    ["publish", "allocated", "published"],
    ["withdraw", "published", "allocated"],
  ] as const)("%s: %s → %s, from no other state", (deed, from, to) => {
    expect(moved(deed, from)).toBe(to);
    for (const other of meetingStates.filter((state) => state !== from))
      expect(refused(() => moved(deed, other))).toBe("meetingWrongState");
  });
  test("the database holds the same moves", () => {
    const written = /'meeting_decisions', 'meeting_id', 'draft',\s+'\{([^}]+)\}'/.exec(
      readFileSync("db/sql/tables.sql", "utf8"),
    );
    const moves = Object.values(meetingMoves).map((move) => move.join(">"));
    expect(written?.[1]?.split(",").sort()).toEqual(moves.sort());
  });
});

describe("until 24 February inclusive", () => {
  const closesAt = closingOf("2025-02-24");
  test.each([
    ["2025-02-24T00:00:00+01:00", true],
    ["2025-02-24T23:59:59.999+01:00", true],
    ["2025-02-25T00:00:00+01:00", false],
    ["2025-02-24T22:59:59.999Z", true],
    ["2025-02-24T23:00:00Z", false],
  ])("%s: %s", (sent, inTime) => {
    expect(isInTime(new Date(sent), closesAt)).toBe(inTime);
  });
  test.each([
    ["2025-02-24", "2025-02-24T23:00:00.000Z"],
    ["2025-07-01", "2025-07-01T22:00:00.000Z"],
    // The clocks change in the night before and after these.
    ["2025-03-30", "2025-03-30T22:00:00.000Z"],
    ["2025-10-25", "2025-10-25T22:00:00.000Z"],
    ["2025-10-26", "2025-10-26T23:00:00.000Z"],
    ["2024-12-31", "2024-12-31T23:00:00.000Z"],
  ])("%s closes at %s, and the day is read back from it", (day, instant) => {
    expect(closingOf(day)).toBe(instant);
    expect(deadlineDay(instant)).toBe(day);
  });
  test("the clock of the server decides nothing", () => {
    const script = `import("./lib/domain/meeting.ts").then(({ closingOf, deadlineDay, isInTime }) => {
      const closes = closingOf("2025-02-24");
      const last = new Date("2025-02-24T23:59:59.999+01:00");
      console.log(JSON.stringify([closes, deadlineDay(closes), isInTime(last, closes), isInTime(new Date(last.getTime() + 1), closes)]));
    })`;
    const told = ["UTC", "Europe/Prague", "Pacific/Kiritimati"].map((TZ) =>
      execFileSync(process.execPath, ["--import", "tsx", "-e", script], {
        env: { ...process.env, TZ },
        encoding: "utf8",
      }),
    );
    expect(new Set(told.map((line) => line.trim()))).toEqual(
      new Set([JSON.stringify(["2025-02-24T23:00:00.000Z", "2025-02-24", true, false])]),
    );
  });
});

const march = { startsOn: "2025-03-10", endsOn: "2025-03-12" };
const may = { startsOn: "2025-05-14", endsOn: "2025-05-16" };

test("a site was held when its last day is over", () => {
  expect(["2025-03-09", "2025-03-12", "2025-03-13"].map((today) => isHeld(march, today))).toEqual([false, false, true]);
});

test("a meeting is over once its places were told and all of its sites were held", () => {
  const sites = [march, may];
  expect(["2025-03-13", "2025-05-16", "2025-05-17"].map((day) => isOver({ state: "published", sites }, day))).toEqual([
    false,
    false,
    true,
  ]);
  expect(isOver({ state: "open", sites }, "2025-05-17")).toBe(false);
});

test("a site ends no earlier than it starts, within two weeks", () => {
  expect(refused(() => assertSiteDays(march))).toBeNull();
  expect(refused(() => assertSiteDays({ startsOn: "2025-03-10", endsOn: "2025-03-10" }))).toBeNull();
  expect(refused(() => assertSiteDays({ startsOn: "2025-03-10", endsOn: "2025-03-09" }))).toBe(
    "endsOn: endBeforeStart",
  );
  expect(refused(() => assertSiteDays({ startsOn: "2025-03-10", endsOn: "2025-03-24" }, "sites.1."))).toBe(
    "sites.1.endsOn: meetingTooLong",
  );
});

test("people stop registering before the first site begins", () => {
  expect(refused(() => assertDeadline("2025-02-24", [march, may]))).toBeNull();
  expect(refused(() => assertDeadline("2025-03-09", [march, may]))).toBeNull();
  expect(refused(() => assertDeadline("2025-03-10", [march, may]))).toBe("deadlineOn: deadlineAfterStart");
  expect(refused(() => assertDeadline("2025-04-10", [may]))).toBeNull();
});

test("a further round opens once places were told for good, for a site with room, until its own deadline", () => {
  const round = { state: "planned", deadlineOn: "2025-04-10", isFinal: true, free: 1 } as const;
  const opens = (meeting: (typeof meetingStates)[number], today = "2025-03-20") =>
    refused(() => assertRoundOpens(meeting, round, today));
  expect(meetingStates.map((state) => opens(state))).toEqual([
    "roundTooEarly",
    "roundTooEarly",
    "roundTooEarly",
    "roundTooEarly",
    null,
  ]);
  expect(opens("published", "2025-04-10")).toBeNull();
  expect(opens("published", "2025-04-11")).toBe("deadlinePast");
  const but = (more: object) => refused(() => assertRoundOpens("published", { ...round, ...more }, "2025-03-20"));
  expect(but({ state: "open" })).toBe("meetingWrongState");
  expect(but({ isFinal: false })).toBe("roundTooEarly");
  expect(but({ free: 0 })).toBe("roundSiteFull");
});

describe("an invitation that is opened lacks nothing", () => {
  const ready = {
    invitationCs: "Zveme vás",
    registrationCs: "Přihlaste se",
    contactName: "Mgr. Karel Novotný",
    contactEmail: "setkani@mv.example",
    contactPhone: "",
    sites: [march, may],
    blocks: [1],
    rounds: [{ closesAt: closingOf("2025-02-24") }],
  };
  test.each([
    [{}, []],
    [{ contactEmail: null, contactPhone: "974 000 000" }, []],
    [{ contactEmail: null }, ["contactMissing"]],
    [{ contactName: "" }, ["contactMissing"]],
    [{ invitationCs: "", registrationCs: "" }, ["invitationMissing", "registrationMissing"]],
    [{ sites: [], blocks: [] }, ["siteMissing", "blockMissing"]],
    [{ rounds: [{ closesAt: closingOf("2025-03-10") }] }, ["deadlineAfterStart"]],
    [{ rounds: [{ closesAt: closingOf("2025-02-14") }] }, ["deadlinePast"]],
  ])("%o: %j", (change, lacks) => {
    expect(lacksOf({ ...ready, ...change }, "2025-02-15")).toEqual(lacks);
  });
});

describe("a copy is searched for what still speaks of its source", () => {
  const source: Dated = {
    referenceNumber: "MV- 11638-4/OPK-2025",
    issuedOn: "2025-02-04",
    sites: [march, may],
    rounds: [{ closesAt: closingOf("2025-02-24") }],
  };
  const copy: Dated = {
    referenceNumber: "MV-20001-1/OPK-2026",
    issuedOn: null,
    sites: [{ startsOn: "2026-03-09", endsOn: "2026-03-11" }],
    rounds: [{ closesAt: closingOf("2026-02-23") }],
  };
  test.each([
    ["V roce 2025 proběhnou dvě setkání.", true],
    ["V roce 2026 proběhnou dvě setkání.", false],
    ["Strategie na léta 2022 až 2027", false],
    ["č. j. MV-11638-4/OPK-2025", true],
    ["č. j. MV-11638-4/OPK", false],
    ["do 24. února včetně", true],
    ["do 24.\u00a0února včetně", true],
    ["do 24. 2. včetně", true],
    ["do 23. února včetně", false],
    ["od 10. do 12. března", true],
    ["until 24 February inclusive", true],
    ["until February 24", true],
    ["until 23 February", false],
    ["čísla 124. 25", false],
    ["dne 14. 12.", false],
    ["12025 Kč", false],
    ["", false],
  ])("%j: %s", (text, stale) => {
    expect(leftovers({ text }, copy, source)).toEqual(stale ? ["text"] : []);
  });
  test("a day and a year that the copy has too are its own", () => {
    const same = { ...source, referenceNumber: "MV-2/2025", sites: [may] };
    expect(leftovers({ text: "Od 14. května 2025" }, same, source)).toEqual([]);
    expect(leftovers({ text: "Od 10. března 2025" }, same, source)).toEqual(["text"]);
  });
  test("titles, texts of both languages and blocks are named", () => {
    const words = rewordMeetingInput.parse({
      meetingId: "00000000-0000-4000-8000-000000000000",
      version: "1",
      invitationCs: "V roce 2025",
      closingEn: "See you in 2025",
      legalCs: "Strategie 2022 až 2027",
    });
    const meeting = {
      ...copy,
      ...words,
      titleCs: "Setkání 2026",
      titleEn: "Meeting 2025",
      blocks: [
        { number: 1, titleCs: "Násilí", titleEn: "Violence" },
        { number: 2, titleCs: "Výhled 2025", titleEn: "" },
      ],
    };
    expect(staleTexts(meeting, source)).toEqual(["titleEn", "invitationCs", "closingEn", "block.2"]);
  });
});
