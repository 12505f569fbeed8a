import { useLocale, useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import { Timeline } from "@/components/ui/timeline";
import { monthCount } from "@/lib/domain/day";
import { occupancy, vacancies } from "@/lib/domain/occupancy";
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
        months: format.number(now.vacancyMonths, locale, 1),
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
            ...post.people.map(({ name, from, to }) => ({
              from,
              to: barEnd(to, asOf, post.endsOn),
              label: name,
              tone: "actual" as const,
            })),
            ...vacancies(post, asOf).map(({ from, to }) => ({ from, to, label: t("vacant"), tone: "warn" as const })),
          ].sort(by(({ from }) => from)),
        }))}
        today={asOf}
      />
    </Card>
  );
}
