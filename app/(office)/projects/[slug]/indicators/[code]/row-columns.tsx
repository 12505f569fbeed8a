import type { useTranslations } from "next-intl";
import { FileLinks } from "@/app/(office)/evidence-files";
import { Link } from "@/components/ui/link";
import type { Column } from "@/components/ui/table";
import type { IndicatorRow } from "@/db/queries/indicator-rows";
import type { IndicatorValue } from "@/db/queries/indicator-values";
import type { Locale } from "@/lib/domain/preference";
import { day } from "@/lib/format";
import type { ProjectLink } from "../../links";
import { figure } from "../indicator-marks";

type Words = {
  t: ReturnType<typeof useTranslations<"indicators.rows">>;
  tValues: ReturnType<typeof useTranslations<"history.values">>;
  tMeasurement: ReturnType<typeof useTranslations<"indicators.measurement">>;
  locale: Locale;
  link: ProjectLink;
};

/** The columns that say something about the rows of a rule. */
export function rowColumns(indicator: IndicatorValue, words: Words): Column<IndicatorRow>[] {
  const { t, locale, link } = words;
  const on = (row: IndicatorRow) => (row.on ? day(row.on, locale) : t("noDay"));
  const amount = (header: string): Column<IndicatorRow> => ({
    key: "amount",
    header,
    number: true,
    cell: (row) => figure(row.amount, locale),
  });
  const files: Column<IndicatorRow> = {
    key: "files",
    header: t("columns.files"),
    cell: (row) => <FileLinks files={row.files} />,
  };
  const text = (key: string, header: string, cell: (row: IndicatorRow) => string | number): Column<IndicatorRow> => ({
    key,
    header,
    cell,
  });
  const holder = {
    key: "post",
    header: t("columns.post"),
    head: true,
    cell: (row: IndicatorRow) =>
      row.post === null ? t("noPost") : t("post", { number: row.post, holder: row.holder ?? 1 }),
  };
  switch (indicator.rule) {
    case "measured":
      return [
        { key: "on", header: t("columns.day"), head: true, cell: on },
        amount(t("columns.value")),
        text("state", t("columns.state"), (row) =>
          words.tMeasurement(row.word === "verified" || row.word === "replaced" ? row.word : "submitted"),
        ),
        text("author", t("columns.author"), (row) => row.label ?? "–"),
        text("note", t("columns.note"), (row) => row.note ?? ""),
        files,
      ];
    case "people-in-posts":
      return [holder, text("on", t("columns.started"), on), amount(t("columns.adds"))];
    case "people-improved":
      return [
        holder,
        text("on", t("columns.assessed"), on),
        { key: "areas", header: t("columns.areas"), number: true, cell: (row) => row.quantity ?? 0 },
        amount(t("columns.adds")),
        files,
      ];
    case "training-events":
      return [
        { key: "title", header: t("columns.title"), head: true, cell: (row) => row.label ?? "–" },
        text("kind", t("columns.kind"), (row) => kindWord(row, words)),
        text("on", t("columns.day"), on),
        amount(t("columns.adds")),
      ];
    default:
      return [
        {
          key: "on",
          header: t("columns.shift"),
          head: true,
          cell: (row) => (
            <Link
              aria-label={`${on(row)} ${row.startsAt ?? ""}, ${t("columns.posts")}: ${row.posts ?? t("noPost")}`}
              href={link(`/activity/${row.id}`)}
            >
              {on(row)} {row.startsAt}
            </Link>
          ),
        },
        text("locality", t("columns.locality"), (row) => row.label ?? "–"),
        text("keyActivity", t("columns.keyActivity"), (row) => row.note ?? "–"),
        text("posts", t("columns.posts"), (row) => row.posts ?? "–"),
        { key: "pair", header: t("columns.pair"), number: true, cell: (row) => row.quantity ?? 0 },
        text("state", t("columns.state"), (row) => stateWord(row, words)),
        amount(t("columns.adds")),
        files,
      ];
  }
}

const isState = (word: string | null) =>
  word === "draft" || word === "submitted" || word === "returned" || word === "approved" || word === "verified";

function stateWord({ word }: IndicatorRow, { tValues }: Words) {
  return isState(word) ? tValues(`state.${word}`) : "";
}

function kindWord({ word }: IndicatorRow, { tValues }: Words) {
  return word === "training" || word === "supervision" || word === "meeting" ? tValues(`kind.${word}`) : "";
}
