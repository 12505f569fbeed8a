import { notFound } from "next/navigation";
import { type Credential, NotSignedIn, type Tx, withActor } from "@/db/gate";
import type { Actor } from "@/lib/domain/actor";
import { sessionCredential } from "./session/cookies";

/**
 * What a page for everybody reads: as who is signed in, so that whoever prepares it sees it before others do, else as
 * nobody in particular. Ends in "not found" when the view is null.
 */
export async function readPublicPage<T>(
  run: (tx: Tx, me: Actor) => Promise<T | null>,
): Promise<{ me: Actor; view: T }> {
  const enter = (as: Credential) => withActor(as, "read", async (tx, me) => ({ me, view: await run(tx, me) }));
  const credential = await sessionCredential();
  const { me, view } = await (credential
    ? enter(credential).catch((error: unknown) => {
        if (error instanceof NotSignedIn) return enter({ kind: "public" });
        throw error;
      })
    : enter({ kind: "public" }));
  if (view === null) notFound();
  return { me, view };
}
