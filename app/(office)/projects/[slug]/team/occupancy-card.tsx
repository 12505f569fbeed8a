import { useLocale, useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import { Timeline } from "@/components/ui/timeline";
import { monthCount } from "@/lib/domain/day";
import { occupancy, spansWhere } from "@/lib/domain/occupancy";
import { by } from "@/lib/domain/order";
import * as format from "@/lib/format";
import { barEnd, heldPosts, type TeamView } from "./team-view";

/** Posts × months: who held each post when, and the gaps. */
export function OccupancyCard({ team, project, asOf }: TeamView) {
  const t = useTranslations("team");
  const locale = useLocale();
  const posts = heldPosts(team);
  const now = occupancy(posts, asOf);
  return (
    <Card
      id="occupancy"
      note={t("occupancyNote", {
        filled: now.filled,
        posts: now.posts,
        fte: format.number(now.fte, locale, 2),
        months: format.number(now.vacancyMonths, locale, 1),
        away: format.number(now.awayMonths, locale, 1),
      })}
      title={t("occupancy")}
    >
      <Timeline
        caption={t("occupancy")}
        listOnPhone
        from={`${project.startsOn.slice(0, 7)}-01`}
        months={monthCount(project.startsOn, project.endsOn)}
        rows={posts.map((post) => ({
          label: t("post", { number: post.number }),
          bars: [
            ...post.people.map(({ name, from, to, percent, covers }) => ({
              from,
              to: barEnd(to, asOf, post.endsOn),
              label: [
                name,
                percent < 100 && format.percent(percent / 100, locale, 0),
                covers && t("coversName", { name: covers }),
              ]
                .filter(Boolean)
                .join(", "),
              tone: "actual" as const,
            })),
            ...post.absent.map(({ name, from, to }) => ({
              from,
              to: barEnd(to, asOf, post.endsOn),
              label: t("awayName", { name }),
              tone: "none" as const,
            })),
            ...spansWhere(post, asOf, ({ held }) => held < 100).map(({ from, to }) => ({
              from,
              to,
              label: t("vacant"),
              tone: "warn" as const,
            })),
          ].sort(by(({ from }) => from)),
        }))}
        today={asOf}
      />
    </Card>
  );
}
