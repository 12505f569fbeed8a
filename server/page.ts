import { notFound, redirect } from "next/navigation";
import { z } from "zod";
import { type Credential, NotSignedIn, type Tx, withActor } from "@/db/gate";
import { type About, noteAccess } from "@/db/mutations/access";
import { organisationName, ownEmblem } from "@/db/queries/organisations";
import { listProjectChoices, type ProjectChoice } from "@/db/queries/projects";
import type { Actor } from "@/lib/domain/actor";
import { factorPage } from "@/lib/domain/address";
import { earlier } from "@/lib/domain/day";
import { dayInput } from "@/lib/domain/day-input";
import { requireSession, signInAddress } from "./session/cookies";

const projectInAddress = /^\/projects\/([a-z0-9-]+)/;

export type SearchParams = Promise<Record<string, string | string[] | undefined>>;
/** viewed: the organisation as whose role the actor looks; null when he is himself. */
export type Office<T> = {
  me: Actor;
  /** The first projects and the one at hand; moreProjects: there are others. */
  projects: ProjectChoice[];
  moreProjects: boolean;
  emblem: string | null;
  viewed: string | null;
  view: T;
};

/**
 * What a page behind sign-in reads, in one transaction with what its frame needs. personal names the subject of
 * personal data on the page (by who looks, where that differs): its access is logged, and committed, before anything is read (decision 9).
 * Ends in a redirect to sign-in, to setting up a second factor that is required and missing, or in "not found" when the
 * view is null.
 */
export async function readOfficePage<T>(
  address: string,
  run: (tx: Tx, me: Actor) => Promise<T | null>,
  personal?: string | ((me: Actor) => string | undefined),
  about?: About,
): Promise<Office<T>> {
  const credential = await requireSession(address);
  try {
    if (personal) await noteView(credential, address, personal, about);
    const { me, view, ...frame } = await withActor(credential, "read", async (tx, actor) => {
      if (actor.factorMissing && address !== factorPage)
        return { me: actor, projects: [], moreProjects: false, emblem: null, viewed: null, view: null };
      const [{ choices, more }, mark, viewed, found] = await Promise.all([
        listProjectChoices(tx, projectInAddress.exec(address)?.[1]),
        ownEmblem(tx, actor.organisationId),
        actor.preview ? organisationName(tx, actor.roles[0]?.organisationId) : null,
        run(tx, actor),
      ]);
      return { me: actor, projects: choices, moreProjects: more, emblem: mark, viewed, view: found };
    });
    if (me.factorMissing && address !== factorPage) redirect(factorPage);
    if (view === null) notFound();
    return { me, ...frame, view };
  } catch (error) {
    if (error instanceof NotSignedIn) redirect(signInAddress(address));
    throw error;
  }
}

/** Commits who looks at which personal data and where; before anything of it is read. */
export function noteView(
  credential: Credential,
  address: string,
  personal: string | ((me: Actor) => string | undefined),
  about?: About,
): Promise<void> {
  return withActor(credential, "write", async (tx, me) => {
    const subject = typeof personal === "string" ? personal : personal(me);
    if (subject && !me.factorMissing) await noteAccess(tx, me, address, subject, about);
  });
}

/** One value of a parameter of the address; a repeated one counts as its first. */
export function firstValue(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}

/** The day a page is asked "as of" (?k=), no later than the business day. Anything else there makes the page "not found". */
export function asOfDay(k: string | string[] | undefined, today: string): string {
  const asked = firstValue(k);
  if (asked === undefined || asked === "") return today;
  const parsed = dayInput.safeParse(asked);
  if (!parsed.success) notFound();
  return earlier(parsed.data, today);
}

/** The id of a record in an address. Anything that is not a UUID ends in "not found". */
export function recordId(asked: string): string {
  const parsed = z.uuid().safeParse(asked);
  if (!parsed.success) notFound();
  return parsed.data;
}
