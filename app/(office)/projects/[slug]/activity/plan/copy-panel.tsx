import { useLocale, useTranslations } from "next-intl";
import { Panel } from "@/app/(office)/panel";
import { plusDays } from "@/lib/domain/day";
import { day as dayText, weekday } from "@/lib/format";
import type { PlanView } from "./plan-view";

/** What the week before would bring, told before it is taken over: how many shifts, and who is left out, why. */
export function CopyPanel({ plan, here }: PlanView) {
  const t = useTranslations("plan");
  const locale = useLocale();
  const { copy, monday, project, names } = plan;
  const left = copy.left.filter(({ reason }) => reason !== "planned");
  const there = copy.left.length - left.length;
  return (
    <Panel
      back={here}
      fixed={{ projectId: project.id, from: plusDays(monday, -7), to: monday }}
      level={2}
      name="planned-week.copy"
      submit={t("copySubmit", { count: copy.shifts.length })}
      title={t("copyTitle")}
    >
      <p>{t("copyText", { count: copy.shifts.length })}</p>
      {left.length > 0 && (
        <>
          <p className="font-medium">{t("leftTitle")}</p>
          <ul className="list-disc pl-5">
            {left.map(({ on, personId, reason }) => (
              <li key={`${on}${personId}${reason}`}>
                {weekday(on, locale, "short")} {dayText(on, locale)}: {names.get(personId)} – {t(`left.${reason}`)}
              </li>
            ))}
          </ul>
        </>
      )}
      {there > 0 && <p className="text-soft">{t("leftPlanned", { count: there })}</p>}
    </Panel>
  );
}
