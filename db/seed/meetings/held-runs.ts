import { allocationRuns } from "@/db/schema/allocations";
import { inputHashOf } from "@/lib/allocation-hash";
import { objectiveOf } from "@/lib/domain/allocation/figures";
import { readAllocation } from "@/lib/domain/allocation/input";
import { storedInput } from "@/lib/domain/allocation/run";
import { type Variant, variants } from "@/lib/domain/allocation/variants";
import { roleWeights } from "@/lib/domain/seat";
import { batch } from "../put";
import { stream } from "../random";
import type { Held, HeldPerson } from "./held-people";
import { placements, solved } from "./spring-2024";

const madeAt = "2024-02-26T09:00:00+01:00";
const chosenAt = "2024-02-27T09:20:00+01:00";

/** The three variants of one run; the balanced one was chosen. */
export function heldRuns({ own, organiserId, sites }: Held, people: readonly HeldPerson[]) {
  const ids = stream("meeting:spring-2024:runs");
  const batchId = ids.uuid();
  const run = (variant: Variant) => {
    const allocation = readAllocation({
      sites: sites.map(({ code, capacity }) => ({ code, capacity })),
      people: people.filter(asksThen).map(({ id, municipalityCode, role, site, canOther, registeredAt }) => ({
        id,
        city: municipalityCode,
        role,
        preferred: site === null ? null : (sites[site]?.code ?? null),
        canOther,
        registeredAt,
      })),
      weights: { roles: roleWeights, ...variants[variant] },
    });
    const placement = new Map(
      [...placements[variant]].flatMap((place, at): [string, string][] => {
        const [id, code] = [allocation.people[at]?.id, sites[Number(place)]?.code];
        return id && code ? [[id, code]] : [];
      }),
    );
    return { id: ids.uuid(), variant, allocation, placement };
  };
  const chosen = run("balanced");
  const runBatch = batch(
    allocationRuns,
    [chosen, run("together"), run("wishes")].map(({ id, variant, allocation, placement }) => ({
      id,
      ...own,
      batchId,
      variant,
      state: variant === chosen.variant ? "chosen" : "proposed",
      input: storedInput(allocation),
      inputHash: inputHashOf(allocation),
      method: "optimal",
      versions: solved,
      objective: objectiveOf(allocation, placement),
      placement: Object.fromEntries(placement),
      madeBy: organiserId,
      madeAt,
      chosenBy: variant === chosen.variant ? organiserId : null,
      chosenAt: variant === chosen.variant ? chosenAt : null,
    })),
  );
  return { chosen, chosenAt, runBatch };
}

/** Who was confirmed and had not withdrawn when people were allocated. */
const asksThen = ({ replacesId, withdrawnAt }: HeldPerson) =>
  !replacesId && !(withdrawnAt && Date.parse(withdrawnAt) < Date.parse(madeAt));
