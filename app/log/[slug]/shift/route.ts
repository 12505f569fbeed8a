import { z } from "zod";
import { withActor } from "@/db/gate";
import { findActivity } from "@/db/queries/activities";
import { isEditable } from "@/lib/domain/activity";
import { DomainError, notFound } from "@/lib/domain/error";
import { can } from "@/lib/domain/permission";
import { json, requestCredential, withProblems } from "@/server/answer";
import { requestLocale } from "@/server/i18n";
import { noteView } from "@/server/page";

type Context = { params: Promise<{ slug: string }> };

/** A shift as the server has it, to be compared with what waits on a phone (?id=). */
export function GET(request: Request, { params }: Context): Promise<Response> {
  return withProblems(async () => {
    const { slug } = await params;
    const id = z.uuid().safeParse(new URL(request.url).searchParams.get("id"));
    const credential = await requestCredential();
    if (credential.kind === "public") throw new DomainError("notSignedIn", 401);
    if (!id.success) throw notFound();
    const locale = await requestLocale();
    await noteView(credential, `/log/${slug}`, "assistants");
    const found = await withActor(credential, "read", async (tx, me) => {
      const shift = await findActivity(tx, slug, id.data, locale);
      return shift && can(me, "activity.log", shift) ? shift : null;
    });
    if (!found) throw notFound();
    const { happenedOn, startsAt, endsAt, people, locality, counts, state, version, decisions } = found;
    const last = decisions.at(-1);
    return json({
      happenedOn,
      hours: `${startsAt}–${endsAt}`,
      people,
      locality,
      counts: counts.map(({ code, name, count }) => ({ code, name, count })),
      state,
      version,
      editable: isEditable(state),
      decided: last ? { by: last.by, at: last.at } : null,
    });
  });
}
