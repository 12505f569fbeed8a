import { sql } from "drizzle-orm";
import type { Tx } from "../gate";
import { rowVersion } from "../version";
import { holds } from "./search";

export type CityChoice = { id: string; name: string };

/** The cities that the actor may see, by name. */
export async function listCities(tx: Tx): Promise<CityChoice[]> {
  return tx.execute<CityChoice>(
    sql`select o.id, o.name from organisations o where o.kind = 'city' order by o.name collate "cs-x-icu"`,
  );
}

export type OrganisationRow = { kind: string; slug: string; name: string; people: number };

/** The organisations that the actor may see with the number of their active accounts, by kind and slug. */
export function listOrganisations(tx: Tx): Promise<OrganisationRow[]> {
  return tx.execute<OrganisationRow>(sql`
    select o.kind, o.slug, o.name,
      (select count(*)::int from users u where u.organisation_id = o.id and u.active) as people
    from organisations o order by o.kind, o.slug`);
}

export type OrganisationDetail = {
  id: string;
  kind: "city" | "ministry" | "operator";
  name: string;
  ico: string | null;
  municipalityCode: string | null;
  /** Of the municipality: its name and district. */
  municipality: string | null;
  emblem: string | null;
  officeName: string;
  officeAddress: string;
  officePhone: string;
  officeEmail: string;
  version: string;
};

/** The organisations that the actor keeps: his city, or all of them for the administrator; cities first, by name. */
export function listKept(tx: Tx): Promise<OrganisationDetail[]> {
  return tx.execute<OrganisationDetail>(sql`
    select o.id, o.kind, o.name, o.ico, o.municipality_code as "municipalityCode", m.name || ', okres ' || m.district as municipality,
      left(o.emblem_sha256, 12) as emblem, o.office_name as "officeName", o.office_address as "officeAddress",
      o.office_phone as "officePhone", o.office_email as "officeEmail", ${rowVersion("o")} as version
    from organisations o left join municipalities m on m.code = o.municipality_code
    where sec.keeps(o.id) order by o.kind, o.name collate "cs-x-icu"`);
}

export type Municipality = { code: string; name: string; district: string };

/** Municipalities whose name begins with, or else holds, what was typed; names repeat, so the district stands by. */
export function findMunicipalities(tx: Tx, asked: string): Promise<Municipality[]> {
  return tx.execute<Municipality>(sql`
    select m.code, m.name, m.district from municipalities m
    where m.code = ${asked} or ${holds(sql`m.name`, asked)}
    order by sec.plain(m.name) <> sec.plain(${asked}), sec.plain(m.name) not like sec.plain(${asked}) || '%', m.name collate "cs-x-icu", m.district limit 30`);
}

/** The municipalities that are called as what was typed, or as the one of a code that was chosen; by district. */
export function municipalitiesCalled(tx: Tx, asked: string): Promise<Municipality[]> {
  return tx.execute<Municipality>(sql`
    select m.code, m.name, m.district from municipalities m
    where sec.plain(m.name) = coalesce((select sec.plain(c.name) from municipalities c where c.code = ${asked}), sec.plain(${asked}))
    order by m.district collate "cs-x-icu", m.code limit 30`);
}

/** The code of the municipality that an organisation is; null for one that is none. */
export async function municipalityOf(tx: Tx, id: string | null): Promise<string | null> {
  const [found] = await tx.execute<{ code: string | null }>(
    sql`select o.municipality_code as code from organisations o where o.id = ${id}`,
  );
  return found?.code ?? null;
}

/** What an organisation is called; null when it is not there for these eyes. */
export async function organisationName(tx: Tx, id: string | undefined): Promise<string | null> {
  const [row] = await tx.execute<{ name: string }>(sql`select o.name from organisations o where o.id = ${id ?? null}`);
  return row?.name ?? null;
}

/** The emblem of one's own organisation, as the address of its picture needs it; null when it has none. */
export async function ownEmblem(tx: Tx, organisationId: string | null): Promise<string | null> {
  const [row] = await tx.execute<{ mark: string | null }>(
    sql`select left(o.emblem_sha256, 12) as mark from organisations o where o.id = ${organisationId}`,
  );
  return row?.mark ?? null;
}

/** The stored picture of an organisation's emblem; null when there is none for these eyes. */
export async function findEmblem(tx: Tx, id: string): Promise<{ sha256: string; mediaType: string } | null> {
  const [row] = await tx.execute<{ sha256: string; mediaType: string }>(sql`
    select o.emblem_sha256 as "sha256", o.emblem_type as "mediaType" from organisations o
    where o.id = ${id} and o.emblem_sha256 is not null`);
  return row ?? null;
}
