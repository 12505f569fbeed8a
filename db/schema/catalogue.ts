import { sql } from "drizzle-orm";
import { boolean, check, index, integer, pgTable, text, unique } from "drizzle-orm/pg-core";
import { day, id } from "./columns";
import { organisationRef } from "./organisations";

/** Lists that are data: why a shift is returned, indicators of the programme. */
export const catalogueItems = pgTable(
  "catalogue_items",
  {
    id: id(),
    organisationId: organisationRef(),
    catalogue: text("catalogue").notNull(),
    code: text("code").notNull(),
    nameCs: text("name_cs").notNull(),
    nameEn: text("name_en").notNull(),
    position: integer("position").notNull(),
    /** Of an indicator. */
    unit: text("unit"),
    indicatorKind: text("indicator_kind"),
    source: text("source").notNull(),
    verified: boolean("verified").notNull().default(false),
    validFrom: day("valid_from").notNull(),
    validTo: day("valid_to"),
  },
  (t) => [
    unique("catalogue_items_code").on(t.catalogue, t.code),
    index("catalogue_items_organisation").on(t.organisationId),
    check("catalogue_items_catalogue", sql`${t.catalogue} in ('return-reason', 'expense-kind', 'indicator')`),
    check("catalogue_items_code_form", sql`${t.code} ~ '^[a-z0-9]+([-.][a-z0-9]+)*$'`),
    check("catalogue_items_dates", sql`${t.validTo} >= ${t.validFrom}`),
    check("catalogue_items_indicator_kind", sql`${t.indicatorKind} in ('output', 'result', 'own')`),
    check(
      "catalogue_items_indicator",
      sql`${t.catalogue} <> 'indicator' or (${t.unit} is not null and ${t.indicatorKind} is not null)`,
    ),
  ],
);
