import type { Tx } from "./gate";
import { fillMunicipalities } from "./reference/municipalities";

/** A change of data that comes with a version, once a database: after its tables and sources, as the operator. */
export type Step = { number: number; name: string; run: (tx: Tx) => Promise<void> };

/** All steps, numbers rising. What one changes in audited tables the log tells as `step.NUMBER`. */
export const steps: readonly Step[] = [{ number: 1, name: "fill_municipalities", run: fillMunicipalities }];
