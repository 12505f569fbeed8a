import { withActor } from "@/db/gate";
import { DomainError, notFound } from "@/lib/domain/error";
import { json, requestCredential, withProblems } from "@/server/answer";
import { requestLocale } from "@/server/i18n";
import { noteView } from "@/server/page";
import { readDoorList } from "@/server/views/door";
import { namesRegistrants } from "@/server/views/registrations";

type Context = { params: Promise<{ slug: string }> };

/** What a phone keeps for the door of a site: names and the secrets of badges, and who was ticked, by ids. */
export function GET(request: Request, { params }: Context): Promise<Response> {
  return withProblems(async () => {
    const { slug } = await params;
    const site = new URL(request.url).searchParams.get("site") ?? "";
    const credential = await requestCredential();
    if (credential.kind === "public") throw new DomainError("notSignedIn", 401);
    const locale = await requestLocale();
    await noteView(credential, `/check-in/${slug}`, namesRegistrants);
    const list = await withActor(credential, "read", (tx, me) => readDoorList(tx, me, slug, site, locale));
    if (!list) throw notFound();
    return json(list);
  });
}
