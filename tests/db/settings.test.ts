import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { withActor } from "@/db/gate";
import { settingNumber } from "@/db/queries/as-of";
import { listItems, listKinds, listOffers, listSettings } from "@/db/queries/settings";
import { plusDays } from "@/lib/domain/day";
import { type Cast, makeCast, person } from "../support/cast";
import { refusal, send } from "../support/command";

let cast: Cast;
let today: string;
beforeAll(async () => {
  cast = await makeCast();
  today = await withActor(cast.admin.credential, "read", async (_, me) => me.today);
});

const key = "warning.vacancy_days";
const change = (more: Record<string, unknown> = {}) => ({
  key,
  number: 45,
  validFrom: today,
  source: "usnesení č. 1",
  verified: true,
  ...more,
});
const inForce = (day: string) =>
  withActor(cast.admin.credential, "read", async (tx) => {
    const [row] = await tx.execute<{ n: number }>(sql`select ${settingNumber(key, day, 30)} as n`);
    return row?.n;
  });

test("a setting holds from its day on, the days before keep what was in force, and a plan can be taken back", async () => {
  const admin = cast.admin.credential;
  const later = plusDays(today, 40);
  const before = await inForce(plusDays(today, -1));
  await send(admin, "setting.change", change({ number: 41 }));
  await send(admin, "setting.change", change({ number: 77, validFrom: later }));
  expect([await inForce(plusDays(today, -1)), await inForce(today), await inForce(later)]).toEqual([before, 41, 77]);
  await send(admin, "setting.change", change({ number: 42 }));
  expect(await inForce(today)).toBe(42);
  const rows = await withActor(admin, "read", listSettings);
  expect(rows.filter((row) => row.key === key && row.validFrom >= today)).toMatchObject([
    { value: 77, validFrom: later },
    { value: 42, source: "usnesení č. 1", verified: true, validFrom: today },
  ]);
  expect(await refusal(send(admin, "setting.withdraw", { key, validFrom: today }))).toMatchObject({
    key: "settingInForce",
  });
  await send(admin, "setting.withdraw", { key, validFrom: later });
  expect(await inForce(later)).toBe(42);
  expect(await refusal(send(admin, "setting.withdraw", { key, validFrom: later }))).toMatchObject({ status: 404 });
});

test("the past is not rewritten, and what does not fit is refused beside its field", async () => {
  const admin = cast.admin.credential;
  const past = change({ validFrom: plusDays(today, -1) });
  expect(await refusal(send(admin, "setting.change", past))).toMatchObject({ fields: { validFrom: "settingPast" } });
  expect(await refusal(send(admin, "setting.change", change({ number: 0 })))).toMatchObject({
    fields: { number: "tooSmall" },
  });
  expect(await refusal(send(admin, "setting.change", change({ key: "demo.today" })))).toMatchObject({
    key: "settingFixed",
  });
  expect(await refusal(send(admin, "setting.change", change({ key: "no.such" })))).toMatchObject({ status: 404 });
});

test("only the administrator changes settings and catalogues", async () => {
  const others = [
    person(cast.north, "mentor"),
    person(cast.north, "manager"),
    person(cast.north, "finance"),
    cast.ministry.auditor,
    cast.ministry.organiser,
  ];
  const words = { nameCs: "x", nameEn: "x", source: "x", validFrom: today };
  for (const { credential } of others) {
    expect((await refusal(send(credential, "setting.change", change()))).status).toBe(403);
    expect((await refusal(send(credential, "activity-kind.add", { code: "x", ...words }))).status).toBe(403);
    const item = { catalogue: "return-reason", code: "x", ...words };
    expect((await refusal(send(credential, "catalogue-item.add", item))).status).toBe(403);
  }
});

test("the same command twice does it once", async () => {
  const id = randomUUID();
  const code = `twice-${randomUUID().slice(0, 8).replace(/\d/g, "x")}`;
  const input = { code, nameCs: "Dvakrát", nameEn: "Twice", source: "zkouška", validFrom: today };
  const once = await send(cast.admin.credential, "activity-kind.add", input, id);
  expect(await send(cast.admin.credential, "activity-kind.add", input, id)).toEqual(once);
  expect(await refusal(send(cast.admin.credential, "activity-kind.add", input))).toMatchObject({
    key: "codeTaken",
    fields: { code: "codeTaken" },
  });
});

test("a kind of activity is renamed and ended; its past stays", async () => {
  const admin = cast.admin.credential;
  const code = `kind-${randomUUID().slice(0, 8).replace(/\d/g, "x")}`;
  const words = { nameCs: "Druh", nameEn: "Kind", source: "zkouška" };
  await send(admin, "activity-kind.add", { code, ...words, contact: true, validFrom: today });
  await send(admin, "activity-kind.change", { code, ...words, nameCs: "Druh jinak", verified: true, position: 7 });
  expect(await refusal(send(admin, "activity-kind.end", { code, validTo: plusDays(today, -1) }))).toMatchObject({
    fields: { validTo: "settingPast" },
  });
  await send(admin, "activity-kind.end", { code, validTo: today });
  await send(admin, "activity-kind.end", { code, validTo: null });
  await send(admin, "activity-kind.end", { code, validTo: today });
  const kinds = await withActor(admin, "read", listKinds);
  expect(kinds.find((kind) => kind.code === code)).toMatchObject({
    nameCs: "Druh jinak",
    contact: true,
    position: 7,
    validTo: today,
    used: 0,
  });
  expect((await refusal(send(admin, "activity-kind.change", { code: "not-there", ...words }))).status).toBe(404);
});

test("a reason of return is offered on its days only, an indicator needs a unit, and there is no other catalogue", async () => {
  const admin = cast.admin.credential;
  const code = `r-${randomUUID().slice(0, 8)}`;
  const words = { nameCs: "Nový důvod", nameEn: "New reason", source: "zkouška" };
  const offered = (day: string) =>
    withActor(admin, "read", async (tx) =>
      (await listOffers(tx, "return-reason", day, "cs")).map((offer) => offer.code),
    );
  await send(admin, "catalogue-item.add", {
    catalogue: "return-reason",
    code,
    ...words,
    validFrom: plusDays(today, 2),
  });
  expect([(await offered(today)).includes(code), (await offered(plusDays(today, 2))).includes(code)]).toEqual([
    false,
    true,
  ]);
  await send(admin, "catalogue-item.end", { catalogue: "return-reason", code, validTo: plusDays(today, 5) });
  expect((await offered(plusDays(today, 6))).includes(code)).toBe(false);
  expect(
    await refusal(send(admin, "catalogue-item.add", { catalogue: "expense-kind", code, ...words, validFrom: today })),
  ).toMatchObject({
    fields: { catalogue: "notOffered" },
  });
  expect(
    await refusal(send(admin, "catalogue-item.add", { catalogue: "indicator", code, ...words, validFrom: today })),
  ).toMatchObject({
    fields: { unit: "required" },
  });
  await send(admin, "catalogue-item.change", { catalogue: "return-reason", code, ...words, nameCs: "Jinak" });
  const items = await withActor(admin, "read", listItems);
  expect(items.find((item) => item.code === code)).toMatchObject({ nameCs: "Jinak", validTo: plusDays(today, 5) });
});
