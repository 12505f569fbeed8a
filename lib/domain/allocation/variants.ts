import type { Allocation } from "./input";

/** The three that stand side by side: as they are weighed by default, cities together, wishes first. */
export const variants = {
  balanced: { preference: 1, split: 1 },
  together: { preference: 1, split: 5 },
  wishes: { preference: 1, split: 0 },
} as const;
export type Variant = keyof typeof variants;

/** The same people, sites and roles, weighed as a variant says. */
export const asVariant = (allocation: Allocation, variant: Variant): Allocation => ({
  ...allocation,
  weights: { ...allocation.weights, ...variants[variant] },
});
