import { z } from "zod";
import { withActor } from "@/db/gate";
import { DomainError, notFound } from "@/lib/domain/error";
import { can } from "@/lib/domain/permission";
import { requestCredential, withProblems } from "@/server/answer";
import { readMail, showMail } from "@/server/mail/mailbox";
import { toEml } from "@/server/mail/transport";
import { noteView } from "@/server/page";

type Context = { params: Promise<{ id: string }> };

/** One mail as a file for a mail program, with the same links masked as on its page. */
export function GET(_: Request, { params }: Context): Promise<Response> {
  return withProblems(async () => {
    const { id } = await params;
    const credential = await requestCredential();
    if (credential.kind === "public") throw new DomainError("notSignedIn", 401);
    if (!z.uuid().safeParse(id).success) throw notFound();
    await noteView(credential, `/admin/mail/${id}/eml`, (me) => (can(me, "mail.manage") ? "mail" : undefined), {
      mailId: id,
    });
    const { me, mail } = await withActor(credential, "read", async (tx, actor) => ({
      me: actor,
      mail: await readMail(tx, actor, id),
    }));
    if (!mail?.recipient) throw notFound();
    const { written } = await showMail(mail, me);
    if (typeof written === "string") throw notFound();
    const eml = await toEml(written, { name: mail.recipient.name, address: mail.recipient.email });
    return new Response(new Uint8Array(eml), {
      headers: {
        "content-type": "message/rfc822",
        "content-disposition": `attachment; filename="mail-${id}.eml"`,
        "cache-control": "private, no-store",
      },
    });
  });
}
