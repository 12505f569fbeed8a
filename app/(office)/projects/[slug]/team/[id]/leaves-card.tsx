import { useLocale, useTranslations } from "next-intl";
import { Panel } from "@/app/(office)/panel";
import { EmptyState } from "@/components/ui/alert";
import { LinkButton } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import { type Column, Table } from "@/components/ui/table";
import { Select, TextField } from "@/components/ui/text-field";
import { DateField } from "@/components/ui/typed-field";
import type { PersonLeave } from "@/db/queries/person-card";
import { contracts, leaveKinds } from "@/lib/domain/assistant";
import { later } from "@/lib/domain/day";
import * as format from "@/lib/format";
import type { PersonView } from "./person-view";

/** When somebody is away for longer than a holiday, and who covers him. Never why he is ill. */
export function LeavesCard(view: PersonView) {
  const t = useTranslations("team");
  const tl = useTranslations("team.leave");
  const tKind = useTranslations("history.values.leave");
  const locale = useLocale();
  const { card, project, edits, edit, at } = view;
  const span = ({ from, to }: { from: string; to: string | null }) =>
    to ? format.dayRange(from, to, locale) : t("since", { day: format.day(from, locale) });
  const columns: Column<PersonLeave>[] = [
    { key: "days", header: t("days"), head: true, cell: span },
    { key: "kind", header: tl("kind"), cell: ({ kind }) => tKind(kind) },
    {
      key: "covers",
      header: tl("covered"),
      cell: ({ covers }) =>
        covers.length === 0
          ? tl("uncovered")
          : covers.map((cover) => (
              <span className="block" key={`${cover.name}${cover.from}`}>
                {cover.name}, {span(cover)}
              </span>
            )),
    },
  ];
  if (edits)
    columns.push({
      key: "actions",
      header: t("actions"),
      className: "no-print",
      cell: ({ id, from }) => (
        <span className="flex flex-wrap gap-x-4 gap-y-1">
          {(["cover", "leave", "unleave"] as const).map((verb) => (
            <Link aria-label={`${tl(verb)}: ${format.day(from, locale)}`} href={at(`${verb}:${id}`)} key={verb}>
              {tl(verb)}
            </Link>
          ))}
        </span>
      ),
    });
  return (
    <Card
      actions={
        edits &&
        card.held.length > 0 && (
          <LinkButton href={at(`away:${card.id}`)} icon="plus" size="sm" variant="secondary">
            {tl("add")}
          </LinkButton>
        )
      }
      flush
      id="leaves"
      note={tl("note")}
      title={tl("title")}
    >
      {edits && <LeaveForm {...view} />}
      <Table
        address={{ path: `/projects/${project.slug}/team/${card.id}`, params: {} }}
        bareCaption
        caption={tl("title")}
        columns={columns}
        empty={<EmptyState icon="check" title={tl("none")} />}
        name="leaves"
        plain
        rowKey={({ id }) => id}
        rows={card.leaves}
      />
    </Card>
  );

  function LeaveForm({ asOf, team }: PersonView) {
    const tWords = useTranslations("history.values.contract");
    const leave = card.leaves.find(({ id }) => id === edit.id);
    const days = { min: project.startsOn, max: project.endsOn, today: asOf };
    const fields = (
      <div className="grid gap-4 md:grid-cols-3">
        <Select
          defaultValue={leave?.kind ?? "sick"}
          label={tl("kind")}
          name="kind"
          options={leaveKinds.map((kind) => ({ value: kind, label: tKind(kind) }))}
        />
        <DateField {...days} defaultValue={leave?.from ?? asOf} label={t("firstDay")} name="startsOn" />
        <DateField
          {...days}
          defaultValue={leave?.to ?? undefined}
          hint={tl("openHint")}
          label={t("lastDay")}
          name="endsOn"
          optional
        />
      </div>
    );
    if (edit.verb === "away")
      return (
        <Panel
          back={at()}
          fixed={{ assistantId: card.id }}
          name="leave.start"
          submit={tl("addSubmit")}
          title={tl("add")}
        >
          {fields}
        </Panel>
      );
    if (!leave) return null;
    const fixed = { leaveId: leave.id, version: leave.version };
    if (edit.verb === "leave")
      return (
        <Panel back={at()} fixed={fixed} name="leave.change" submit={t("save")} title={tl("changeTitle")}>
          {fields}
        </Panel>
      );
    if (edit.verb === "unleave")
      return (
        <Panel back={at()} danger fixed={fixed} name="leave.remove" submit={tl("unleave")} title={tl("removeTitle")}>
          <p>{tl("removeText")}</p>
        </Panel>
      );
    const post = card.held.find(
      ({ from, to }) => (leave.to === null || from <= leave.to) && (to ?? leave.from) >= leave.from,
    );
    if (edit.verb === "cover" && post)
      return (
        <Panel
          back={at()}
          fixed={{ leaveId: leave.id, postId: post.postId }}
          name="occupancy.start"
          submit={tl("coverSubmit")}
          title={tl("coverTitle", { number: post.post })}
        >
          <div className="grid gap-4 md:grid-cols-2">
            <Select
              hint={tl("coverHint")}
              label={tl("coverWho")}
              name="assistantId"
              options={team.people
                .filter(({ id }) => id !== card.id)
                .map(({ id, name }) => ({ value: id, label: name }))}
              placeholder={tl("choose")}
            />
            <DateField {...days} defaultValue={later(leave.from, post.from)} label={t("firstDay")} name="startsOn" />
            <TextField
              defaultValue={post.ftePercent}
              inputMode="numeric"
              kind="number"
              label={t("ftePercent")}
              name="ftePercent"
            />
            <Select
              defaultValue="dpc"
              label={t("contract")}
              name="contract"
              options={contracts.map((contract) => ({ value: contract, label: tWords(contract) }))}
            />
          </div>
        </Panel>
      );
    return null;
  }
}
