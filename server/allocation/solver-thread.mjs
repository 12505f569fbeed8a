// A thread of server/allocation/solver.ts: solves one model after another with the options that the run is stored with.
// Plain JavaScript, since a thread begins without what reads TypeScript in the process that started it.
import { parentPort, workerData } from "node:worker_threads";
import loadHighs from "highs";

const highs = await loadHighs();
parentPort?.on("message", (model) => parentPort?.postMessage(solved(model)));
parentPort?.postMessage({ version: highs.version.string });

/** @param {import("../../lib/domain/allocation/model").Model} model */
function solved({ maximize, whole, columns, rows }) {
  const starts = [0];
  for (const row of rows) starts.push((starts.at(-1) ?? 0) + row.columns.length);
  const { maximize: most, minimize: least } = highs.constants.objectiveSense;
  const model = highs.createModel({
    numCols: columns.length,
    numRows: rows.length,
    sense: maximize ? most : least,
    colCost: columns.map(({ cost }) => cost),
    colLower: columns.map(() => 0),
    colUpper: columns.map(({ upper }) => upper),
    ...(whole && { integrality: columns.map(() => highs.constants.variableType.integer) }),
    rowLower: rows.map(({ lower }) => lower),
    rowUpper: rows.map(({ upper }) => upper),
    matrix: {
      format: "csr",
      numRows: rows.length,
      numCols: columns.length,
      starts,
      indices: rows.flatMap((row) => row.columns),
      values: rows.flatMap((row) => row.values),
    },
  });
  try {
    model.options.set(workerData);
    const { modelStatus } = model.run();
    if (modelStatus !== highs.constants.modelStatus.optimal) return { optimal: false, values: [], bound: 0 };
    const bound = whole ? model.info.get("mip_dual_bound") : model.getObjectiveValue();
    return { optimal: true, values: [...model.getSolution().colValue], bound };
  } finally {
    model.dispose();
  }
}
