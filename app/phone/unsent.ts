/** How many records wait on this phone, where a page that knows nothing of the store can see it at once. */
const key = "hlidka.unsent";
const shiftsKey = "hlidka.waiting";

export const noteUnsent = (count: number) => localStorage.setItem(key, String(count));

/** Of shifts, which signing out takes away. */
export const noteWaiting = (count: number) => localStorage.setItem(shiftsKey, String(count));

/** Null: nothing was ever kept here. */
export const unsentCount = (): number | null => counted(key);
export const waitingCount = (): number | null => counted(shiftsKey);

function counted(name: string): number | null {
  const noted = localStorage.getItem(name);
  return noted === null ? null : Number(noted);
}
