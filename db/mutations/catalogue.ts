import { sql } from "drizzle-orm";
import {
  addItemInput,
  addKindInput,
  assertEnd,
  assertItem,
  type CatalogueName,
  changeItemInput,
  changeKindInput,
  endItemInput,
  endKindInput,
} from "@/lib/domain/catalogue";
import { fieldError, notFound } from "@/lib/domain/error";
import { authorize } from "@/lib/domain/permission";
import type { Tx } from "../gate";
import { verb } from "../verb";

type Held = { id: string; validFrom: string; validTo: string | null };

/** Adds a kind of activity, offered from a day on, after the others. Throws 409 codeTaken on code. */
export const addKind = verb(addKindInput, async (tx, me, input) => {
  authorize(me, "catalogue.edit");
  if (input.validFrom < me.today) throw fieldError("validFrom", "settingPast");
  await tx.execute(sql`
    insert into activity_kinds (organisation_id, code, name_cs, name_en, contact, position, source, verified, valid_from)
    select o.id, ${input.code}, ${input.nameCs}, ${input.nameEn}, ${input.contact},
      (select coalesce(max(k.position), 0) + 1 from activity_kinds k), ${input.source}, ${input.verified}, ${input.validFrom}::date
    from organisations o where o.kind = 'operator' order by o.slug limit 1`);
  return { code: input.code };
});

/** Renames a kind of activity or says where it stands; what was logged keeps it. Throws 404. */
export const changeKind = verb(changeKindInput, async (tx, me, input) => {
  authorize(me, "catalogue.edit");
  const changed = await tx.execute(sql`
    update activity_kinds set name_cs = ${input.nameCs}, name_en = ${input.nameEn}, source = ${input.source},
      verified = ${input.verified}, position = coalesce(${input.position ?? null}::int, position)
    where code = ${input.code} returning id`);
  if (changed.length === 0) throw notFound();
  return { code: input.code };
});

/** Says until when a kind of activity is offered. Throws 404, 409 endedAlready, 422 validTo. */
export const endKind = verb(endKindInput, async (tx, me, { code, validTo }) => {
  authorize(me, "catalogue.edit");
  const [row] = await tx.execute<Held>(sql`
    select id, valid_from as "validFrom", valid_to as "validTo" from activity_kinds where code = ${code} for update`);
  if (!row) throw notFound();
  assertEnd(row, validTo, me.today);
  await tx.execute(sql`update activity_kinds set valid_to = ${validTo}::date where id = ${row.id}`);
  return { code };
});

/** Adds a reason of return or an indicator of the programme. Throws 409 codeTaken on code, 422. */
export const addItem = verb(addItemInput, async (tx, me, input) => {
  authorize(me, "catalogue.edit");
  assertItem(input, me.today);
  const { unit = null, indicatorKind = null } = input.catalogue === "indicator" ? input : {};
  await tx.execute(sql`
    insert into catalogue_items (organisation_id, catalogue, code, name_cs, name_en, position, unit, indicator_kind, source, verified, valid_from)
    select o.id, ${input.catalogue}, ${input.code}, ${input.nameCs}, ${input.nameEn},
      (select coalesce(max(c.position), 0) + 1 from catalogue_items c), ${unit}, ${indicatorKind}, ${input.source},
      ${input.verified}, ${input.validFrom}::date
    from organisations o where o.kind = 'operator' order by o.slug limit 1`);
  return { code: input.code };
});

/** Changes the words, the source and, of an indicator, unit and kind; what was taken from it before stays. Throws 404, 422. */
export const changeItem = verb(changeItemInput, async (tx, me, input) => {
  authorize(me, "catalogue.edit");
  assertItem(input, me.today);
  const { unit = null, indicatorKind = null } = input.catalogue === "indicator" ? input : {};
  const changed = await tx.execute(sql`
    update catalogue_items set name_cs = ${input.nameCs}, name_en = ${input.nameEn}, source = ${input.source},
      verified = ${input.verified}, unit = ${unit}, indicator_kind = ${indicatorKind}
    where catalogue = ${input.catalogue} and code = ${input.code} returning id`);
  if (changed.length === 0) throw notFound();
  return { code: input.code };
});

/** Says until when a row of a catalogue is offered. Throws 404, 409 endedAlready or lastOffered, 422 validTo. */
export const endItem = verb(endItemInput, async (tx, me, { catalogue, code, validTo }) => {
  authorize(me, "catalogue.edit");
  const [row] = await tx.execute<Held>(sql`
    select id, valid_from as "validFrom", valid_to as "validTo" from catalogue_items
    where catalogue = ${catalogue} and code = ${code} for update`);
  if (!row) throw notFound();
  assertEnd(row, validTo, me.today);
  await tx.execute(sql`update catalogue_items set valid_to = ${validTo}::date where id = ${row.id}`);
  return { code };
});

/** Whether a row of a catalogue is offered on a day. */
export async function isOffered(tx: Tx, catalogue: CatalogueName, code: string, day: string): Promise<boolean> {
  const found = await tx.execute(sql`
    select 1 from catalogue_items c where c.catalogue = ${catalogue} and c.code = ${code}
      and ${day}::date between c.valid_from and coalesce(c.valid_to, 'infinity')`);
  return found.length > 0;
}
