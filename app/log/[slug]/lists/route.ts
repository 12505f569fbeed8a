import { receiversIn } from "@/app/(office)/projects/[slug]/activity/log-props";
import { withActor } from "@/db/gate";
import { logPlace } from "@/db/queries/activities";
import { DomainError, notFound } from "@/lib/domain/error";
import { can } from "@/lib/domain/permission";
import { receiverWords } from "@/lib/words";
import { json, requestCredential, withProblems } from "@/server/answer";
import { requestLocale } from "@/server/i18n";
import { noteView } from "@/server/page";

type Context = { params: Promise<{ slug: string }> };

/** What the form of a shift offers, for the phone of who may log there: names of the team, places, kinds, recent shifts. */
export function GET(_request: Request, { params }: Context): Promise<Response> {
  return withProblems(async () => {
    const { slug } = await params;
    const credential = await requestCredential();
    if (credential.kind === "public") throw new DomainError("notSignedIn", 401);
    const locale = await requestLocale();
    await noteView(credential, `/log/${slug}`, "assistants");
    const lists = await withActor(credential, "read", async (tx, me) => {
      const place = await logPlace(tx, slug, me.today, locale);
      if (!place || !me.userId || !can(me, "activity.log", place)) return null;
      return { userId: me.userId, organisationId: me.organisationId ?? place.organisationId, today: me.today, place };
    });
    if (!lists) throw notFound();
    return json({ ...lists, slug, receivers: receiversIn(receiverWords(locale)) });
  });
}
