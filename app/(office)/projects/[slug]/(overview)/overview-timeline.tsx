import { useLocale, useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import { cx } from "@/components/ui/cx";
import { Timeline } from "@/components/ui/timeline";
import type { TimelinePoint, TimelineRow, TimelineTone } from "@/components/ui/timeline-layout";
import type { TimelineMilestone } from "@/db/queries/timeline";
import { firstOfMonth, plusDays } from "@/lib/domain/day";
import { by } from "@/lib/domain/order";
import * as format from "@/lib/format";
import type { OverviewView } from "./overview-view";

const events = {
  training: ["training"],
  supervision: ["supervision"],
  other: ["meeting", "report", "claim", "audit", "other"],
} as const satisfies Record<string, readonly TimelineMilestone["kind"][]>;

/** The whole project on one axis: key activities, periods with what is due, events, and who is in which post. */
export function OverviewTimeline(view: OverviewView) {
  const t = useTranslations("overview.timeline");
  const { rows, figures } = view;
  const lines = [...keyActivityRows(view), ...useDueRows(view), ...useEventRows(view), ...usePostRows(view)];
  return (
    <Card id="timeline" title={t("title", { months: figures.monthsInAll })}>
      <div className="flex flex-col sm:block">
        <Timeline
          caption={t("title", { months: figures.monthsInAll })}
          from={firstOfMonth(rows.project.startsOn)}
          months={figures.monthsInAll}
          rows={lines}
          today={rows.asOf}
          todayLabel={view.dayLabel}
        />
        <Upcoming asOf={rows.asOf} lines={lines} />
      </div>
    </Card>
  );
}

/** What is overdue and what comes next, the same on a phone. */
function Upcoming({ asOf, lines }: { asOf: string; lines: readonly TimelineRow[] }) {
  const t = useTranslations("overview.timeline");
  const locale = useLocale();
  const points = lines
    .flatMap((row) => row.points ?? [])
    .filter((point) => point.tone === "bad" || (point.tone === "none" && point.on >= asOf))
    .sort(by(({ on }) => on));
  if (points.length === 0) return null;
  return (
    <section aria-label={t("upcoming")} className="max-sm:order-first sm:mt-3 text-sm">
      <h3>{t("upcoming")}</h3>
      <ol className="mt-1 grid gap-x-8 gap-y-1 sm:grid-cols-2">
        {points.slice(0, 6).map((point) => (
          <li className="flex gap-3" key={`${point.on}${point.label}`}>
            <span
              className={cx("w-24 shrink-0 text-right", point.tone === "bad" ? "font-semibold text-bad" : "text-soft")}
            >
              {format.day(point.on, locale)}
            </span>
            {point.label}
          </li>
        ))}
      </ol>
    </section>
  );
}

/** Key activities that begin and end on the same days are one row: five equal bars say no more than one. */
function keyActivityRows({ rows: { project, asOf }, link }: OverviewView): TimelineRow[] {
  const spans = [...new Set(project.keyActivities.map(({ startsOn, endsOn }) => `${startsOn} ${endsOn}`))];
  const alike = spans.map((span) =>
    project.keyActivities.filter(({ startsOn, endsOn }) => `${startsOn} ${endsOn}` === span),
  );
  return alike
    .flatMap(([first, ...rest]) => (first ? [{ ...first, last: rest.at(-1) }] : []))
    .map(({ id, code, name, startsOn, endsOn, last }) => ({
      label: last ? `${code} – ${last.code}` : code,
      href: link(last ? "/activity" : `/activity?ka=${id}`),
      bars: [
        ...(startsOn <= asOf
          ? [{ from: startsOn, to: asOf < endsOn ? asOf : endsOn, label: last ? "" : name, tone: done }]
          : []),
        ...(endsOn > asOf
          ? [{ from: startsOn > asOf ? startsOn : plusDays(asOf, 1), to: endsOn, label: "", tone: ahead }]
          : []),
      ],
    }));
}
const done: TimelineTone = "actual";
const ahead: TimelineTone = "none";

function useDueRows({ rows: { project, events: found, asOf }, link }: OverviewView): TimelineRow[] {
  const t = useTranslations("overview.timeline");
  const locale = useLocale();
  const due = (on: string, submittedOn: string | null, what: string): TimelinePoint => {
    const handed = submittedOn !== null && submittedOn <= asOf ? submittedOn : null;
    const late = handed ? handed > on : on < asOf;
    return {
      on,
      label: handed
        ? t(late ? "submittedLate" : "submitted", { what, day: format.day(handed, locale) })
        : t(late ? "overdue" : "due", { what }),
      tone: handed ? (late ? "warn" : "good") : late ? "bad" : "none",
    };
  };
  return [
    {
      label: t("periods"),
      bars: project.periods.map(({ number, startsOn, endsOn }) => ({
        from: startsOn,
        to: endsOn,
        label: t("period", { number }),
        tone: endsOn < asOf ? "plan" : startsOn <= asOf ? "actual" : "none",
      })),
    },
    {
      label: t("reports"),
      points: project.periods.map((period) =>
        due(period.reportDueOn, period.reportSubmittedOn, t("report", { number: period.number })),
      ),
    },
    {
      label: t("claims"),
      href: link("/budget/expenses?claim=some"),
      points: project.periods.map((period) => {
        const claim = found.claims.find((row) => row.periodNumber === period.number);
        return due(period.claimDueOn, claim?.submittedOn ?? null, t("claim", { number: period.number }));
      }),
    },
  ];
}

function useEventRows({ rows: { events: found, asOf } }: OverviewView): TimelineRow[] {
  const t = useTranslations("overview.timeline");
  const keys = ["training", "supervision", "other"] as const;
  return keys.map((key) => ({
    label: t(`events.${key}`),
    points: found.milestones
      .filter((event) => events[key].some((kind) => kind === event.kind))
      .map(({ title, dueOn, doneOn }) => ({
        on: doneOn ?? dueOn,
        label: doneOn || dueOn >= asOf ? title : t("missed", { title }),
        tone: doneOn ? "good" : dueOn < asOf ? "bad" : "none",
      })),
  }));
}

function usePostRows({ rows: { posts, asOf }, link }: OverviewView): TimelineRow[] {
  const t = useTranslations("overview.timeline");
  return [
    {
      label: t("posts", { count: posts.length }),
      href: link("/team"),
      strips: posts.map((post) => ({
        label: t("post", { number: post.number }),
        spans: post.held.map(({ from, to }) => ({
          from,
          to: to ?? (asOf < post.endsOn ? asOf : post.endsOn),
          tone: done,
        })),
      })),
    },
  ];
}
