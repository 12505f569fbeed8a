import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { withActor } from "@/db/gate";
import { accessChoices, listAccess } from "@/db/queries/access";
import { readAddress } from "@/lib/domain/address";
import { DomainError } from "@/lib/domain/error";
import { authorize, can } from "@/lib/domain/permission";
import { accessFilter } from "@/lib/domain/privacy";
import { exportFormats, type Sheet } from "@/lib/export/sheet";
import { day, instant } from "@/lib/format";
import { requestCredential, withProblems } from "@/server/answer";
import { exportResponse } from "@/server/files/export";
import { requestLocale } from "@/server/i18n";
import { noteView } from "@/server/page";
import { subjectWords } from "../words";

/** The access log as a file: the rows of the filter in the address. */
export function GET(request: Request): Promise<Response> {
  return withProblems(async () => {
    const asked = Object.fromEntries(new URL(request.url).searchParams);
    const format = z.enum(exportFormats).safeParse(asked.format);
    const filter = readAddress(accessFilter, asked);
    if (!format.success || !filter) throw new DomainError("invalidInput", 400);
    const credential = await requestCredential();
    if (credential.kind === "public") throw new DomainError("notSignedIn", 401);
    const [locale, t, subject] = await Promise.all([requestLocale(), getTranslations("access"), subjectWords()]);
    await noteView(credential, "/admin/access/export", (me) => (can(me, "access.read") ? "access-log" : undefined));
    const { rows, choices } = await withActor(credential, "read", async (tx, me) => {
      authorize(me, "access.read");
      const [found, offered] = await Promise.all([listAccess(tx, filter, null), accessChoices(tx, filter)]);
      return { rows: found, choices: offered };
    });
    const text = (header: string, width?: number) => ({ header, kind: "text" as const, width });
    const sheet: Sheet = {
      title: t("caption"),
      columns: [
        text(t("at"), 20),
        text(t("who")),
        text(t("home")),
        text(t("about")),
        text(t("subject")),
        text(t("page"), 50),
      ],
      rows: rows.map((row) => [instant(row.at, locale), row.who, row.home, row.about, subject(row.subject), row.page]),
      facts: [
        [t("who"), choices.people.find(({ id }) => id === filter.who)?.name ?? t("any")],
        [t("organisation"), choices.organisations.find(({ id }) => id === filter.organisation)?.name ?? t("any")],
        [t("subject"), filter.subject ? subject(filter.subject) : t("any")],
        [t("from"), filter.from ? day(filter.from, locale) : t("any")],
        [t("to"), filter.to ? day(filter.to, locale) : t("any")],
        [t("rows"), String(choices.rows)],
        ["", t("mostRows")],
      ],
    };
    return exportResponse([sheet], format.data, t("fileName"), t("exportFacts"), request.signal);
  });
}
