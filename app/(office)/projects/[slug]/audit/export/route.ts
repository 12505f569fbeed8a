import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { actorName, changesText, deed, historyWords } from "@/app/(office)/changes";
import { withActor } from "@/db/gate";
import { readAddress } from "@/lib/domain/address";
import { auditFilter } from "@/lib/domain/audit-filter";
import { DomainError, notFound } from "@/lib/domain/error";
import { exportFormats, type Sheet } from "@/lib/export/sheet";
import { instant, number } from "@/lib/format";
import { requestCredential, withProblems } from "@/server/answer";
import { exportResponse, makeRows } from "@/server/files/export";
import { noteView } from "@/server/page";
import { readAudit } from "@/server/views/audit";
import { chips } from "../log-filters";

type Context = { params: Promise<{ slug: string }> };

/** The most entries of one file. */
const limit = 10_000;

/** The log of changes as a file: the entries of the filter in the address, newest first. */
export function GET(request: Request, { params }: Context): Promise<Response> {
  return withProblems(async () => {
    const { slug } = await params;
    const asked = Object.fromEntries(new URL(request.url).searchParams);
    const format = z.enum(exportFormats).safeParse(asked.format);
    const filter = readAddress(auditFilter, asked);
    if (!format.success || !filter) throw new DomainError("invalidInput", 400);
    const credential = await requestCredential();
    if (credential.kind === "public") throw new DomainError("notSignedIn", 401);
    const [t, words] = await Promise.all([getTranslations("audit.log"), historyWords()]);
    await noteView(credential, `/projects/${slug}/audit/export`, "audit-log");
    const view = await withActor(credential, "read", (tx, me) => readAudit(tx, me, slug, filter, undefined, limit));
    if (!view) throw notFound();
    const { log, choices, project } = view;
    const text = (header: string, width?: number) => ({ header, kind: "text" as const, width });
    const sheet: Sheet = {
      title: t("title"),
      columns: [
        text(t("number")),
        text(t("at"), 20),
        text(t("who"), 28),
        text(t("action"), 28),
        text(t("what"), 36),
        text(t("changes"), 80),
      ],
      rows: await makeRows(log.entries, (entry) => [
        String(entry.id),
        instant(entry.at, words.locale),
        actorName(entry, words),
        entry.action ? (words.actions[entry.action] ?? entry.action) : "",
        deed(entry, log.references, words),
        changesText(entry, log.references, words),
      ]),
      facts: [
        [t("city"), project.organisation],
        ...(await chips(filter, choices, words)).map(({ label }): [string, string] => {
          const cut = label.indexOf(": ");
          return [label.slice(0, cut), label.slice(cut + 2)];
        }),
        [t("rows"), number(log.entries.length, words.locale)],
        ["", t("mostRows")],
      ],
    };
    return exportResponse([sheet], format.data, `${t("file")}-${slug}`, t("facts"), request.signal);
  });
}
