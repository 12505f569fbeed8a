import type { Person, Racer } from "./people";

/** A way by which a right ends, and what the right was held by. */
export type Means = {
  name: string;
  rights: "role" | "delegation";
  by(person: Person): Racer;
  command: string;
  input(person: Person): unknown;
};

/** Every way by which a right is taken away: by a manager, or by the person from another session. */
export const meansOf = (manager: Racer): Means[] => [
  {
    name: "role ended",
    rights: "role",
    by: () => manager,
    command: "role.end",
    input: ({ assignmentId }) => ({ roleAssignmentId: assignmentId }),
  },
  {
    name: "access taken away",
    rights: "role",
    by: () => manager,
    command: "user.deactivate",
    input: ({ id }) => ({ userId: id }),
  },
  {
    name: "delegation ended",
    rights: "delegation",
    by: () => manager,
    command: "delegation.end",
    input: ({ delegationId }) => ({ delegationId }),
  },
  {
    name: "password changed",
    rights: "role",
    by: ({ other }) => other,
    command: "password.change",
    input: ({ password }) => ({ current: password, next: "dvě nové lavičky", again: "dvě nové lavičky" }),
  },
  {
    name: "signed out everywhere",
    rights: "role",
    by: ({ other }) => other,
    command: "session.revoke-all",
    input: () => ({}),
  },
];
