import { useLocale, useTranslations } from "next-intl";
import type { Address } from "@/components/ui/address";
import { EmptyState } from "@/components/ui/alert";
import { StatePill } from "@/components/ui/badge";
import { Link } from "@/components/ui/link";
import { type Column, Table } from "@/components/ui/table";
import type { Export } from "@/components/ui/table-tools";
import type { RegistrationRow } from "@/db/queries/registrations";
import * as format from "@/lib/format";

const tones = { confirmed: "good", unconfirmed: "warn", withdrawn: "none" } as const;

type Props = {
  rows: readonly RegistrationRow[];
  total: number;
  slug: string;
  address: Address;
  exports: readonly Export[];
};

/** The registrations by rank: who, from where, where to. */
export function RegistrationTable({ rows, total, slug, address, exports }: Props) {
  const t = useTranslations("registration");
  const locale = useLocale();
  if (rows.length === 0)
    return (
      <EmptyState icon="calendar" title={t(Object.keys(address.params).length > 1 ? "desk.noneFit" : "desk.none")} />
    );
  const columns: Column<RegistrationRow>[] = [
    { key: "rank", header: t("desk.rank"), number: true, cell: ({ rank }) => rank ?? "–" },
    {
      key: "name",
      header: t("desk.person"),
      head: true,
      cell: ({ id, name, email, officeEmail, coordinator, municipality }) => (
        <>
          <Link
            aria-label={`${name}, ${email ?? officeEmail ?? municipality}`}
            href={`/meetings/${slug}/registrations/${id}`}
          >
            {name}
          </Link>
          <span className="block text-sm break-all text-soft">{email ?? officeEmail ?? t("desk.byCoordinator")}</span>
          {coordinator && <span className="block text-sm text-soft">{t("desk.inTeam", { name: coordinator })}</span>}
        </>
      ),
    },
    { key: "role", header: t("role"), cell: ({ role }) => t(`roles.${role}`) },
    {
      key: "municipality",
      header: t("desk.place"),
      cell: ({ municipality, district }) => (
        <>
          {municipality}
          <span className="block text-sm text-soft">{t("district", { district })}</span>
        </>
      ),
    },
    {
      key: "site",
      header: t("desk.site"),
      cell: ({ site, canOther }) => (
        <>
          {site ?? t("desk.anySite")}
          {!canOther && <span className="block text-sm text-soft">{t("desk.other")}</span>}
        </>
      ),
    },
    {
      key: "state",
      header: t("desk.state"),
      cell: ({ state, asked }) => (
        <>
          <StatePill tone={tones[state]}>{t(`states.${state}`)}</StatePill>
          {asked && <StatePill tone="warn">{t("states.asked")}</StatePill>}
        </>
      ),
    },
    {
      key: "sent",
      header: t("desk.sent"),
      number: true,
      cell: ({ registeredAt }) => format.instant(registeredAt, locale),
    },
  ];
  return (
    <Table
      address={address}
      bareCaption
      caption={t("desk.title")}
      columns={columns}
      exports={exports}
      rowCount={total}
      rowKey={({ id }) => id}
      rows={rows}
    />
  );
}
