import { z } from "zod";
import { withActor } from "@/db/gate";
import { findMunicipalities } from "@/db/queries/organisations";
import { DomainError } from "@/lib/domain/error";
import { json, withProblems } from "@/server/answer";

const query = z.string().trim().min(2).max(60);

/** For everybody: municipalities by a part of their name (`?q=`), with the code that they are kept by; thirty at most. */
export function GET(request: Request): Promise<Response> {
  return withProblems(async () => {
    const asked = query.safeParse(new URL(request.url).searchParams.get("q") ?? "");
    if (!asked.success) throw new DomainError("invalidInput", 422);
    return json({
      municipalities: await withActor({ kind: "public" }, "read", (tx) => findMunicipalities(tx, asked.data)),
    });
  });
}
