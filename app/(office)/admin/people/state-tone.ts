import type { UserState } from "@/lib/domain/user";

/** How the state of a person looks; the word stands beside it. */
export const stateTone = {
  active: "good",
  invited: "info",
  expired: "warn",
  inactive: "none",
  erased: "none",
} as const satisfies Record<UserState, string>;
