import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { OfficePage } from "@/app/(office)/office-page";
import { EmptyState } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { FilterForm } from "@/components/ui/filter-form";
import { Link } from "@/components/ui/link";
import { PageHead } from "@/components/ui/navigation";
import { type Column, Table } from "@/components/ui/table";
import { TextField } from "@/components/ui/text-field";
import { type FoundAssistant, findAssistants, mostFound } from "@/db/queries/assistant-search";
import { plain } from "@/lib/domain/search";
import * as format from "@/lib/format";
import { firstValue, readOfficePage, type SearchParams } from "@/server/page";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("team.search"))("title") };
}

/** Assistants by name over all projects that may be seen; each search is a look at personal data. */
export default async function PeoplePage({ searchParams }: { searchParams: SearchParams }) {
  const [asked, t, ts, locale] = await Promise.all([
    searchParams,
    getTranslations("team"),
    getTranslations("team.search"),
    getLocale(),
  ]);
  const q = (firstValue(asked.q) ?? "").slice(0, 100);
  const enough = plain(q).length >= 2;
  const page = await readOfficePage(
    enough ? `/people?q=${encodeURIComponent(q)}` : "/people",
    async (tx) => (enough ? await findAssistants(tx, q) : []),
    enough ? "assistants" : undefined,
  );
  const columns: Column<FoundAssistant>[] = [
    {
      key: "name",
      header: t("name"),
      head: true,
      cell: ({ id, name, slug }) => <Link href={`/projects/${slug}/team/${id}`}>{name}</Link>,
    },
    {
      key: "project",
      header: ts("project"),
      cell: ({ slug, project, organisation }) => (
        <>
          <Link href={`/projects/${slug}/team`}>{project}</Link>
          <span className="block text-sm text-soft">{organisation}</span>
        </>
      ),
    },
    {
      key: "post",
      header: t("postColumn"),
      cell: ({ post, from, to }) =>
        post === null || from === null ? (
          t("withoutPost")
        ) : (
          <>
            {t("post", { number: post })}
            <span className="block text-sm text-soft">
              {to ? format.dayRange(from, to, locale) : t("since", { day: format.day(from, locale) })}
            </span>
          </>
        ),
    },
  ];
  return (
    <OfficePage office={page}>
      <PageHead title={ts("title")} />
      <div className="mt-6 grid grid-cols-1 gap-6">
        <Card>
          <FilterForm action="/people">
            <TextField
              autoComplete="off"
              defaultValue={q}
              hint={ts("hint")}
              label={t("name")}
              maxLength={100}
              name="q"
            />
            <Button type="submit">{ts("find")}</Button>
          </FilterForm>
        </Card>
        {enough && (
          <Card
            flush
            note={page.view.length > mostFound ? ts("more", { count: mostFound }) : undefined}
            title={ts("found")}
          >
            <Table
              address={{ path: "/people", params: { q } }}
              bareCaption
              caption={ts("found")}
              columns={columns}
              empty={<EmptyState icon="users" title={ts("nobody")} />}
              plain
              rowKey={({ id }) => id}
              rows={page.view.slice(0, mostFound)}
            />
          </Card>
        )}
        {!enough && q !== "" && <p>{ts("short")}</p>}
      </div>
    </OfficePage>
  );
}
