import { sql } from "drizzle-orm";
import { boolean, check, index, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { id } from "./columns";

/** Reference data: the municipalities of the Czech Republic by RÚIAN code. Names repeat, codes do not. */
export const municipalities = pgTable(
  "municipalities",
  {
    code: text("code").primaryKey(),
    name: text("name").notNull(),
    districtCode: text("district_code").notNull(),
    district: text("district").notNull(),
    regionCode: text("region_code").notNull(),
    region: text("region").notNull(),
  },
  (t) => [check("municipalities_code", sql`${t.code} ~ '^[0-9]{6}$'`)],
);

/** A city, the ministry or the operator of the installation: the unit that others never see into. */
export const organisations = pgTable(
  "organisations",
  {
    id: id(),
    kind: text("kind").notNull(),
    slug: text("slug").notNull().unique(),
    name: text("name").notNull(),
    ico: text("ico"),
    municipalityCode: text("municipality_code").references(() => municipalities.code, { onDelete: "restrict" }),
    invented: boolean("invented").notNull().default(false),
    /** A stored picture, shown in the header of its people. */
    emblemSha256: text("emblem_sha256"),
    emblemType: text("emblem_type"),
    /** The office to turn to, never a person. */
    officeName: text("office_name").notNull().default(""),
    officeAddress: text("office_address").notNull().default(""),
    officePhone: text("office_phone").notNull().default(""),
    officeEmail: text("office_email").notNull().default(""),
  },
  (t) => [
    check("organisations_kind", sql`${t.kind} in ('city', 'ministry', 'operator')`),
    check("organisations_slug", sql`${t.slug} ~ '^[a-z0-9]+(-[a-z0-9]+)*$'`),
    check("organisations_name", sql`length(btrim(${t.name})) between 1 and 200`),
    check(
      "organisations_emblem",
      sql`(${t.emblemSha256} is null) = (${t.emblemType} is null)
        and ${t.emblemSha256} ~ '^[0-9a-f]{64}$' and ${t.emblemType} in ('image/png', 'image/jpeg')`,
    ),
    check(
      "organisations_office",
      sql`length(${t.officeName}) <= 200 and length(${t.officeAddress}) <= 300
        and length(${t.officePhone}) <= 40 and length(${t.officeEmail}) <= 254`,
    ),
    check("organisations_ico", sql`${t.ico} ~ '^[0-9]{8}$'`),
    index("organisations_municipality").on(t.municipalityCode),
  ],
);

export const organisationRef = () =>
  uuid("organisation_id")
    .notNull()
    .references(() => organisations.id, { onDelete: "restrict" });
