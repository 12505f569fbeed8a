import { useLocale, useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import { Table } from "@/components/ui/table";
import type { ErasureRow } from "@/db/queries/privacy";
import { pickFrom } from "@/lib/domain/preference";
import { instant } from "@/lib/format";

const counts = [
  "fileNames",
  "sessions",
  "tokens",
  "mails",
  "assessmentNotes",
  "development",
  "files",
  "notes",
  "logged",
  "answers",
  "looked",
] as const;

/** Who was erased, when, by whom and why: ids and counts, never what was there. */
export function ProtocolCard({ erasures }: { erasures: readonly ErasureRow[] }) {
  const t = useTranslations("privacy");
  const locale = useLocale();
  const removedWords = (row: ErasureRow) =>
    Object.entries(row.removed)
      .flatMap(([key, n]) => {
        const name = pickFrom(counts, key);
        return name && n > 0 ? [t(`counts.${name}`, { n })] : [];
      })
      .join(", ");
  return (
    <Card flush={erasures.length > 0} id="protocol" note={t("protocolNote")} title={t("protocol")}>
      {erasures.length === 0 ? (
        <p className="text-soft">{t("protocolEmpty")}</p>
      ) : (
        <Table<ErasureRow>
          address={{ path: "/admin/privacy", params: {} }}
          bareCaption
          caption={t("protocol")}
          columns={[
            { key: "when", header: t("when"), head: true, cell: (row) => instant(row.erasedAt, locale) },
            {
              key: "what",
              header: t("what"),
              className: "wrap-anywhere",
              cell: (row) => `${t(`kinds.${row.kind}`)}, ${t("personId", { id: row.personId.slice(0, 8) })}`,
            },
            { key: "who", header: t("who"), cell: (row) => row.by ?? t("operator") },
            {
              key: "why",
              header: t("why"),
              cell: (row) => [t(`reasons.${row.reason}`), row.reference].filter(Boolean).join(", "),
            },
            { key: "removed", header: t("removed"), className: "sm:w-1/3", cell: removedWords },
          ]}
          name="erasures"
          plain
          rowKey={(row) => row.personId}
          rows={erasures}
        />
      )}
    </Card>
  );
}
