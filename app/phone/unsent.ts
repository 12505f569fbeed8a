/** How many records wait on this phone, where a page that knows nothing of the store can see it at once. */
const key = "hlidka.unsent";

export const noteUnsent = (count: number) => localStorage.setItem(key, String(count));

/** Null: nothing was ever kept here. */
export function unsentCount(): number | null {
  const noted = localStorage.getItem(key);
  return noted === null ? null : Number(noted);
}
