import { getTranslations } from "next-intl/server";
import { OfficePage } from "@/app/(office)/office-page";
import { withParams } from "@/components/ui/address";
import { EmptyState } from "@/components/ui/alert";
import { LinkButton } from "@/components/ui/button";
import { buttonClass } from "@/components/ui/button-class";
import { Card } from "@/components/ui/card";
import { FilterForm } from "@/components/ui/filter-form";
import { Link } from "@/components/ui/link";
import { PageHead } from "@/components/ui/navigation";
import { Select, TextField } from "@/components/ui/text-field";
import { practicesPerPage } from "@/db/queries/practices";
import { practiceFilter, practiceKinds, practiceTopics } from "@/lib/domain/practice";
import { firstValue, readOfficePage, type SearchParams } from "@/server/page";
import { readPractices } from "@/server/views/practices";
import { PracticeBody, PracticeFacts, PracticeLinks } from "./practice-text";

export async function generateMetadata() {
  return { title: (await getTranslations("practice"))("title") };
}

/** The exchange of practice: what other cities learned, for every office; what waits for its author and its organiser. */
export default async function PracticePage({ searchParams }: { searchParams: SearchParams }) {
  const [asked, t] = await Promise.all([searchParams, getTranslations("practice")]);
  const filter = practiceFilter.parse(
    Object.fromEntries(Object.entries(asked).map(([key, value]) => [key, firstValue(value)])),
  );
  const page = await readOfficePage("/practice", (tx, me) => readPractices(tx, me, filter));
  const { list, meetings, waiting, own, decides } = page.view;
  const address = {
    path: "/practice",
    params: { ...filter, page: filter.page > 1 ? String(filter.page) : undefined },
  };
  const narrowed = Boolean(filter.q || filter.kind || filter.topic);
  const pages = Math.ceil(list.total / practicesPerPage);
  const turn = (to: number, label: string, rel: string) => (
    <Link className={buttonClass("secondary", "sm")} href={withParams(address, { page: String(to) })} rel={rel}>
      {label}
    </Link>
  );
  const add = meetings.length > 0 && (
    <LinkButton href="/practice/new" icon="plus">
      {t("add")}
    </LinkButton>
  );
  const exports =
    list.total > 0 &&
    (["xlsx", "csv"] as const).map((format) => (
      <LinkButton
        href={withParams({ ...address, path: "/practice/export" }, { format, page: undefined })}
        icon="download"
        key={format}
        plain
        size="sm"
        variant="secondary"
      >
        {format.toUpperCase()}
      </LinkButton>
    ));
  return (
    <OfficePage office={page}>
      <PageHead actions={add} note={t("note")} title={t("title")} />
      <div className="grid grid-cols-1 gap-6">
        {decides && waiting.length > 0 && (
          <Card className="no-print" id="waiting" title={t("waiting", { count: waiting.length })}>
            <PracticeLinks practices={waiting} />
          </Card>
        )}
        {own.length > 0 && (
          <Card className="no-print" id="own" note={t("ownNote")} title={t("own")}>
            <PracticeLinks practices={own} />
          </Card>
        )}
        <Card actions={exports} id="published" note={t("count", { count: list.total })} title={t("published")}>
          <FilterForm action="/practice">
            <TextField
              defaultValue={filter.q}
              label={t("search")}
              maxLength={100}
              name="q"
              required={false}
              type="search"
            />
            <Select
              defaultValue={filter.topic ?? ""}
              label={t("topic")}
              name="topic"
              options={practiceTopics.map((value) => ({ value, label: t(`topics.${value}`) }))}
              placeholder={t("all")}
              required={false}
            />
            <Select
              defaultValue={filter.kind ?? ""}
              label={t("kind")}
              name="kind"
              options={practiceKinds.map((value) => ({ value, label: t(`kinds.${value}`) }))}
              placeholder={t("all")}
              required={false}
            />
            <div className="flex items-end gap-3">
              <button className={buttonClass("secondary")} type="submit">
                {t("find")}
              </button>
              {narrowed && (
                <LinkButton href="/practice" variant="quiet">
                  {t("clear")}
                </LinkButton>
              )}
            </div>
          </FilterForm>
          {list.rows.length === 0 ? (
            <EmptyState action={!narrowed && add} icon="list" title={t(narrowed ? "noneFit" : "none")}>
              {!narrowed && t("noneText")}
            </EmptyState>
          ) : (
            <ul className="mt-4 divide-y divide-line border-line border-t">
              {list.rows.map((practice) => (
                <li className="grid gap-2 py-5 last:pb-0 print:break-inside-avoid" key={practice.id}>
                  <h3>
                    <Link className="inline-flex items-center thumb:min-h-11" href={`/practice/${practice.id}`}>
                      {practice.title}
                    </Link>
                  </h3>
                  <PracticeFacts practice={practice} />
                  <PracticeBody practice={practice} />
                </li>
              ))}
            </ul>
          )}
          {pages > 1 && (
            <nav aria-label={t("pages")} className="no-print mt-4 flex justify-between gap-4">
              {filter.page > 1 ? turn(filter.page - 1, t("previous"), "prev") : <span />}
              {filter.page < pages && turn(filter.page + 1, t("next"), "next")}
            </nav>
          )}
        </Card>
      </div>
    </OfficePage>
  );
}
