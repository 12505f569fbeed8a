import { randomUUID } from "node:crypto";

/** A word of letters alone, which nothing takes for a number of somebody. */
const word = () => randomUUID().replace(/[\d-]/g, (sign) => "ghijklmnopq"["0123456789-".indexOf(sign)] ?? "");

/** A note that no other test writes. */
export const said = () => `Na rohu bylo slyšet ${word()}`;
