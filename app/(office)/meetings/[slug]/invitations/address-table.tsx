import { useLocale, useTranslations } from "next-intl";
import { EmptyState } from "@/components/ui/alert";
import { StatePill } from "@/components/ui/badge";
import { type Column, Table } from "@/components/ui/table";
import type { InvitedAddress } from "@/db/queries/round-invitations";
import { dayOf } from "@/lib/domain/clock";
import * as format from "@/lib/format";
import { RemoveForm } from "./forms";

/** The addresses of a meeting with what became of each. */
export function AddressTable({ addresses, slug }: { addresses: readonly InvitedAddress[]; slug: string }) {
  const t = useTranslations("meetings.invitations");
  const locale = useLocale();
  if (addresses.length === 0) return <EmptyState icon="users" title={t("none")} />;
  const day = (at: string) => format.day(dayOf(new Date(at)), locale);
  const state = ({ objected, answered, bounced, invitedAt, remindedAt }: InvitedAddress) => {
    if (objected) return <StatePill tone="none">{t("states.objected")}</StatePill>;
    if (answered) return <StatePill tone="good">{t("states.answered")}</StatePill>;
    if (bounced) return <StatePill tone="bad">{t("states.bounced")}</StatePill>;
    if (remindedAt) return <StatePill tone="active">{t("states.reminded", { day: day(remindedAt) })}</StatePill>;
    if (invitedAt) return <StatePill tone="active">{t("states.invited", { day: day(invitedAt) })}</StatePill>;
    return <StatePill tone="none">{t("states.listed")}</StatePill>;
  };
  const columns: Column<InvitedAddress>[] = [
    {
      key: "email",
      header: t("address"),
      head: true,
      cell: ({ email, label }) => (
        <>
          <span className="break-all">{email}</span>
          {label && <span className="block text-sm text-soft">{label}</span>}
        </>
      ),
    },
    { key: "source", header: t("source"), cell: ({ source }) => t(`sources.${source}`) },
    { key: "state", header: t("state"), cell: state },
    { key: "remove", header: t("remove"), cell: ({ id, email }) => <RemoveForm addressId={id} email={email} /> },
  ];
  return (
    <Table
      address={{ path: `/meetings/${slug}/invitations`, params: {} }}
      bareCaption
      caption={t("title")}
      columns={columns}
      rowCount={addresses.length}
      rowKey={({ id }) => id}
      rows={addresses}
    />
  );
}
