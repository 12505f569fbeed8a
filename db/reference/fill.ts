import type { SQL } from "drizzle-orm";
import { sql } from "drizzle-orm";
import { standardFrom, standardItems, standardKinds, standardSettings } from "./catalogue";

/** Statements that give the operator the standard settings and catalogues; rows that are there already stay as they are. */
export const standardStatements = (operatorId: string): SQL[] => [
  ...standardKinds.map(
    ([code, cs, en, contact, source], index) => sql`
      insert into activity_kinds (organisation_id, code, name_cs, name_en, contact, position, source, verified, valid_from)
      select ${operatorId}, ${code}, ${cs}, ${en}, ${contact}, ${index + 1}, ${source}, true, ${standardFrom}::date
      where not exists (select from activity_kinds k where k.code = ${code})`,
  ),
  ...standardSettings.map(
    ([key, value, source, verified]) => sql`
      insert into settings (organisation_id, key, value, source, verified, valid_from)
      select ${operatorId}, ${key}, ${JSON.stringify(value)}::text::jsonb, ${source}, ${verified}, ${standardFrom}::date
      where not exists (select from settings s where s.key = ${key})`,
  ),
  ...itemStatements(operatorId),
];

/** The same for the lists that are neither settings nor kinds of activity. */
export const itemStatements = (operatorId: string): SQL[] =>
  standardItems.map(
    (item, index) => sql`
      insert into catalogue_items (organisation_id, catalogue, code, name_cs, name_en, position, unit, indicator_kind, source, verified, valid_from)
      select ${operatorId}, ${item.catalogue}, ${item.code}, ${item.nameCs}, ${item.nameEn}, ${index + 1}, ${item.unit ?? null},
        ${item.indicatorKind ?? null}, ${item.source}, ${item.verified}, ${standardFrom}::date
      where not exists (select from catalogue_items c where c.catalogue = ${item.catalogue} and c.code = ${item.code})
      on conflict do nothing`,
  );
