import { sql } from "drizzle-orm";
import { DomainError, notFound } from "@/lib/domain/error";
import { authorize } from "@/lib/domain/permission";
import { assertSetting, changeSettingInput, settingValue, withdrawSettingInput } from "@/lib/domain/setting";
import { verb } from "../verb";

/**
 * Sets a value from a day on: a new row, so that what was in force before stays. A change planned for the same day is
 * replaced. Throws 404, 409 settingFixed, 422 with the field.
 */
export const changeSetting = verb(changeSettingInput, async (tx, me, input): Promise<{ key: string }> => {
  authorize(me, "setting.change");
  const value = JSON.stringify(settingValue(input, me.today));
  const verified = input.verified ? "yes" : "no";
  const changed = await tx.execute(sql`
    insert into settings (organisation_id, key, value, source, verified, valid_from)
    select o.id, ${input.key}, ${value}::text::jsonb, ${input.source}, ${verified}, ${input.validFrom}::date
    from organisations o where o.kind = 'operator' order by o.slug limit 1
    on conflict (organisation_id, key, valid_from)
      do update set value = excluded.value, source = excluded.source, verified = excluded.verified
    returning id`);
  if (changed.length === 0) throw notFound();
  return { key: input.key };
});

/** Takes a planned change back. Throws 404 when none begins on the day, 409 settingInForce when it holds already. */
export const withdrawSetting = verb(withdrawSettingInput, async (tx, me, input) => {
  authorize(me, "setting.change");
  assertSetting(input.key);
  if (input.validFrom <= me.today) throw new DomainError("settingInForce", 409);
  const gone = await tx.execute(
    sql`delete from settings where key = ${input.key} and valid_from = ${input.validFrom}::date returning id`,
  );
  if (gone.length === 0) throw notFound();
  return { key: input.key };
});
