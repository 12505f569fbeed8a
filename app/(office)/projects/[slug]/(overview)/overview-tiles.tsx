import { useLocale, useTranslations } from "next-intl";
import { StatePill, type Tone } from "@/components/ui/badge";
import { Tile } from "@/components/ui/card";
import { ProgressBar, Sparkline } from "@/components/ui/marks";
import { firstOfMonth } from "@/lib/domain/day";
import * as format from "@/lib/format";
import type { OverviewView } from "./overview-view";

/** Four figures, each a link to its rows. */
export function OverviewTiles(view: OverviewView) {
  const t = useTranslations("overview");
  return (
    <section aria-label={t("tiles")} className="grid gap-4 sm:grid-cols-2 xl:grid-cols-4">
      <MoneyTile {...view} />
      <PeopleTile {...view} />
      <IndicatorTile {...view} />
      <ActivityTile {...view} />
    </section>
  );
}

function MoneyTile({ rows: { project, facts }, figures: { money }, link }: OverviewView) {
  const t = useTranslations("overview");
  const locale = useLocale();
  const { paidHalere, plannedHalere, offHalere, monthlyPaid } = money;
  const limit = (facts.settings["warning.drawdown_deviation_percent"] ?? 10) / 100;
  const off = plannedHalere ? paidHalere / plannedHalere - 1 : 0;
  const tone: Tone = plannedHalere === null ? "none" : Math.abs(off) > limit ? "warn" : "good";
  const last = monthlyPaid.at(-1) ?? 0;
  return (
    <Tile
      badge={
        <StatePill tone={tone}>
          {t(`money.${plannedHalere === null ? "noPlan" : tone === "good" ? "onPlan" : off < 0 ? "behind" : "ahead"}`)}
        </StatePill>
      }
      href={link("/budget")}
      label={t("money.title")}
      mark={
        <Sparkline
          label={t("money.sparkline", { count: monthlyPaid.length, last: format.money(last, locale, { whole: true }) })}
          values={monthlyPaid}
        />
      }
      note={
        <>
          {t("money.ofBudget", { share: format.percent(paidHalere / project.totalHalere, locale) })}
          {plannedHalere !== null && offHalere !== null && (
            <>
              {" · "}
              {t("money.plan", { share: format.percent(plannedHalere / project.totalHalere, locale) })}
              <br />
              {t("money.off", { amount: format.signedMoney(offHalere, locale, { whole: true }) })}
            </>
          )}
        </>
      }
      value={format.money(paidHalere, locale, { whole: true })}
    />
  );
}

function PeopleTile({ figures: { people }, link }: OverviewView) {
  const t = useTranslations("overview");
  const locale = useLocale();
  const { filled, posts, vacancyMonths } = people;
  return (
    <Tile
      badge={
        <StatePill tone={filled < posts ? "warn" : "good"}>
          {t(filled < posts ? "people.vacant" : "people.full")}
        </StatePill>
      }
      href={link("/team")}
      label={t("people.title")}
      mark={<ProgressBar label={t("people.filled", { filled, posts })} ratio={posts > 0 ? filled / posts : 0} />}
      note={t("people.vacancy", { months: format.number(vacancyMonths, locale, 1) })}
      value={t("people.filled", { filled, posts })}
    />
  );
}

function IndicatorTile({ figures: { indicators }, link }: OverviewView) {
  const t = useTranslations("overview");
  // As many as the lists count: one that is not counted yet, or has no plan, is neither on plan nor off it.
  const all = indicators.filter(({ plannedNow, standing }) => plannedNow !== null && standing !== "uncounted").length;
  const on = indicators.filter((row) => row.standing === "on-track").length;
  const off = indicators.filter((row) => row.standing === "off-track");
  const silent = indicators.length - on - off.length;
  const tone: Tone = off.length > 0 ? "warn" : on > 0 ? "good" : "none";
  return (
    <Tile
      badge={
        <StatePill tone={tone}>
          {t(`indicators.${tone === "warn" ? "behind" : tone === "good" ? "onPlan" : "noData"}`)}
        </StatePill>
      }
      href={link("/indicators")}
      label={t("indicators.title")}
      mark={<ProgressBar label={t("indicators.onTrack", { on, all })} ratio={all > 0 ? on / all : 0} />}
      note={[
        off.length > 0
          ? t("indicators.offList", { codes: off.map((row) => row.code).join(", ") })
          : t("indicators.allOn"),
        silent > 0 ? t("indicators.silent", { count: silent }) : "",
      ]
        .filter(Boolean)
        .join(" · ")}
      value={t("indicators.ofAll", { on, all })}
    />
  );
}

function ActivityTile({ rows: { asOf }, figures: { activity }, link }: OverviewView) {
  const t = useTranslations("overview");
  const locale = useLocale();
  const { shifts, contacts, usualShifts } = activity;
  const off = usualShifts ? shifts / usualShifts - 1 : null;
  const tone: Tone = off === null ? "none" : off < -0.25 ? "warn" : "good";
  return (
    <Tile
      badge={
        off !== null && (
          <StatePill tone={tone}>
            {t("activity.against", { share: format.percent(shifts / (usualShifts ?? 1), locale, 0) })}
          </StatePill>
        )
      }
      href={link(`/activity?from=${firstOfMonth(asOf)}&to=${asOf}`)}
      label={t("activity.title")}
      mark={
        usualShifts !== null && (
          <ProgressBar
            label={t("activity.usual", { usual: format.number(usualShifts, locale, 0) })}
            ratio={usualShifts > 0 ? shifts / usualShifts : 0}
          />
        )
      }
      note={
        <>
          {t("activity.thisMonth")}
          {" · "}
          {t("activity.contacts", { count: contacts, shown: format.number(contacts, locale) })}
          <br />
          {usualShifts === null
            ? t("activity.firstMonth")
            : t("activity.usual", { usual: format.number(usualShifts, locale, 0) })}
        </>
      }
      value={t("activity.shifts", { count: shifts })}
    />
  );
}
