import { getLocale, getTranslations } from "next-intl/server";
import { EmptyState } from "@/components/ui/alert";
import { LinkButton } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import type { Waiting } from "@/db/queries/home";
import { day } from "@/lib/format";

const shown = 20;

/** What waits for this person's decision; the first of it where it is a lot. */
export async function HomeWaiting({ waiting }: { waiting: readonly Waiting[] }) {
  const [t, locale] = await Promise.all([getTranslations("home"), getLocale()]);
  const items = waiting.flatMap(({ slug, name, shifts, oldestShiftOn, measured }) => [
    ...(shifts > 0 && oldestShiftOn
      ? [
          {
            key: `${slug}-shifts`,
            text: t("shiftsWait", { count: shifts, day: day(oldestShiftOn, locale) }),
            project: name,
            href: `/projects/${slug}/activity?state=submitted#shifts`,
            action: t("decide"),
          },
        ]
      : []),
    ...measured.map((indicator) => ({
      key: `${slug}-${indicator.code}`,
      text: `${t("measurementsWait", { count: indicator.count })}: ${indicator.code} ${indicator.name}`,
      project: name,
      href: `/projects/${slug}/indicators/${indicator.code}#measurements`,
      action: t("verify"),
    })),
  ]);
  const several = new Set(waiting.map(({ slug }) => slug)).size > 1;
  return (
    <Card id="waiting" title={t("waiting")}>
      {items.length === 0 && <EmptyState title={t("nothingWaits")} />}
      <ul className="flex flex-col divide-y divide-line">
        {items.slice(0, shown).map(({ key, text, project, href, action }) => (
          <li className="flex flex-wrap items-center justify-between gap-3 py-3 first:pt-0 last:pb-0" key={key}>
            <span className="min-w-0 flex-1 basis-60">
              <span className="font-medium">{text}</span>
              {several && <span className="block text-sm text-soft">{project}</span>}
            </span>
            <LinkButton href={href} icon="check" size="sm">
              {action}
              <span className="sr-only">: {text}</span>
            </LinkButton>
          </li>
        ))}
      </ul>
      {items.length > shown && <p className="mt-3 text-soft">{t("moreWaits", { count: items.length - shown })}</p>}
    </Card>
  );
}
