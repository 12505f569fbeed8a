import { NotSignedIn, withActor } from "@/db/gate";
import { listDue } from "@/db/queries/deadlines";
import { notFound } from "@/lib/domain/error";
import { withProblems } from "@/server/answer";
import { deadlineCalendar } from "@/server/views/calendar";

type Context = { params: Promise<{ file: string }> };

/**
 * The deadlines of somebody's projects for a calendar program, by the secret address that he made for himself, and under
 * the rights that he has now. An unknown address is not there.
 */
export function GET(_request: Request, { params }: Context): Promise<Response> {
  return withProblems(async () => {
    const token = /^([\w-]{20,100})\.ics$/.exec((await params).file)?.[1];
    if (!token) throw notFound();
    const body = await withActor({ kind: "calendar", token }, "read", async (tx, me) =>
      deadlineCalendar({ due: await listDue(tx), today: me.today, locale: me.locale }),
    ).catch((error) => {
      throw error instanceof NotSignedIn ? notFound() : error;
    });
    return new Response(body, {
      headers: {
        // No ETag: a strong one would have to differ by the compression, which is not ours.
        "cache-control": "private, no-cache",
        "referrer-policy": "no-referrer",
        "content-type": "text/calendar; charset=utf-8",
        "content-disposition": 'attachment; filename="hlidka.ics"',
      },
    });
  });
}
