import { sql } from "drizzle-orm";
import type { CatalogueName } from "@/lib/domain/catalogue";
import { czechHolidays, type HolidayRule } from "@/lib/domain/holiday";
import type { Locale } from "@/lib/domain/preference";
import type { SettingValue } from "@/lib/domain/setting";
import type { Tx } from "../gate";

/** A value of a setting from a day on. */
export type SettingRow = {
  key: string;
  value: SettingValue;
  source: string;
  verified: boolean;
  validFrom: string;
  /** Who set it and when; null for a value that came with the product. */
  by: string | null;
  at: string | null;
};

/** Every value that a setting has ever had or will have, the latest first. */
export function listSettings(tx: Tx): Promise<SettingRow[]> {
  return tx.execute<SettingRow>(sql`
    select s.key, s.value, s.source, s.verified = 'yes' as verified, s.valid_from as "validFrom", w.name as by,
      case when w.id is not null then to_char(last.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') end as at
    from settings s
      left join lateral (select e.actor_id, e.at from audit_entries e
        where e.table_name = 'settings' and e.row_id = s.id order by e.id desc limit 1) last on true
      left join sec.people() w on w.id = last.actor_id
    order by s.key, s.valid_from desc`);
}

export type KindRow = {
  code: string;
  nameCs: string;
  nameEn: string;
  contact: boolean;
  position: number;
  source: string;
  verified: boolean;
  validFrom: string;
  validTo: string | null;
  /** How many shifts name it. */
  used: number;
};

/** The catalogue of what assistants do; `used` counts what the reader may see. */
export function listKinds(tx: Tx): Promise<KindRow[]> {
  return tx.execute<KindRow>(sql`
    select k.code, k.name_cs as "nameCs", k.name_en as "nameEn", k.contact, k.position, k.source, k.verified,
      k.valid_from as "validFrom", k.valid_to as "validTo",
      (select count(*)::int from activity_counts c where c.kind_id = k.id) as used
    from activity_kinds k order by k.position, k.code`);
}

export type ItemRow = Omit<KindRow, "contact" | "used"> & {
  catalogue: CatalogueName;
  unit: string | null;
  indicatorKind: "output" | "result" | "own" | null;
};

/** Every row of the other catalogues in their order. */
export function listItems(tx: Tx): Promise<ItemRow[]> {
  return tx.execute<ItemRow>(sql`
    select c.catalogue, c.code, c.name_cs as "nameCs", c.name_en as "nameEn", c.position, c.unit,
      c.indicator_kind as "indicatorKind", c.source, c.verified, c.valid_from as "validFrom", c.valid_to as "validTo"
    from catalogue_items c order by c.catalogue, c.position, c.code`);
}

export type Offer = { code: string; name: string };

/** What a catalogue offers on a day, in the reader's language. */
export function listOffers(tx: Tx, catalogue: CatalogueName, day: string, locale: Locale): Promise<Offer[]> {
  return tx.execute<Offer>(sql`
    select c.code, ${locale === "en" ? sql`c.name_en` : sql`c.name_cs`} as name from catalogue_items c
    where c.catalogue = ${catalogue} and ${day}::date between c.valid_from and coalesce(c.valid_to, 'infinity')
    order by c.position, c.code`);
}

/** The rule of public holidays in force on a day; the standard one where nothing is set. */
export async function holidayRule(tx: Tx, day: string): Promise<HolidayRule> {
  const [row] = await tx.execute<{ fixed: string[] | null; easter: number[] | null }>(sql`
    with valid as (
      select distinct on (s.key) s.key, s.value from settings s
      where s.key in ('holiday.fixed', 'holiday.easter') and s.valid_from <= ${day}::date order by s.key, s.valid_from desc
    )
    select (select value from valid where key = 'holiday.fixed') as fixed,
      (select value from valid where key = 'holiday.easter') as easter`);
  return { fixed: row?.fixed ?? czechHolidays.fixed, easter: row?.easter ?? czechHolidays.easter };
}
