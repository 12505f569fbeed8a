import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { withActor } from "@/db/gate";
import { activityPlace, listActivities } from "@/db/queries/activity-list";
import { activityListTotals } from "@/db/queries/activity-list-totals";
import { parseActivityFilter } from "@/lib/domain/activity-filter";
import { earlier } from "@/lib/domain/day";
import { DomainError, notFound } from "@/lib/domain/error";
import { exportFormats } from "@/lib/export/sheet";
import { requestCredential, withProblems } from "@/server/answer";
import { exportResponse } from "@/server/files/export";
import { requestLocale } from "@/server/i18n";
import { noteView } from "@/server/page";
import { activitySheet } from "../sheet";

type Context = { params: Promise<{ slug: string }> };

/** The list of shifts as a file: all rows of the filter in the address, its sums, and what was asked. */
export function GET(request: Request, { params }: Context): Promise<Response> {
  return withProblems(async () => {
    const { slug } = await params;
    const asked = Object.fromEntries(new URL(request.url).searchParams);
    const format = z.enum(exportFormats).safeParse(asked.format);
    const filter = parseActivityFilter(asked);
    if (!format.success || !filter) throw new DomainError("invalidInput", 400);
    const credential = await requestCredential();
    if (credential.kind === "public") throw new DomainError("notSignedIn", 401);
    const [locale, t] = await Promise.all([requestLocale(), getTranslations("activity")]);
    await noteView(credential, `/projects/${slug}/activity/export`, "assistants");
    const sheet = await withActor(credential, "read", async (tx, me) => {
      const place = await activityPlace(tx, slug, locale);
      if (!place) throw notFound();
      const asOf = earlier(filter.k ?? me.today, me.today);
      const ask = { projectId: place.id, filter, asOf, today: me.today, locale };
      const [rows, sums] = await Promise.all([listActivities(tx, ask, null), activityListTotals(tx, ask)]);
      return activitySheet({ place, filter, asOf, rows, sums });
    });
    return exportResponse([sheet], format.data, `${slug}-${t("fileName")}`, t("exportFacts"), request.signal);
  });
}
