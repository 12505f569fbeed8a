#!/usr/bin/env bash
# What "optimal" of highs 1.15.3 (npm, persistent API) tells of what is still open. Valid input.
# Installs the package in a temporary folder; ends with 1 when something else is seen.
#
#   guessed before                                            seen
#   a MIP that is optimal by default has no gap               optimal, 531 below its own bound of 20001447
#   mip_dual_bound of an LP is its objective, mip_gap 0       bound 0, gap Infinity, beside objective 5
#   a model without columns is optimal with objective 0       status "empty", objective, bound and gap 0
#   the version told is the package's                         1.15.1
#
# So: set both gaps to 0, read the bound of a MIP only, count nothing but "optimal", never send a model without columns.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund highs@1.15.3
node --input-type=module <<'JS'
import assert from "node:assert/strict";
import { createRequire } from "node:module";
const loadHighs = createRequire(`${process.cwd()}/package.json`)("highs");
const highs = await loadHighs();
const statuses = Object.fromEntries(Object.entries(highs.constants.modelStatus).map(([name, code]) => [code, name]));

function run({ cost, upper, weights, capacity, whole }, options = {}) {
  const columns = cost.map((_, at) => at);
  const model = highs.createModel({
    numCols: cost.length,
    numRows: 1,
    sense: highs.constants.objectiveSense.maximize,
    colCost: cost,
    colLower: cost.map(() => 0),
    colUpper: cost.map(() => upper),
    ...(whole && { integrality: cost.map(() => 1) }),
    rowLower: [0],
    rowUpper: [capacity],
    matrix: { format: "csr", numRows: 1, numCols: cost.length, starts: [0, cost.length], indices: columns, values: weights },
  });
  model.options.set({ output_flag: false, ...options });
  const status = statuses[model.run().modelStatus];
  const objective = model.getObjectiveValue();
  const [bound, gap] = ["mip_dual_bound", "mip_gap"].map((name) => model.info.get(name));
  model.dispose();
  return { status, objective, bound, gap };
}

const cost = Array.from({ length: 40 }, (_, at) => 1_000_000 + ((at * 7919) % 97));
const knapsack = { cost, upper: 1, weights: cost.map((one, at) => one + ((at * 31) % 53)), capacity: 20.5 * 1_000_040, whole: true };
const asItComes = run(knapsack);
const withoutGaps = run(knapsack, { mip_rel_gap: 0, mip_abs_gap: 0 });
const lp = run({ cost: [1], upper: 10, weights: [1], capacity: 5, whole: false });
const empty = run({ cost: [], upper: 1, weights: [], capacity: 5, whole: false });
console.log({ asItComes, withoutGaps, lp, empty, version: highs.version.string });
assert.equal(asItComes.status, "optimal");
assert.ok(asItComes.objective < asItComes.bound, "optimal by default leaves a gap to its own bound");
assert.deepEqual(lp, { status: "optimal", objective: 5, bound: 0, gap: Infinity });
assert.deepEqual([empty.status, empty.objective, empty.bound, empty.gap], ["empty", 0, 0, 0]);
assert.equal(highs.version.string, "1.15.1");
JS
