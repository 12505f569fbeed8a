import { notFound } from "@/lib/domain/error";
import { withProblems } from "@/server/answer";
import { turnDigestOff } from "@/server/mail/digest-off";

type Context = { params: Promise<{ token: string }> };

/** A mail program that shows the address to its reader: on to the page with the button. */
export async function GET(_: Request, { params }: Context): Promise<Response> {
  const { token } = await params;
  const location = `/digest-off/${encodeURIComponent(token)}`;
  return new Response(null, { status: 303, headers: { location, "cache-control": "no-store" } });
}

/**
 * Turns the digest off at once, without signing in: by the mail program (RFC 8058, which follows no redirect) or by the
 * button of our page. The token of the address is all the right that is needed.
 */
export function POST(request: Request, { params }: Context): Promise<Response> {
  return withProblems(async () => {
    const body = (await request.text()).slice(0, 1000);
    if (!(await turnDigestOff((await params).token))) throw notFound();
    const headers = { "cache-control": "no-store" };
    return /(^|&|\s)List-Unsubscribe=One-Click\b/i.test(body)
      ? new Response("off\n", { headers: { ...headers, "content-type": "text/plain" } })
      : new Response(null, { status: 303, headers: { ...headers, location: "/digest-off/done" } });
  });
}
