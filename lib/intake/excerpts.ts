import { readingOfList } from "@/lib/intake/list-reading";
import { readPage } from "@/lib/intake/read";
import type { Place, Reading } from "@/lib/intake/result";
import { placeOf } from "@/lib/intake/source";

const around = 90;
const reach = 300;
const longest = 600;

/** What a page says with the place of every field as a person checks it; null when it is not a project page. */
export function readForReview(text: string): Reading | null {
  const listed = readingOfList(text);
  if (listed !== undefined) return listed;
  const read = readPage(text);
  if (!read) return null;
  const { result, places, source, contacts, scrub } = read;
  const personal = contacts
    .flatMap(({ items }) => items.map((item) => placeOf(source, item)))
    .sort((a, b) => a.from - b.from);
  const showPlace = (place: Place) => scrub(textWithout(text, place, personal).normalize("NFC").replace(/\s+/g, " "));
  const excerpts: Reading["excerpts"] = {};
  for (const [field, { from, to }] of Object.entries(places)) {
    if (field === "contacts") continue;
    // Cut only after the personal data is out, so that no half of a name is left at an edge.
    const before = showPlace({ from: Math.max(0, from - reach), to: from });
    const after = showPlace({ from: to, to: Math.min(text.length, to + reach) });
    const match = showPlace({ from, to });
    excerpts[field] = {
      before: before.length > around ? `…${before.slice(-around).replace(/^\S*/, "")}` : before,
      match: match.length > longest ? `${match.slice(0, longest)}…` : match,
      after: after.length > around ? `${after.slice(0, around).replace(/\S*$/, "")}…` : after,
    };
  }
  return { result, places, excerpts };
}

/** A range of the text with the ranges in it that hold personal data (in order) taken out. */
function textWithout(text: string, { from, to }: Place, personal: readonly Place[]): string {
  let shown = "";
  let at = from;
  for (const item of personal) {
    if (item.to <= at || item.from >= to) continue;
    shown += `${text.slice(at, Math.max(at, item.from))}[…]`;
    at = Math.min(to, item.to);
  }
  return shown + text.slice(at, to);
}
