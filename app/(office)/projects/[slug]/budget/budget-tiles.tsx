import { useLocale, useTranslations } from "next-intl";
import { StatePill } from "@/components/ui/badge";
import { Tile } from "@/components/ui/card";
import { Bullet } from "@/components/ui/marks";
import type { DrawnTotals } from "@/db/queries/drawdown";
import type { budgetTotal } from "@/lib/domain/budget";
import * as format from "@/lib/format";
import type { ProjectLink } from "../links";

type TilesProps = {
  sum: ReturnType<typeof budgetTotal>;
  totals: DrawnTotals;
  /** What was to be paid by the day; null without a plan. */
  planned: number | null;
  totalHalere: number;
  link: ProjectLink;
};

/** Drawn, committed, free and claimed; each opens its rows. */
export function BudgetTiles({ sum, totals, planned, totalHalere, link }: TilesProps) {
  const t = useTranslations("budget");
  const locale = useLocale();
  const whole = (halere: number) => format.money(halere, locale, { whole: true });
  const ofBudget = (halere: number) => t("tiles.ofBudget", { share: share(halere, totalHalere, locale) });
  const over = sum.freeHalere < 0;
  return (
    <section aria-label={t("tiles.label")} className="grid gap-4 sm:grid-cols-2 xl:grid-cols-4">
      <Tile
        href={link("/budget/expenses?paid=yes")}
        label={t("tiles.drawn")}
        mark={
          <Bullet
            label={
              planned === null
                ? ofBudget(totals.paidHalere)
                : t("tiles.bullet", {
                    drawn: whole(totals.paidHalere),
                    planned: whole(planned),
                    total: whole(totalHalere),
                  })
            }
            limit={totalHalere}
            plan={planned ?? undefined}
            value={totals.paidHalere}
          />
        }
        note={
          <>
            {ofBudget(totals.paidHalere)}
            {planned !== null && (
              <>
                <br />
                {t("tiles.against", { off: format.signedMoney(totals.paidHalere - planned, locale, { whole: true }) })}
              </>
            )}
          </>
        }
        value={whole(totals.paidHalere)}
      />
      <Tile
        href={link("/budget/expenses?paid=no")}
        label={t("tiles.committed")}
        note={t("tiles.committedNote")}
        value={whole(sum.committedHalere)}
      />
      <Tile
        badge={<StatePill tone={over ? "bad" : "good"}>{t(over ? "status.over" : "tiles.left")}</StatePill>}
        href={link("/budget#lines")}
        label={t("tiles.free")}
        note={ofBudget(sum.freeHalere)}
        value={whole(sum.freeHalere)}
      />
      <Tile
        href={link("/budget/expenses?claim=some")}
        label={t("tiles.claimed")}
        note={t("tiles.approved", { amount: whole(totals.approvedHalere) })}
        value={whole(totals.claimedHalere)}
      />
    </section>
  );
}

function share(part: number, whole: number, locale: Parameters<typeof format.money>[1]) {
  return format.percent(whole === 0 ? 0 : part / whole, locale);
}
