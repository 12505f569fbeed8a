import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { AdminPage } from "@/app/(office)/admin/admin-page";
import { type Address, withParams } from "@/components/ui/address";
import { EmptyState } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { FilterForm } from "@/components/ui/filter-form";
import { Pager } from "@/components/ui/navigation";
import { type Column, Table } from "@/components/ui/table";
import { Select } from "@/components/ui/text-field";
import { DateField } from "@/components/ui/typed-field";
import { type AccessRow, accessPerPage } from "@/db/queries/access";
import { readAddress } from "@/lib/domain/address";
import { can } from "@/lib/domain/permission";
import { accessFilter } from "@/lib/domain/privacy";
import { collator, day, instant } from "@/lib/format";
import { readOfficePage, type SearchParams } from "@/server/page";
import { readAccess } from "@/server/views/access";
import { subjectWords } from "./words";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("access"))("title") };
}

const path = "/admin/access";

/** Who looked at whose personal data, when and where; for the data-protection officer and the administrator. */
export default async function AccessPage({ searchParams }: { searchParams: SearchParams }) {
  const [search, t, locale, subject] = await Promise.all([
    searchParams,
    getTranslations("access"),
    getLocale(),
    subjectWords(),
  ]);
  const filter = readAddress(accessFilter, search);
  if (!filter) notFound();
  const page = await readOfficePage(
    path,
    async (tx, me) => (can(me, "access.read") ? readAccess(tx, filter) : null),
    (me) => (can(me, "access.read") ? "access-log" : undefined),
  );
  const { rows, choices } = page.view;
  const address: Address = { path, params: search };
  const person = choices.people.find(({ id }) => id === filter.who);
  const about = choices.organisations.find(({ id }) => id === filter.organisation);
  const chips = [
    { param: "who", text: person?.name, heading: t("who") },
    { param: "organisation", text: about?.name, heading: t("organisation") },
    { param: "subject", text: filter.subject && subject(filter.subject), heading: t("subject") },
    { param: "from", text: filter.from && day(filter.from, locale), heading: t("from") },
    { param: "to", text: filter.to && day(filter.to, locale), heading: t("to") },
  ].flatMap(({ param, text, heading }) => (text ? [{ param, label: `${heading}: ${text}` }] : []));
  const columns: Column<AccessRow>[] = [
    { key: "at", header: t("at"), head: true, className: "whitespace-nowrap", cell: (row) => instant(row.at, locale) },
    { key: "who", header: t("who"), cell: (row) => row.who },
    { key: "home", header: t("home"), cell: (row) => row.home },
    { key: "about", header: t("about"), cell: (row) => row.about },
    { key: "subject", header: t("subject"), cell: (row) => subject(row.subject) },
    { key: "page", header: t("page"), className: "wrap-anywhere", cell: (row) => row.page },
  ];
  const any = { placeholder: t("any"), required: false } as const;
  const subjects = choices.subjects.map((value) => ({ value, label: subject(value) }));
  const file = (format: string) =>
    withParams({ path: `${path}/export`, params: { ...search, page: undefined, sort: undefined } }, { format });
  return (
    <AdminPage note={t("note")} office={page} section="access" title={t("title")}>
      <Card flush id="access">
        <div className="px-4 pb-4 sm:px-6">
          <FilterForm action={path} key={JSON.stringify(filter)}>
            <Select
              {...any}
              defaultValue={filter.who}
              placeholder={t("anyone")}
              label={t("who")}
              name="who"
              options={choices.people.map(({ id, name, organisation }) => ({
                value: id,
                label: `${name}, ${organisation}`,
              }))}
            />
            <Select
              {...any}
              defaultValue={filter.organisation}
              label={t("organisation")}
              name="organisation"
              options={choices.organisations.map(({ id, name }) => ({ value: id, label: name }))}
            />
            <Select
              {...any}
              defaultValue={filter.subject}
              label={t("subject")}
              name="subject"
              options={subjects.sort((a, b) => collator(locale).compare(a.label, b.label))}
            />
            <DateField
              defaultValue={filter.from}
              label={t("from")}
              name="from"
              required={false}
              today={page.me.today}
            />
            <DateField defaultValue={filter.to} label={t("to")} name="to" required={false} today={page.me.today} />
            <div className="flex items-end">
              <Button icon="search" type="submit" variant="secondary">
                {t("search")}
              </Button>
            </div>
          </FilterForm>
        </div>
        <Table
          address={address}
          bareCaption
          caption={t("caption")}
          columns={columns}
          empty={
            chips.length === 0 && (
              <EmptyState icon="check" title={t("empty")}>
                {t("emptyText")}
              </EmptyState>
            )
          }
          exports={[
            { label: "CSV", href: file("csv") },
            { label: "XLSX", href: file("xlsx") },
          ]}
          filters={chips}
          pager={
            <Pager address={address} page={filter.page} pages={Math.max(1, Math.ceil(choices.rows / accessPerPage))} />
          }
          rowCount={choices.rows}
          rowKey={(row) => row.id}
          rows={rows}
        />
      </Card>
    </AdminPage>
  );
}
