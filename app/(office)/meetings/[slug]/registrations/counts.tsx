import { useLocale, useTranslations } from "next-intl";
import { StatePill } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { type Column, Table } from "@/components/ui/table";
import type { Meeting } from "@/db/queries/meetings";
import type { CityTally, Tally } from "@/db/queries/registrations";
import { attendeeRoles } from "@/lib/domain/registration";
import * as format from "@/lib/format";
import { tally } from "@/server/views/registrations";

type Props = { meeting: Meeting; counts: readonly Tally[]; cities: readonly CityTally[] };
type Line = { key: string; name: string; confirmed: number; unconfirmed: number; withdrawn: number; capacity?: number };

/** How many want to come where, as what and from where; only confirmed ones count. */
export function Counts({ meeting, counts, cities }: Props) {
  const t = useTranslations("registration");
  const locale = useLocale();
  const line = (key: string, name: string, fits: (of: Tally) => boolean, capacity?: number): Line => ({
    key,
    name,
    confirmed: tally(counts, "confirmed", fits),
    unconfirmed: tally(counts, "unconfirmed", fits),
    withdrawn: tally(counts, "withdrawn", fits),
    capacity,
  });
  const sites = [
    ...meeting.sites.map(({ id, code, name, capacity }) => line(code, name, ({ siteId }) => siteId === id, capacity)),
    line("any", t("desk.anySite"), ({ siteId }) => siteId === null),
  ];
  const roles = attendeeRoles.map((role) => line(role, t(`roles.${role}`), (of) => of.role === role));
  const figures = (head: string): Column<Line>[] => [
    { key: "name", header: head, head: true, cell: ({ name }) => name },
    ...(["confirmed", "unconfirmed", "withdrawn"] as const).map(
      (state): Column<Line> => ({
        key: state,
        header: t(`desk.${state}`),
        number: true,
        cell: (of) => format.number(of[state], locale),
        total: format.number(tally(counts, state), locale),
      }),
    ),
  ];
  const capacity: Column<Line> = {
    key: "capacity",
    header: t("desk.capacity"),
    number: true,
    cell: ({ capacity: seats, confirmed }) =>
      seats === undefined ? (
        "–"
      ) : (
        <span className="inline-flex flex-wrap items-center justify-end gap-2">
          {format.number(seats, locale)}
          <StatePill tone={confirmed > seats ? "warn" : "info"}>
            {confirmed > seats
              ? t("desk.over", { count: confirmed - seats })
              : t("desk.free", { count: seats - confirmed })}
          </StatePill>
        </span>
      ),
  };
  const address = { path: "", params: {} };
  return (
    <div className="grid grid-cols-1 gap-6 xl:grid-cols-2">
      <Card flush id="by-site" title={t("desk.bySite")}>
        <Table
          address={address}
          bareCaption
          caption={t("desk.bySite")}
          columns={[...figures(t("desk.site")), capacity]}
          plain
          rowKey={({ key }) => key}
          rows={sites}
        />
      </Card>
      <Card flush id="by-role" title={t("desk.byRole")}>
        <Table
          address={address}
          bareCaption
          caption={t("desk.byRole")}
          columns={figures(t("role"))}
          plain
          rowKey={({ key }) => key}
          rows={roles}
        />
      </Card>
      {cities.length > 0 && (
        <Card
          className="xl:col-span-2"
          id="by-city"
          note={t("desk.cities", { count: cities.length })}
          title={t("desk.byCity")}
        >
          <ul className="columns-1 gap-6 sm:columns-2 lg:columns-3">
            {cities.map(({ code, name, district, n, sites: places }) => (
              <li className="break-inside-avoid py-1" key={code}>
                {name} <span className="text-sm text-soft">({district})</span>: {t("desk.people", { count: n })}
                {places > 1 && <span className="text-soft">, {t("desk.split", { count: places })}</span>}
              </li>
            ))}
          </ul>
        </Card>
      )}
    </div>
  );
}
