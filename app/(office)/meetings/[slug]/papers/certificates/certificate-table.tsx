import { useLocale, useTranslations } from "next-intl";
import { LinkButton } from "@/components/ui/button";
import { type Column, Table } from "@/components/ui/table";
import type { CertificateRow } from "@/db/queries/certificates";
import * as format from "@/lib/format";

type Props = { certificates: readonly CertificateRow[]; path: string; site: string; slug: string };

/** Whose certificate holds, by name. */
export function CertificateTable({ certificates, path, site, slug }: Props) {
  const t = useTranslations("papers");
  const locale = useLocale();
  const columns: Column<CertificateRow>[] = [
    { key: "name", header: t("check.name"), head: true, cell: ({ name }) => name ?? t("check.erased") },
    { key: "number", header: t("check.number"), number: true, cell: ({ number, issue }) => `${number}/${issue}` },
    {
      key: "blocks",
      header: t("check.blocks"),
      number: true,
      cell: ({ blocks }) => format.number(blocks.length, locale),
    },
    { key: "hours", header: t("check.hours"), number: true, cell: ({ minutes }) => format.hours(minutes, locale) },
    {
      key: "issued",
      header: t("check.issuedOn"),
      number: true,
      cell: ({ issuedAt }) => format.instant(issuedAt, locale),
    },
    {
      key: "files",
      header: t("columns.files"),
      cell: ({ id, code, name, number, issue }) => (
        <span className="flex flex-wrap items-center gap-x-4 gap-y-1">
          <a href={`/m/${slug}/certificate/${code}`}>
            {t("check.toCheck")}
            <span className="sr-only">{`: ${number}/${issue}`}</span>
          </a>
          {name && (
            <LinkButton
              aria-label={`${name}, ${number}/${issue}: PDF`}
              href={`${path}/export?kind=certificates&site=${site}&format=pdf&certificate=${id}`}
              icon="download"
              plain
              size="sm"
              variant="secondary"
            >
              PDF
            </LinkButton>
          )}
        </span>
      ),
    },
  ];
  return (
    <Table
      address={{ path: `${path}/certificates`, params: { site } }}
      bareCaption
      caption={t("certificates")}
      columns={columns}
      rowKey={({ id }) => id}
      rows={certificates}
    />
  );
}
