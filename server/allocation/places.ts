import { DomainError } from "@/lib/domain/error";

declare global {
  var hlidkaSolverPlaces: { taken: number } | undefined;
}

/** How many runs may be reckoned at once in one process: each has a thread, and memory of its own, for its time. */
export const mostRuns = 2;

/**
 * Reckons while others do the same in one place less. Nobody queues, since whoever waits would hold a connection for
 * nothing: throws 503 allocationBusy at once when all places are taken.
 */
export async function inPlace<T>(reckon: () => Promise<T>): Promise<T> {
  globalThis.hlidkaSolverPlaces ??= { taken: 0 };
  const places = globalThis.hlidkaSolverPlaces;
  if (places.taken >= mostRuns) throw new DomainError("allocationBusy", 503, { seconds: 15 });
  places.taken += 1;
  try {
    return await reckon();
  } finally {
    places.taken -= 1;
  }
}
