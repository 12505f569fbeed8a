import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { withActor } from "@/db/gate";
import { dayOf } from "@/lib/domain/clock";
import { DomainError, notFound } from "@/lib/domain/error";
import { practiceFilter } from "@/lib/domain/practice";
import { exportFormats, type Sheet } from "@/lib/export/sheet";
import { day } from "@/lib/format";
import { requestCredential, withProblems } from "@/server/answer";
import { exportResponse } from "@/server/files/export";
import { requestLocale } from "@/server/i18n";
import { readPractices } from "@/server/views/practices";

/** What is published in the exchange as a file, as the filter in the address narrows it. */
export function GET(request: Request): Promise<Response> {
  return withProblems(async () => {
    const asked = Object.fromEntries(new URL(request.url).searchParams);
    const format = z.enum(exportFormats).safeParse(asked.format);
    if (!format.success) throw new DomainError("invalidInput", 400);
    const filter = practiceFilter.parse(asked);
    const credential = await requestCredential();
    if (credential.kind === "public") throw new DomainError("notSignedIn", 401);
    const [locale, t] = await Promise.all([requestLocale(), getTranslations("practice")]);
    const { view, today } = await withActor(credential, "read", async (tx, me) => ({
      view: await readPractices(tx, me, filter, true),
      today: me.today,
    }));
    if (!view) throw notFound();
    const text = (header: string, width?: number) => ({ header, kind: "text" as const, width });
    const sheet: Sheet = {
      title: t("title"),
      columns: [
        text(t("meeting"), 20),
        { header: t("publishedOn"), kind: "day" },
        text(t("kind")),
        text(t("topic"), 22),
        text(t("municipality"), 20),
        text(t("districtColumn"), 20),
        text(t("region"), 24),
        text(t("titleField"), 40),
        text(t("happened"), 80),
        text(t("lesson"), 60),
      ],
      rows: view.list.rows.map((row) => [
        row.meeting,
        row.publishedAt && dayOf(new Date(row.publishedAt)),
        t(`kinds.${row.kind}`),
        t(`topics.${row.topic}`),
        row.municipality,
        row.district,
        row.region,
        row.title,
        row.happened,
        row.lesson,
      ]),
      facts: [
        [t("exportedOn"), day(today, locale)],
        [t("search"), filter.q ?? t("all")],
        [t("topic"), filter.topic ? t(`topics.${filter.topic}`) : t("all")],
        [t("kind"), filter.kind ? t(`kinds.${filter.kind}`) : t("all")],
        [t("title"), String(view.list.total)],
      ],
    };
    return exportResponse([sheet], format.data, t("exportName"), t("exportFacts"), request.signal);
  });
}
