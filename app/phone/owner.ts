/** Who is signed in on this phone, as the last page from the server said it: an ended session leaves it as it is. */
export type Owner = { userId: string; organisationId: string };

const key = "hlidka.owner";

export function knownOwner(): Owner | null {
  const [userId, organisationId] = (localStorage.getItem(key) ?? "").split(" ");
  return userId && organisationId ? { userId, organisationId } : null;
}

/** Notes who is signed in; true when it was somebody else, whose lists have to leave. */
export function noteOwner({ userId, organisationId }: Owner): boolean {
  const before = knownOwner();
  localStorage.setItem(key, `${userId} ${organisationId}`);
  return before !== null && before.userId !== userId;
}

export const forgetOwner = () => localStorage.removeItem(key);
