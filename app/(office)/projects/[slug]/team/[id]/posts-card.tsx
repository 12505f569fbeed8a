import { useLocale, useTranslations } from "next-intl";
import { Panel } from "@/app/(office)/panel";
import { EmptyState } from "@/components/ui/alert";
import { LinkButton } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import { type Column, Table } from "@/components/ui/table";
import { Select, TextField } from "@/components/ui/text-field";
import { DateField } from "@/components/ui/typed-field";
import type { HeldPost } from "@/db/queries/person-card";
import { contracts } from "@/lib/domain/assistant";
import { earlier } from "@/lib/domain/day";
import * as format from "@/lib/format";
import type { PersonView } from "./person-view";

/** The posts that somebody has held, holds and will hold, each with its share and contract. */
export function PostsCard(view: PersonView) {
  const t = useTranslations("team");
  const tp = useTranslations("team.person");
  const tWords = useTranslations("history.values.contract");
  const locale = useLocale();
  const { card, project, edits, edit, at } = view;
  const day = (value: string) => format.day(value, locale);
  const columns: Column<HeldPost>[] = [
    { key: "post", header: t("postColumn"), head: true, cell: ({ post }) => t("post", { number: post }) },
    {
      key: "days",
      header: t("days"),
      cell: ({ from, to }) => (to ? format.dayRange(from, to, locale) : t("since", { day: day(from) })),
    },
    {
      key: "fte",
      header: t("fte"),
      number: true,
      cell: ({ ftePercent }) => format.percent(ftePercent / 100, locale, 0),
    },
    {
      key: "contract",
      header: t("contract"),
      cell: ({ contract, contractStartsOn, contractEndsOn, from, covers }) => (
        <>
          {tWords(contract)}
          <span className="block text-sm text-soft">
            {contractEndsOn
              ? format.dayRange(contractStartsOn ?? from, contractEndsOn, locale)
              : tp("indefinite", { day: day(contractStartsOn ?? from) })}
          </span>
          {covers && <span className="block text-sm text-soft">{t("coversName", { name: covers })}</span>}
        </>
      ),
    },
  ];
  if (edits)
    columns.push({
      key: "actions",
      header: t("actions"),
      className: "no-print",
      cell: ({ id, post }) => (
        <span className="flex flex-wrap gap-x-4 gap-y-1">
          <Link aria-label={`${tp("change")}: ${t("post", { number: post })}`} href={at(`change:${id}`)}>
            {tp("change")}
          </Link>
          <Link aria-label={`${t("end")}: ${t("post", { number: post })}`} href={at(`end:${id}`)}>
            {t("end")}
          </Link>
        </span>
      ),
    });
  return (
    <Card
      actions={
        edits && (
          <LinkButton href={at(`start:${card.id}`)} icon="plus" size="sm" variant="secondary">
            {t("start")}
          </LinkButton>
        )
      }
      flush
      id="posts"
      title={tp("posts")}
    >
      {edits && <PostForm {...view} />}
      <Table
        address={{ path: `/projects/${project.slug}/team/${card.id}`, params: {} }}
        bareCaption
        caption={tp("posts")}
        columns={columns}
        empty={<EmptyState icon="users" title={t("withoutPost")} />}
        name="posts"
        plain
        rowKey={({ id }) => id}
        rows={card.held}
      />
    </Card>
  );

  function PostForm({ asOf, team }: PersonView) {
    const held = card.held.find(({ id }) => id === edit.id);
    const days = { min: project.startsOn, max: project.endsOn, today: asOf };
    const contractFields = (
      <>
        <TextField
          defaultValue={held?.ftePercent ?? 100}
          inputMode="numeric"
          kind="number"
          label={t("ftePercent")}
          name="ftePercent"
        />
        <Select
          defaultValue={held?.contract ?? "employment"}
          label={t("contract")}
          name="contract"
          options={contracts.map((contract) => ({ value: contract, label: tWords(contract) }))}
        />
        <DateField
          defaultValue={held?.contractStartsOn ?? undefined}
          hint={tp("contractStartsHint")}
          label={tp("contractStartsOn")}
          name="contractStartsOn"
          optional
          today={asOf}
        />
        <DateField
          defaultValue={held?.contractEndsOn ?? undefined}
          hint={t("contractEndsHint")}
          label={t("contractEndsOn")}
          name="contractEndsOn"
          optional
          today={asOf}
        />
      </>
    );
    if (edit.verb === "start")
      return (
        <Panel
          back={at()}
          fixed={{ assistantId: card.id }}
          name="occupancy.start"
          submit={t("startSubmit")}
          title={t("startTitle", { name: card.name })}
        >
          <div className="grid gap-4 md:grid-cols-2">
            <Select
              label={t("postColumn")}
              name="postId"
              options={team.posts.map(({ id, number }) => ({ value: id, label: t("post", { number }) }))}
              placeholder={t("choosePost")}
            />
            <DateField {...days} defaultValue={asOf} label={t("firstDay")} name="startsOn" />
            {contractFields}
          </div>
        </Panel>
      );
    if (!held) return null;
    const fixed = { occupancyId: held.id, version: held.version };
    if (edit.verb === "end")
      return (
        <Panel
          back={at()}
          fixed={fixed}
          name="occupancy.end"
          submit={t("endSubmit")}
          title={t("endTitle", { name: card.name, number: held.post })}
        >
          <DateField
            {...days}
            defaultValue={held.to ?? earlier(asOf, project.endsOn)}
            label={t("lastDay")}
            name="endsOn"
          />
        </Panel>
      );
    if (edit.verb === "change")
      return (
        <Panel
          back={at()}
          fixed={fixed}
          name="occupancy.change"
          submit={t("save")}
          title={tp("changeTitle", { number: held.post })}
        >
          <div className="grid gap-4 md:grid-cols-2">
            <DateField {...days} hint={tp("fromHint")} label={tp("fromOn")} name="fromOn" optional />
            <DateField
              {...days}
              defaultValue={held.to ?? undefined}
              hint={tp("endHint")}
              label={t("lastDay")}
              name="endsOn"
              optional
            />
            {contractFields}
          </div>
        </Panel>
      );
    return null;
  }
}
