#!/usr/bin/env bash
# How the calls of a Dexie 4.4.7 chain work together, and what its writes do beside writing (over fake-indexeddb 6.2.8; the
# chain is Dexie's own work). Valid input. Installs the packages in a temporary folder; ends with 1 when something else is
# seen.
#
#   guessed before                                            seen (rows 1, 2, 3, 4)
#   limit(2).filter(id > 1): of the first two, so 2           2 and 3: the filter comes first wherever it stands
#   limit(2).reverse(): the first two backwards               4 and 3: the last two
#   offset(1).filter(id <> 1): 2, 3, 4                        3 and 4
#   all.filter(…) is a new query, all stays all               the same object: all.count() is then 2 in place of 4
#   where(id 1).limit(1).or(id 3): one row                    two: the limit is of the first branch alone
#   update(1, { id: 9 }) is refused                           1 row changed: row 1 is gone and row 9 is there
#   a bulkAdd that is rejected for one row added none         all others are there; also when it is caught in a transaction
#   add leaves the object that it is given                    add and put write the new id into it (not if it is frozen);
#                                                             bulkAdd does not
#
# So: begin each query from the table, filter before limit in writing too; take the key out of changes; count after
# bulkAdd or let the error leave the transaction; give add a copy.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund dexie@4.4.7 fake-indexeddb@6.2.8
node --input-type=module <<'JS'
import assert from "node:assert/strict";
import { createRequire } from "node:module";
const require = createRequire(`${process.cwd()}/package.json`);
require("fake-indexeddb/auto");
const { Dexie } = require("dexie");

const database = new Dexie("findings");
database.version(1).stores({ rows: "id", codes: "++id, &code" });
const { rows, codes } = database;
await rows.bulkAdd([1, 2, 3, 4].map((id) => ({ id })));
const ids = (query) => query.primaryKeys();
const notFirst = (row) => row.id !== 1;

const all = rows.orderBy("id");
const some = all.filter((row) => row.id > 2);
const chains = {
  "limit, filter": await ids(rows.orderBy("id").limit(2).filter(notFirst)),
  "limit, reverse": await ids(rows.orderBy("id").limit(2).reverse()),
  "offset, filter": await ids(rows.orderBy("id").offset(1).filter(notFirst)),
  "counts of all and of some": [await all.count(), await some.count()],
  "limit, or": await ids(rows.where("id").equals(1).limit(1).or("id").equals(3)),
};
const moved = [await rows.update(1, { id: 9 }), await ids(rows.orderBy("id"))];

const three = () => ["a", "a", "c"].map((code) => ({ code }));
const stored = async () => (await codes.toArray()).map((row) => row.code).join(" ");
const rejected = await codes.bulkAdd(three()).then(
  () => "",
  (error) => error.name,
);
const alone = [rejected, await stored()];
await codes.clear();
await database.transaction("rw", codes, () => codes.bulkAdd(three()).catch(() => {}));
const caught = await stored();
await codes.clear();
await database.transaction("rw", codes, () => codes.bulkAdd(three())).catch(() => {});
const uncaught = await stored();

const [added, put, frozen, many] = [{ code: "d" }, { code: "e" }, Object.freeze({ code: "f" }), [{ code: "g" }]];
for (const one of [added, frozen]) await codes.add(one);
await codes.put(put);
await codes.bulkAdd(many);
const withId = [added, put, frozen, many[0]].map((one) => "id" in one);
console.log(chains, { moved, alone, caught, uncaught, withId });
assert.deepEqual(chains, {
  "limit, filter": [2, 3],
  "limit, reverse": [4, 3],
  "offset, filter": [3, 4],
  "counts of all and of some": [2, 2],
  "limit, or": [1, 3],
});
assert.deepEqual(moved, [1, [2, 3, 4, 9]]);
assert.deepEqual([alone, caught, uncaught], [["BulkError", "a c"], "a c", ""]);
assert.deepEqual(withId, [true, true, false, false]);
database.close();
JS
