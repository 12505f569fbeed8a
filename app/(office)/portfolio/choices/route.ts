import { z } from "zod";
import { withActor } from "@/db/gate";
import { findProjectChoices } from "@/db/queries/projects";
import { DomainError } from "@/lib/domain/error";
import { json, requestCredential, withProblems } from "@/server/answer";

const query = z.string().trim().min(1).max(100);

/** For the switcher: projects whose city, name or number hold what was typed (`?q=`); a dozen at most. */
export function GET(request: Request): Promise<Response> {
  return withProblems(async () => {
    const asked = query.safeParse(new URL(request.url).searchParams.get("q") ?? "");
    if (!asked.success) throw new DomainError("invalidInput", 400);
    const credential = await requestCredential();
    if (credential.kind === "public") throw new DomainError("notSignedIn", 401);
    const found = await withActor(credential, "read", (tx) => findProjectChoices(tx, asked.data));
    return json({ projects: found.map(({ organisation, ...rest }) => ({ ...rest, city: organisation })) });
  });
}
