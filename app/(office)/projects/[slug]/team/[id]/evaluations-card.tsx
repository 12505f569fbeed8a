import { useLocale, useTranslations } from "next-intl";
import { Panel } from "@/app/(office)/panel";
import { EmptyState } from "@/components/ui/alert";
import { StatePill, type Tone } from "@/components/ui/badge";
import { LinkButton } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import { type Column, Table } from "@/components/ui/table";
import { Select, TextArea } from "@/components/ui/text-field";
import type { Evaluation } from "@/db/queries/person-card";
import { earlier, lastOfMonth, monthOf, monthsBetween } from "@/lib/domain/day";
import { type EvaluationVerdict, evaluationMonth, evaluationVerdicts } from "@/lib/domain/development";
import * as format from "@/lib/format";
import type { PersonView } from "./person-view";

const tones: Record<EvaluationVerdict, Tone> = { strong: "good", good: "good", "needs-help": "warn" };

/** What the mentor says of each month of somebody's work; the months that are over and have nothing yet are offered. */
export function EvaluationsCard({ card, project, asOf, edits, edit, at }: PersonView) {
  const t = useTranslations("team");
  const te = useTranslations("team.evaluation");
  const tVerdict = useTranslations("history.values.verdict");
  const locale = useLocale();
  const monthName = (month: string) => format.month(month, locale);
  const due = monthsWithout(card, asOf);
  const known = card.evaluations.find(({ id }) => id === edit.id);
  const columns: Column<Evaluation>[] = [
    { key: "month", header: te("month"), head: true, cell: ({ month }) => monthName(month) },
    {
      key: "verdict",
      header: te("verdict"),
      cell: ({ verdict }) => <StatePill tone={tones[verdict]}>{tVerdict(verdict)}</StatePill>,
    },
    { key: "note", header: te("said"), cell: ({ note }) => <span className="break-words">{note}</span> },
    {
      key: "by",
      header: te("by"),
      cell: ({ by, on }) => [by, format.day(on, locale)].filter(Boolean).join(", "),
    },
  ];
  if (edits)
    columns.push({
      key: "actions",
      header: t("actions"),
      className: "no-print",
      cell: ({ id, month }) => (
        <Link aria-label={`${te("change")}: ${monthName(month)}`} href={at(`reevaluate:${id}`)}>
          {te("change")}
        </Link>
      ),
    });
  const fields = (
    <>
      <Select
        defaultValue={known?.verdict ?? ""}
        label={te("verdict")}
        name="verdict"
        options={evaluationVerdicts.map((verdict) => ({ value: verdict, label: tVerdict(verdict) }))}
        placeholder={t("choosePhase")}
      />
      <TextArea
        className="md:col-span-2"
        defaultValue={known?.note}
        hint={te("noteHint")}
        label={te("said")}
        maxLength={2000}
        name="note"
        rows={3}
      />
    </>
  );
  return (
    <Card
      actions={
        edits &&
        due.length > 0 && (
          <LinkButton href={at(`evaluate:${card.id}`)} icon="plus" size="sm" variant="secondary">
            {te("add")}
          </LinkButton>
        )
      }
      flush
      id="evaluations"
      note={
        due.includes(monthOf(evaluationMonth(asOf)))
          ? te("missing", { month: monthName(monthOf(evaluationMonth(asOf))) })
          : te("note")
      }
      title={te("title")}
    >
      {edits && edit.verb === "evaluate" && (
        <Panel
          back={at()}
          fixed={{ assistantId: card.id }}
          name="evaluation.record"
          submit={te("addSubmit")}
          title={te("add")}
        >
          <div className="grid gap-4 md:grid-cols-2">
            <Select
              defaultValue={due[0]}
              label={te("month")}
              name="month"
              options={due.map((month) => ({ value: month, label: monthName(month) }))}
            />
            {fields}
          </div>
        </Panel>
      )}
      {edits && known && edit.verb === "reevaluate" && (
        <Panel
          back={at()}
          fixed={{ evaluationId: known.id, version: known.version }}
          name="evaluation.change"
          submit={t("save")}
          title={te("changeTitle", { month: monthName(known.month) })}
        >
          <div className="grid gap-4 md:grid-cols-2">{fields}</div>
        </Panel>
      )}
      <Table
        address={{ path: `/projects/${project.slug}/team/${card.id}`, params: {} }}
        bareCaption
        caption={te("title")}
        columns={columns}
        empty={<EmptyState icon="clock" title={te("none")} />}
        name="evaluations"
        plain
        rowKey={({ id }) => id}
        rows={card.evaluations}
      />
    </Card>
  );
}

/** Months that are over, in which somebody held a post and of which nothing is said yet; the last one first. */
function monthsWithout({ held, evaluations }: PersonView["card"], asOf: string): string[] {
  const said = new Set(evaluations.map(({ month }) => month));
  const last = lastOfMonth(evaluationMonth(asOf));
  const worked = held.flatMap(({ from, to }) => {
    const until = earlier(to ?? last, last);
    return from > until ? [] : monthsBetween(from, until);
  });
  return [...new Set(worked)]
    .filter((month) => !said.has(month))
    .sort()
    .reverse();
}
