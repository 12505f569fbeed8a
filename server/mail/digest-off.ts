import { withActor } from "@/db/gate";
import { endDigest } from "@/db/mutations/subscriptions";
import { knowsDigest } from "@/db/queries/subscriptions";

const isToken = (token: string) => /^[\w-]{20,100}$/.test(token);

/** Whether a link of a digest still turns it off. */
export const digestIsOn = async (token: string) =>
  isToken(token) && withActor({ kind: "public" }, "read", (tx) => knowsDigest(tx, token));

/** Turns the digest of a link off; whether there was one. */
export const turnDigestOff = async (token: string) =>
  isToken(token) && withActor({ kind: "public" }, "write", (tx) => endDigest(tx, token));
