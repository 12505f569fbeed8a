import { expect, test } from "vitest";
import { keysetPage, type Place, placeAsked, placeInput, placeOf } from "@/lib/domain/keyset";

const ids = Array.from({ length: 300 }, (_, at) => `00000000-0000-4000-8000-${String(at).padStart(12, "0")}`);
type Row = { day: string | null; id: string };
const key = ({ day, id }: Row) => `${day ?? "0"} ${id}`;

/** Rows of one day, twenty of them without one, as a list that is read newest first. */
const make = () => ids.map((id, at): Row => ({ day: at % 15 === 0 ? null : "2025-02-10", id }));
const reader = (rows: Row[]) => async (place: Place | null, limit: number) => {
  const sorted = [...rows].sort((a, b) => (key(a) < key(b) ? 1 : -1));
  if (!place) return sorted.slice(0, limit);
  if (place.side === "after") return sorted.filter((row) => key(row) < key(place)).slice(0, limit);
  return sorted.filter((row) => key(row) > key(place)).slice(-limit);
};
const at = (side: Place["side"], row: Row | undefined): Place | null => (row ? { side, ...row } : null);

test("pages forwards and backwards hold each row once, though rows come meanwhile", async () => {
  const rows = make();
  const seen: string[] = [];
  let page = await keysetPage(null, 50, reader(rows));
  for (let turn = 0; ; turn += 1) {
    seen.push(...page.rows.map(({ id }) => id));
    if (!page.older) break;
    rows.push({ day: "2025-02-11", id: `10000000-0000-4000-8000-${String(turn).padStart(12, "0")}` });
    page = await keysetPage(at("after", page.rows.at(-1)), 50, reader(rows));
  }
  expect([...seen].sort()).toEqual(ids);
  const back: string[] = [...page.rows.map(({ id }) => id)];
  while (page.newer) {
    const before: typeof page = await keysetPage(at("before", page.rows[0]), 50, reader(rows));
    // The first page is whole again, so it may show rows of the one after it.
    back.push(...before.rows.map(({ id }) => id).filter((id) => !back.includes(id)));
    page = before;
  }
  expect(back.filter((id) => ids.includes(id)).sort()).toEqual(ids);
  expect(page.rows[0]?.day).toBe("2025-02-11");
});

test("a place goes through an address and back, and a bent one is none", () => {
  const [row] = make().slice(1);
  const read = (text: string) => placeInput.safeParse({ after: text });
  expect(placeAsked(read(placeOf(row ?? { day: null, id: "" })).data ?? {})).toEqual({ side: "after", ...row });
  expect(placeAsked(read(`none_${ids[0]}`).data ?? {})).toEqual({ side: "after", day: null, id: ids[0] });
  for (const bent of [
    "x",
    `2025-02-30_${ids[0]}`,
    "2025-02-10_x",
    `_${ids[0]}`,
    `2025-02-10${ids[0]}`,
    `none_${ids[0]} `,
  ])
    expect(read(bent).success, bent).toBe(false);
});
