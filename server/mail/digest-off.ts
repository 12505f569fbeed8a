import { withActor } from "@/db/gate";
import { endDigest } from "@/db/mutations/subscriptions";
import { knowsDigest } from "@/db/queries/subscriptions";

const isToken = (token: string) => /^[\w-]{20,100}$/.test(token);

/** Whether the link of a digest still works. */
export const digestIsOn = async (token: string) =>
  isToken(token) && withActor({ kind: "public" }, "read", (tx) => knowsDigest(tx, token));

/** Turns the digest of a link off. Returns whether there was one. */
export const turnDigestOff = async (token: string) =>
  isToken(token) && withActor({ kind: "public" }, "write", (tx) => endDigest(tx, token));
