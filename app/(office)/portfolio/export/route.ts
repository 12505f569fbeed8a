import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { withActor } from "@/db/gate";
import { earlier } from "@/lib/domain/day";
import { dayInput } from "@/lib/domain/day-input";
import { DomainError } from "@/lib/domain/error";
import { exportFormats } from "@/lib/export/sheet";
import { requestCredential, withProblems } from "@/server/answer";
import { exportResponse } from "@/server/files/export";
import { narrowLines, readPortfolio } from "@/server/views/portfolio";
import { portfolioSheet } from "../../projects/sheet";

const query = z.object({
  format: z.enum(exportFormats),
  k: dayInput.optional(),
  region: z.string().optional(),
  state: z.string().optional(),
  q: z.string().optional(),
});

/** The list of projects as a file: the rows of the filter in the address, the riskiest first. */
export function GET(request: Request): Promise<Response> {
  return withProblems(async () => {
    const asked = Object.fromEntries([...new URL(request.url).searchParams].filter(([, value]) => value !== ""));
    const parsed = query.safeParse(asked);
    if (!parsed.success) throw new DomainError("invalidInput", 400);
    const { format, k, q, ...filter } = parsed.data;
    const credential = await requestCredential();
    if (credential.kind === "public") throw new DomainError("notSignedIn", 401);
    const { asOf, lines } = await withActor(credential, "read", async (tx, me) => {
      const day = earlier(k ?? me.today, me.today);
      return { asOf: day, lines: (await readPortfolio(tx, me, day)).map(({ line }) => line) };
    });
    const t = await getTranslations("projects");
    const sheet = await portfolioSheet(narrowLines(lines, { ...filter, search: q }), asOf);
    return exportResponse([sheet], format, t("fileName"), t("exportFacts"), request.signal);
  });
}
