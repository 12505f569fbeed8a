import { useLocale, useTranslations } from "next-intl";
import type { Address } from "@/components/ui/address";
import { EmptyState } from "@/components/ui/alert";
import { StatePill } from "@/components/ui/badge";
import { Link } from "@/components/ui/link";
import { type Column, Table } from "@/components/ui/table";
import type { PersonRow, Place } from "@/db/queries/people";
import * as format from "@/lib/format";
import { RoleWords } from "./role-words";
import { stateTone } from "./state-tone";

type Props = { people: readonly PersonRow[]; places: readonly Place[]; address: Address };

/** The people one keeps: roles, state, when they were here last. */
export function PeopleTable({ people, places, address }: Props) {
  const t = useTranslations("people");
  const locale = useLocale();
  const columns: Column<PersonRow>[] = [
    {
      key: "name",
      header: t("name"),
      head: true,
      sort: ({ name }) => name,
      cell: ({ id, name, email }) => (
        <span className="block min-w-40 wrap-anywhere">
          <Link href={`/admin/people/${id}`}>{name}</Link>
          <span className="block text-sm text-soft">{email}</span>
        </span>
      ),
    },
    {
      key: "roles",
      header: t("roles"),
      className: "min-w-40 wrap-anywhere",
      cell: ({ roles }) => (roles.length === 0 ? t("noRole") : <RoleWords roles={roles} />),
    },
    ...(places.length > 1
      ? [
          {
            key: "organisation",
            header: t("organisation"),
            className: "min-w-32 wrap-anywhere",
            sort: ({ organisation }: PersonRow) => organisation,
            cell: ({ organisation }: PersonRow) => organisation,
          },
        ]
      : []),
    {
      key: "state",
      header: t("state"),
      sort: ({ state }) => state,
      cell: ({ state }) => <StatePill tone={stateTone[state]}>{t(`states.${state}`)}</StatePill>,
    },
    {
      key: "seen",
      header: t("lastSeen"),
      sort: ({ lastSeenAt }) => lastSeenAt,
      cell: ({ lastSeenAt }) => (lastSeenAt ? format.instant(lastSeenAt, locale) : t("never")),
    },
  ];
  return (
    <Table
      address={address}
      bareCaption
      caption={t("people")}
      columns={columns}
      empty={<EmptyState icon="users" title={t("nobody")} />}
      rowKey={({ id }) => id}
      rows={people}
    />
  );
}
