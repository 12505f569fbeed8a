import { getLocale, getTranslations } from "next-intl/server";
import { StatePill, type Tone } from "@/components/ui/badge";
import { Card, Tile } from "@/components/ui/card";
import { Bullet } from "@/components/ui/marks";
import { day, money, percent, signedMoney } from "@/lib/format";
import type { HomeProject } from "@/server/views/home";

/** Money of one project: drawn against plan, documents without a file, what is to be handed in and when. */
export async function HomeFinance({ project }: { project: HomeProject }) {
  const [t, locale] = await Promise.all([getTranslations("home"), getLocale()]);
  const { slug, paidHalere, plannedHalere, totalHalere, documentsWithoutFile, deadlines, waitingClaims } = project;
  const off = plannedHalere === null ? null : signedMoney(paidHalere - plannedHalere, locale, { whole: true });
  const drawn = t("drawn", { share: percent(paidHalere / totalHalere, locale), total: money(totalHalere, locale) });
  return (
    <Card id={`money-${slug}`} title={t("money", { project: project.name })}>
      <div className="grid gap-4 md:grid-cols-2">
        <Tile
          href={`/projects/${slug}/budget`}
          label={<Named text={t("paid")} project={project.name} />}
          mark={<Bullet label={drawn} limit={totalHalere} plan={plannedHalere ?? undefined} value={paidHalere} />}
          note={off ? t("offPlan", { off, drawn }) : drawn}
          value={money(paidHalere, locale)}
        />
        <Tile
          badge={
            <StatePill tone={documentsWithoutFile > 0 ? "warn" : "good"}>
              {t(documentsWithoutFile > 0 ? "toAttach" : "complete")}
            </StatePill>
          }
          href={`/projects/${slug}/budget/expenses?file=missing`}
          label={<Named text={t("bareDocuments")} project={project.name} />}
          note={documentsWithoutFile > 0 && t("bareSum", { sum: money(project.withoutFileHalere, locale) })}
          value={documentsWithoutFile}
        />
      </div>
      <h3 className="mt-6 mb-2">{t("deadlines")}</h3>
      {deadlines.length === 0 && <p className="text-soft">{t("noDeadline")}</p>}
      <ul className="flex flex-col divide-y divide-line">
        {deadlines.map(({ kind, number, dueOn, daysLeft }) => (
          <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 py-2" key={`${kind}${number}`}>
            <span>
              {t(`kinds.${kind}`, { number })} <span className="text-soft">{day(dueOn, locale)}</span>
            </span>
            <StatePill icon="clock" tone={urgency(daysLeft)}>
              {daysLeft < 0 ? t("late", { days: -daysLeft }) : t("left", { days: daysLeft })}
            </StatePill>
          </li>
        ))}
        {waitingClaims.map(({ number, periodNumber, submittedOn }) => (
          <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 py-2" key={number}>
            <span>{periodNumber === null ? t("claim", { number }) : t("kinds.claim", { number: periodNumber })}</span>
            <StatePill tone="active">{t("claimWaits", { day: submittedOn ? day(submittedOn, locale) : "" })}</StatePill>
          </li>
        ))}
      </ul>
    </Card>
  );
}

const urgency = (daysLeft: number): Tone => (daysLeft < 0 ? "bad" : daysLeft <= 30 ? "warn" : "none");

/** The heading of a tile, and for those who hear the tiles of all projects one by one, whose it is. */
function Named({ text, project }: { text: string; project: string }) {
  return (
    <>
      {text}
      <span className="sr-only">: {project}</span>
    </>
  );
}
