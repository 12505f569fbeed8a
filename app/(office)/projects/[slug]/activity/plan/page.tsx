import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { EmptyState } from "@/components/ui/alert";
import { LinkButton } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Icon } from "@/components/ui/icon";
import { Link } from "@/components/ui/link";
import { Table } from "@/components/ui/table";
import { plusDays } from "@/lib/domain/day";
import { dayInput } from "@/lib/domain/day-input";
import { can, inProject } from "@/lib/domain/permission";
import { dayRange } from "@/lib/format";
import { firstValue, readOfficePage, type SearchParams } from "@/server/page";
import { readShiftPlan } from "@/server/views/shift-plan";
import { ProjectPage } from "../../project-page";
import { ActivityNav } from "../activity-nav";
import { CopyPanel } from "./copy-panel";
import { PlanDayCard } from "./day-card";
import { peopleColumns } from "./people-columns";
import type { PlanView } from "./plan-view";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("plan"))("title") };
}

type Props = { params: Promise<{ slug: string }>; searchParams: SearchParams };

/** Who serves when and where in a week: planned by pairs, copied from the week before, printed for the wall. */
export default async function PlanPage({ params, searchParams }: Props) {
  const [{ slug }, search, locale, t, activity] = await Promise.all([
    params,
    searchParams,
    getLocale(),
    getTranslations("plan"),
    getTranslations("activity"),
  ]);
  const asked = dayInput.optional().safeParse(firstValue(search.week));
  if (!asked.success) notFound();
  const list = `/projects/${slug}/activity`;
  const path = `${list}/plan`;
  const page = await readOfficePage(path, (tx, me) => readShiftPlan(tx, slug, asked.data, me.today), "assistants");
  const { me, view: plan } = page;
  const { project, monday, days } = plan;
  const sunday = plusDays(monday, 6);
  const here = `${path}?week=${monday}`;
  const [verb = "", id = ""] = (firstValue(search.edit) ?? "").split(":");
  const edits = can(me, "plan.edit", inProject(project)) && project.state !== "closed";
  const view: PlanView = {
    plan,
    slug,
    edits,
    edit: edits ? { verb, id } : { verb: "", id: "" },
    here,
    at: (edit) => `${here}&edit=${edit}#form`,
    today: me.today,
  };
  const planned = days.some(({ shifts }) => shifts.length > 0);
  const within = monday <= project.endsOn && sunday >= project.startsOn;
  return (
    <ProjectPage
      actions={
        edits &&
        plan.copy.shifts.length > 0 && (
          <LinkButton href={view.at("copy")} icon="copy" variant="secondary">
            {t("copy")}
          </LinkButton>
        )
      }
      crumbs={[{ label: activity("title"), href: list }, { label: t("title") }]}
      note={t("week", { days: dayRange(monday, sunday, locale) })}
      office={page}
      part="activity"
      project={project}
      search={search}
      title={t("title")}
    >
      <ActivityNav here="plan" slug={slug} />
      <nav aria-label={t("weeks")} className="no-print flex flex-wrap gap-x-6 gap-y-1">
        <Link className="inline-flex min-h-11 items-center gap-1" href={`${path}?week=${plusDays(monday, -7)}`}>
          <Icon name="left" size={16} />
          {t("weekBefore")}
        </Link>
        <Link className="inline-flex min-h-11 items-center" href={path}>
          {t("thisWeek")}
        </Link>
        <Link className="inline-flex min-h-11 items-center gap-1" href={`${path}?week=${plusDays(monday, 7)}`}>
          {t("weekAfter")}
          <Icon name="right" size={16} />
        </Link>
      </nav>
      {view.edit.verb === "copy" && <CopyPanel {...view} />}
      {within ? (
        <>
          {!planned && view.edit.verb !== "copy" && (
            <EmptyState icon="calendar" title={t("nothing")}>
              {t(edits ? (plan.copy.shifts.length > 0 ? "nothingCopy" : "nothingEdits") : "nothingText")}
            </EmptyState>
          )}
          {planned && (
            <Card className="max-md:order-last" flush note={t("peopleNote")} title={t("people")}>
              <Table
                address={{ path, params: { week: monday } }}
                bareCaption
                caption={t("people")}
                columns={await peopleColumns(view)}
                name="people"
                plain
                rowKey={(person) => person.id}
                rows={plan.people}
                totalLabel={t("total")}
              />
            </Card>
          )}
          <ol className="grid gap-4 md:grid-cols-2 xl:grid-cols-3 print:grid-cols-3">
            {days
              .filter((day) => day.inProject)
              .map((day) => (
                <PlanDayCard day={day} key={day.on} planned={planned} {...view} />
              ))}
          </ol>
        </>
      ) : (
        <EmptyState icon="calendar" title={t("outside")}>
          {t("outsideText", { days: dayRange(project.startsOn, project.endsOn, locale) })}
        </EmptyState>
      )}
    </ProjectPage>
  );
}
