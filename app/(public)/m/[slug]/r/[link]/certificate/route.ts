import { withActor } from "@/db/gate";
import { certificatesByLink } from "@/db/queries/certificates";
import { findMeeting } from "@/db/queries/meetings";
import { notFound } from "@/lib/domain/error";
import { paperWords } from "@/lib/words";
import { withProblems } from "@/server/answer";
import { paperResponse } from "@/server/files/export";
import { requestLocale } from "@/server/i18n";
import { certificatesPaper } from "@/server/papers/certificate-content";

type Context = { params: Promise<{ slug: string; link: string }> };

/** One's own certificates by the private link, in the language of who asks. */
export function GET(request: Request, { params }: Context): Promise<Response> {
  return withProblems(async () => {
    const { slug, link } = await params;
    const { meeting, own } = await withActor({ kind: "public" }, "read", async (tx) => {
      const [meeting, own] = await Promise.all([findMeeting(tx, slug), certificatesByLink(tx, slug, link)]);
      return { meeting, own };
    });
    if (!meeting || own.length === 0) throw notFound();
    const locale = await requestLocale();
    const paper = certificatesPaper(meeting, own, locale);
    return paperResponse({ kind: "certificates", paper }, paperWords(locale)("certificate.file"), request.signal);
  });
}
