import { useLocale, useTranslations } from "next-intl";
import { Panel } from "@/app/(office)/panel";
import { EmptyState } from "@/components/ui/alert";
import { LinkButton } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import { type Column, Table } from "@/components/ui/table";
import { Select, TextField } from "@/components/ui/text-field";
import { DateField } from "@/components/ui/typed-field";
import { lessonForms, lessonKinds } from "@/lib/domain/mentor";
import * as format from "@/lib/format";
import type { MentorView } from "./mentor-view";

/** What a mentor was trained in himself, and his supervision, with the hours of both. */
export function LessonsCard({ mentor, project, today, teaches, edit, at }: MentorView) {
  const t = useTranslations("team");
  const tm = useTranslations("team.mentor");
  const tt = useTranslations("team.training");
  const tKind = useTranslations("history.values.kind");
  const locale = useLocale();
  const sum = (kind: string) =>
    mentor.lessons.filter((one) => one.kind === kind).reduce((minutes, one) => minutes + one.minutes, 0);
  const gone = mentor.lessons.find(({ id }) => id === edit.id);
  const columns: Column<MentorView["mentor"]["lessons"][number]>[] = [
    {
      key: "title",
      header: tt("training"),
      head: true,
      cell: ({ title, provider }) => (
        <>
          {title}
          {provider && <span className="block text-sm text-soft">{provider}</span>}
        </>
      ),
    },
    { key: "kind", header: tm("kind"), cell: ({ kind }) => tKind(kind) },
    {
      key: "on",
      header: tm("heldOn"),
      cell: ({ on, form }) => `${format.day(on, locale)}, ${tt(`forms.${form}`)}`,
    },
    { key: "hours", header: tt("hours"), number: true, cell: ({ minutes }) => format.hours(minutes, locale) },
  ];
  if (teaches)
    columns.push({
      key: "actions",
      header: t("actions"),
      className: "no-print",
      cell: ({ id, title, on }) => (
        <Link aria-label={`${tm("remove")}: ${title}, ${format.day(on, locale)}`} href={at(`remove:${id}`)}>
          {tm("remove")}
        </Link>
      ),
    });
  return (
    <Card
      actions={
        teaches && (
          <LinkButton href={at(`lesson:${mentor.id}`)} icon="plus" size="sm" variant="secondary">
            {tm("add")}
          </LinkButton>
        )
      }
      flush
      id={`lessons-${mentor.id}`}
      note={tm("lessonsNote", {
        training: format.hours(sum("training"), locale),
        supervision: format.hours(sum("supervision"), locale),
      })}
      title={tm("lessons", { name: mentor.name ?? tm("nameless") })}
    >
      {teaches && edit.verb === "lesson" && edit.id === mentor.id && (
        <Panel
          back={at()}
          fixed={{ projectMentorId: mentor.id }}
          name="lesson.add"
          submit={tm("addSubmit")}
          title={tm("add")}
        >
          <div className="grid gap-4 md:grid-cols-2">
            <Select
              defaultValue="training"
              label={tm("kind")}
              name="kind"
              options={lessonKinds.map((kind) => ({ value: kind, label: tKind(kind) }))}
            />
            <TextField label={tm("lessonTitle")} maxLength={300} name="title" />
            <TextField label={tm("provider")} maxLength={300} name="provider" optional />
            <DateField
              defaultValue={today}
              label={tm("heldOn")}
              max={today}
              min={mentor.from}
              name="heldOn"
              today={today}
            />
            <Select
              defaultValue="present"
              label={tm("form")}
              name="form"
              options={lessonForms.map((form) => ({ value: form, label: tt(`forms.${form}`) }))}
            />
            <TextField inputMode="numeric" kind="number" label={tm("minutes")} name="minutes" />
          </div>
        </Panel>
      )}
      {teaches && edit.verb === "remove" && gone && (
        <Panel
          back={at()}
          danger
          fixed={{ lessonId: gone.id, version: gone.version }}
          name="lesson.remove"
          submit={tm("remove")}
          title={tm("removeTitle", { title: gone.title })}
        />
      )}
      <Table
        address={{ path: `/projects/${project.slug}/team/mentor`, params: {} }}
        bareCaption
        caption={tm("lessons", { name: mentor.name ?? tm("nameless") })}
        columns={columns}
        empty={<EmptyState icon="target" title={tm("noLessons")} />}
        name={`lessons-${mentor.id.slice(0, 4)}`}
        plain
        rowKey={({ id }) => id}
        rows={mentor.lessons}
      />
    </Card>
  );
}
