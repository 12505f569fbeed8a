import { getLocale, getTranslations } from "next-intl/server";
import { EmptyState } from "@/components/ui/alert";
import { LinkButton } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import type { Waiting } from "@/db/queries/home";
import { day } from "@/lib/format";

/** What waits for this person's decision. */
export async function HomeWaiting({ waiting }: { waiting: readonly Waiting[] }) {
  const [t, locale] = await Promise.all([getTranslations("home"), getLocale()]);
  const items = waiting.flatMap(({ slug, shifts, oldestShiftOn, measurements }) => [
    ...(shifts > 0 && oldestShiftOn
      ? [
          {
            key: `${slug}-shifts`,
            text: t("shiftsWait", { count: shifts, day: day(oldestShiftOn, locale) }),
            href: `/projects/${slug}/activity?state=submitted`,
            action: t("decide"),
          },
        ]
      : []),
    ...(measurements > 0
      ? [
          {
            key: `${slug}-measurements`,
            text: t("measurementsWait", { count: measurements }),
            href: `/projects/${slug}/indicators`,
            action: t("verify"),
          },
        ]
      : []),
  ]);
  return (
    <Card id="waiting" title={t("waiting")}>
      {items.length === 0 && <EmptyState title={t("nothingWaits")} />}
      <ul className="flex flex-col divide-y divide-line">
        {items.map(({ key, text, href, action }) => (
          <li className="flex flex-wrap items-center justify-between gap-3 py-3 first:pt-0 last:pb-0" key={key}>
            <span className="font-medium">{text}</span>
            <LinkButton href={href} icon="check" size="sm">
              {action}
            </LinkButton>
          </li>
        ))}
      </ul>
    </Card>
  );
}
