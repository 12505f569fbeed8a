import { getTranslations } from "next-intl/server";
import { historyWords } from "@/app/(office)/changes";
import type { Address } from "@/components/ui/address";
import { Card } from "@/components/ui/card";
import { Table } from "@/components/ui/table";
import type { OverruleRow } from "@/db/queries/overrules";
import { day } from "@/lib/format";

/** What was sent despite a warning of personal data: when, in which field, of which kind and why; never what stood there. */
export async function OverrulesCard({
  overrules: { rows, count },
  address,
}: {
  overrules: { rows: readonly OverruleRow[]; count: number };
  address: Address;
}) {
  const [t, tKinds, words] = await Promise.all([
    getTranslations("audit.overrules"),
    getTranslations("history.values.personal_overrules_kind"),
    historyWords(),
  ]);
  const fieldOf = (path: string) => {
    const name = path.split(".").at(-1) ?? path;
    const column = name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    return words.fields[column] ?? name;
  };
  return (
    <Card flush={rows.length > 0} id="overrules" note={t("note")} title={t("title", { count })}>
      {rows.length === 0 ? (
        <p className="text-soft">{t("none")}</p>
      ) : (
        <Table<OverruleRow>
          address={address}
          bareCaption
          caption={t("title", { count })}
          columns={[
            { key: "on", header: t("on"), head: true, cell: (row) => day(row.on, words.locale) },
            { key: "verb", header: t("verb"), cell: (row) => words.actions[row.verb] ?? row.verb },
            { key: "field", header: t("field"), cell: (row) => fieldOf(row.field) },
            { key: "kind", header: t("kind"), cell: (row) => tKinds(row.kind) },
            { key: "reason", header: t("reason"), className: "wrap-anywhere", cell: (row) => row.reason },
          ]}
          name="overrules"
          plain
          rowKey={(row) => row.id}
          rows={rows}
        />
      )}
    </Card>
  );
}
