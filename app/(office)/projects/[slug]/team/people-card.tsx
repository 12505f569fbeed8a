import { useLocale, useTranslations } from "next-intl";
import { EmptyState } from "@/components/ui/alert";
import { StatePill } from "@/components/ui/badge";
import { LinkButton } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import { type Column, Table } from "@/components/ui/table";
import type { TeamMember } from "@/db/queries/team";
import * as format from "@/lib/format";
import { PeopleForm } from "./people-form";
import type { TeamView } from "./team-view";

/** Everyone who has been in the project, those in posts first. */
export function PeopleCard(view: TeamView) {
  const t = useTranslations("team");
  const tWords = useTranslations("history.values");
  const locale = useLocale();
  const { team, project, edits, at, edit } = view;
  const inPost = (person: TeamMember) => person.held[0]?.to === null;
  const rows = [...team.people].sort(
    (a, b) => Number(inPost(b)) - Number(inPost(a)) || (a.held[0]?.post ?? 99) - (b.held[0]?.post ?? 99),
  );
  const columns: Column<TeamMember>[] = [
    {
      key: "name",
      header: t("name"),
      head: true,
      cell: ({ id, name }) => <Link href={`/projects/${project.slug}/team/${id}`}>{name}</Link>,
      sort: ({ name }) => name,
    },
    {
      key: "post",
      header: t("postColumn"),
      sort: ({ held }) => held[0]?.post,
      cell: (person) => {
        const last = person.held[0];
        if (!last) return <StatePill tone="none">{t("withoutPost")}</StatePill>;
        return (
          <span id={inPost(person) ? `post-${last.post}` : undefined}>
            {inPost(person)
              ? person.held
                  .filter(({ to }) => to === null)
                  .map(({ post }) => t("post", { number: post }))
                  .join(", ")
              : t("left", { number: last.post })}
            {person.leaves.some(({ to }) => to === null) && (
              <StatePill className="ml-2" tone="warn">
                {t("leave.away")}
              </StatePill>
            )}
          </span>
        );
      },
    },
    {
      key: "contract",
      header: t("contract"),
      cell: ({ held }) => (held[0] ? tWords(`contract.${held[0].contract}`) : "–"),
    },
    {
      key: "fte",
      header: t("fte"),
      number: true,
      cell: ({ held }) => (held[0] ? format.percent(held[0].ftePercent / 100, locale, 0) : "–"),
    },
    {
      key: "days",
      header: t("days"),
      sort: ({ held }) => held[0]?.from,
      cell: ({ held }) =>
        held.map(({ id, from, to }) => (
          <span className="block" key={id}>
            {to ? format.dayRange(from, to, locale) : t("since", { day: format.day(from, locale) })}
          </span>
        )),
    },
  ];
  if (edits)
    columns.push({
      key: "actions",
      header: t("actions"),
      className: "no-print",
      cell: (person) => (
        <span className="flex flex-wrap gap-x-4 gap-y-1">
          {inPost(person) ? (
            <Link aria-label={`${t("end")}: ${person.name}`} href={at(`end:${person.held[0]?.id}`)}>
              {t("end")}
            </Link>
          ) : (
            <Link aria-label={`${t("start")}: ${person.name}`} href={at(`start:${person.id}`)}>
              {t("start")}
            </Link>
          )}
          <Link aria-label={`${t("rename")}: ${person.name}`} href={at(`rename:${person.id}`)}>
            {t("rename")}
          </Link>
        </span>
      ),
    });
  const open = edits && ["add", "start", "end", "rename"].includes(edit.verb);
  return (
    <Card
      actions={
        edits && (
          <LinkButton href={at("add:person")} icon="plus" size="sm" variant="secondary">
            {t("add")}
          </LinkButton>
        )
      }
      flush
      id="people"
      title={t("people")}
    >
      {open && <PeopleForm {...view} />}
      <Table
        address={{ path: `/projects/${project.slug}/team`, params: {} }}
        bareCaption
        caption={t("people")}
        columns={columns}
        empty={<EmptyState icon="users" title={t("nobody")} />}
        rowKey={({ id }) => id}
        rows={rows}
      />
    </Card>
  );
}
