import { getLocale, getTranslations } from "next-intl/server";
import { z } from "zod";
import { withActor } from "@/db/gate";
import { expenseChoices } from "@/db/queries/budget";
import { findProject } from "@/db/queries/project";
import { DomainError, notFound } from "@/lib/domain/error";
import { expenseKinds } from "@/lib/domain/expense";
import { exportFormats, type Sheet, type SheetColumn } from "@/lib/export/sheet";
import { type ColumnKey, columnKeys, templateHeading } from "@/lib/import/columns";
import { requestCredential, withProblems } from "@/server/answer";
import { exportResponse } from "@/server/files/export";

const kinds: Partial<Record<ColumnKey, SheetColumn["kind"]>> = { issuedOn: "day", paidOn: "day", amount: "money" };
const asked = z.object({ format: z.enum(exportFormats) });

/** An empty file of expenses to be filled in; the XLSX has the project's own codes on its second sheet. */
export async function GET(request: Request, { params }: { params: Promise<{ slug: string }> }): Promise<Response> {
  return withProblems(async () => {
    const parsed = asked.safeParse(Object.fromEntries(new URL(request.url).searchParams));
    if (!parsed.success) throw new DomainError("invalidInput", 400);
    const [{ slug }, credential, locale] = await Promise.all([params, requestCredential(), getLocale()]);
    if (credential.kind === "public") throw new DomainError("notSignedIn", 401);
    const [{ lines, keyActivities }, t, tKinds] = await Promise.all([
      withActor(credential, "read", async (tx, me) => {
        const project = await findProject(tx, slug);
        if (!project) throw notFound();
        return expenseChoices(tx, project.id, me.today);
      }),
      getTranslations("expenses.template"),
      getTranslations("expenses.kinds"),
    ]);
    const empty: Sheet = {
      title: t("title"),
      columns: columnKeys.map((key) => ({ header: templateHeading(key, locale), kind: kinds[key] ?? "text" })),
      rows: [],
      blankRows: 200,
      facts: [],
    };
    const codes: Sheet = {
      title: t("codes"),
      columns: [
        { header: t("column"), kind: "text" },
        { header: t("code"), kind: "text", width: 14 },
        { header: t("meaning"), kind: "text", width: 60 },
      ],
      rows: [
        ...lines
          .filter(({ leaf }) => leaf !== "chapter")
          .map(({ code, name }) => [templateHeading("line", locale), code, name]),
        ...keyActivities.map(({ code, name }) => [templateHeading("keyActivity", locale), code, name]),
        ...expenseKinds.map((kind) => [templateHeading("kind", locale), tKinds(kind), t(`kinds.${kind}`)]),
      ],
      facts: [],
    };
    return exportResponse([empty, codes], parsed.data.format, `${t("file")}-${slug}`, t("codes"), request.signal);
  });
}
