import { z } from "zod";
import { type Credential, withActor } from "@/db/gate";
import { DomainError, notFound } from "@/lib/domain/error";
import { formatsOf, listKinds, paperFormats } from "@/lib/domain/paper";
import { authorize } from "@/lib/domain/permission";
import { paperWords } from "@/lib/words";
import { requestCredential, withProblems } from "@/server/answer";
import { exportResponse, paperResponse } from "@/server/files/export";
import { requestLocale } from "@/server/i18n";
import { noteView } from "@/server/page";
import { certificatesPaper, issuedOn } from "@/server/papers/certificate-content";
import { badgesPaper, listPaper, listSheets } from "@/server/papers/content";
import { readList, readSiteCertificates } from "@/server/views/papers";
import { namesRegistrants } from "@/server/views/registrations";

type Context = { params: Promise<{ slug: string }> };

const askedInput = z.object({
  kind: z.enum([...listKinds, "certificates"]),
  site: z.string().min(1).max(60),
  format: z.enum(paperFormats),
  /** Badges that are new or otherwise since the last issue, alone. */
  only: z.literal("changes").optional(),
  /** One certificate alone. */
  certificate: z.uuid().optional(),
});
type Asked = z.output<typeof askedInput>;

/** A list of a site of a meeting, or its certificates, as a file. */
export function GET(request: Request, { params }: Context): Promise<Response> {
  return withProblems(async () => {
    const { slug } = await params;
    const asked = askedInput.safeParse(Object.fromEntries(new URL(request.url).searchParams));
    if (!asked.success) throw new DomainError("invalidInput", 400);
    const credential = await requestCredential();
    if (credential.kind === "public") throw new DomainError("notSignedIn", 401);
    await noteView(credential, `/meetings/${slug}/papers/export`, namesRegistrants);
    return asked.data.kind === "certificates"
      ? certificates(credential, slug, asked.data, request.signal)
      : list(credential, slug, { ...asked.data, kind: asked.data.kind }, request.signal);
  });
}

async function list(
  credential: Credential,
  slug: string,
  asked: Asked & { kind: (typeof listKinds)[number] },
  signal: AbortSignal,
): Promise<Response> {
  if (!formatsOf[asked.kind].includes(asked.format)) throw new DomainError("invalidInput", 400);
  const view = await withActor(credential, "read", async (tx, me) => {
    authorize(me, "paper.read");
    return readList(tx, me, slug, asked);
  });
  if (!view) throw notFound();
  const locale = await requestLocale();
  const t = paperWords(locale);
  const { kind, format } = asked;
  const name = `${t(`lists.${kind}`)}-${view.site.code}`.toLowerCase().replaceAll(" ", "-");
  if (kind === "badges") {
    const paper = badgesPaper(view, locale, asked.only === "changes");
    if (paper.badges.length === 0) throw notFound();
    return paperResponse({ kind, paper }, name, signal);
  }
  const told = { ...view, kind };
  return format === "pdf"
    ? paperResponse({ kind: "list", paper: listPaper(told, locale) }, name, signal)
    : exportResponse(listSheets(told, locale), format, name, t("title"), signal);
}

async function certificates(
  credential: Credential,
  slug: string,
  { site, format, certificate }: Asked,
  signal: AbortSignal,
) {
  if (format !== "pdf") throw new DomainError("invalidInput", 400);
  const view = await withActor(credential, "read", async (tx, me) => {
    authorize(me, "paper.read");
    return readSiteCertificates(tx, me, slug, site);
  });
  if (!view) throw notFound();
  const named = view.certificates.filter(({ id, name }) => name !== null && (certificate ?? id) === id);
  if (named.length === 0) throw notFound();
  const locale = await requestLocale();
  const paper = certificatesPaper(
    view.meeting,
    named.map((one) => ({ ...one, issuedOn: issuedOn(one.issuedAt) })),
    locale,
  );
  return paperResponse({ kind: "certificates", paper }, `${paperWords(locale)("certificate.file")}-${site}`, signal);
}
