import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { withActor } from "@/db/gate";
import { DomainError, notFound } from "@/lib/domain/error";
import { parseSheetAsk } from "@/lib/domain/month-sheet";
import { exportFormats } from "@/lib/export/sheet";
import { requestCredential, withProblems } from "@/server/answer";
import { exportResponse } from "@/server/files/export";
import { requestLocale } from "@/server/i18n";
import { noteView } from "@/server/page";
import { readMonthSheet } from "@/server/views/month-sheets";
import { sheetWorkbook } from "../workbook";

type Context = { params: Promise<{ slug: string }> };

/** The sheet of a month as a file, of a team or of one assistant. */
export function GET(request: Request, { params }: Context): Promise<Response> {
  return withProblems(async () => {
    const { slug } = await params;
    const asked = Object.fromEntries(new URL(request.url).searchParams);
    const format = z.enum(exportFormats).safeParse(asked.format);
    const ask = parseSheetAsk(asked);
    if (!format.success || !ask) throw new DomainError("invalidInput", 400);
    const credential = await requestCredential();
    if (credential.kind === "public") throw new DomainError("notSignedIn", 401);
    const [locale, t] = await Promise.all([requestLocale(), getTranslations("sheets")]);
    await noteView(credential, `/projects/${slug}/activity/sheets/export`, "assistants");
    const { name, sheets } = await withActor(credential, "read", async (tx, me) => {
      const view = await readMonthSheet(tx, slug, ask, me.today, locale);
      if (!view) throw notFound();
      return { name: `${slug}-${t("fileName")}-${view.sheet.month}`, sheets: await sheetWorkbook(view) };
    });
    return exportResponse(sheets, format.data, name, t("exportFacts"), request.signal);
  });
}
