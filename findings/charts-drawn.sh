#!/usr/bin/env bash
# What recharts 3.10.1 draws of small numbers, gaps and texts, with its axes as they come (react 19.3.1, drawn in jsdom 26.1.0,
# 500 × 300). Valid input. Installs the packages in a temporary folder; ends with 1 when something else is seen.
#
#   guessed before                                            seen
#   bars that are all below zero hang from zero               -10 and -3: the axis is -10 … -2, and the bars are as long as
#                                                             8 and 1, not as 10 and 3
#   domain={[0, 10]} cuts what is above                       a value of 50 makes it 0 … 50, with the ticks 0 15 30 45 50;
#                                                             allowDataOverflow draws far past the frame
#   scale="log" draws 1, 100, 1000; a 0 among them is a gap   nothing at all, without an error; with domain ["auto", "auto"]
#                                                             it draws, and a 0 with [1, "auto"] takes the whole line away
#   a number as a text is drawn, or is not, in all charts     bars and lines draw "12", the pie draws nothing; "1,5" is left
#                                                             out; "" in a line is 0, null is a gap
#   a BigInt is drawn, or refused                             neither line nor ticks
#   a value alone between two gaps is seen                    not with dot={false}; a line of one row has a dot all the same
#   minPointSize is for small values                          0 is as long as 1
#   a row whose category is null stands without a name        it is left out
#   the legend has the order of the lines                     that of the names' code units: Brno, Zlín, Čáslav
#
# So: give every axis a domain that includes zero, numbers that are numbers, itemSorter={null}, dots where there are gaps,
# and show a table of the same rows beside the chart.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund recharts@3.10.1 react@19.3.1 react-dom@19.3.1 jsdom@26.1.0
node --input-type=module <<'JS'
import assert from "node:assert/strict";
import { createRequire } from "node:module";
const require = createRequire(`${process.cwd()}/package.json`);
const { JSDOM } = require("jsdom");
const { window } = new JSDOM("<!doctype html><body></body>", { pretendToBeVisual: true });
for (const name of ["document", "HTMLElement", "SVGElement", "Element", "Node", "getComputedStyle", "MutationObserver"]) globalThis[name] = window[name];
Object.assign(globalThis, { window, IS_REACT_ACT_ENVIRONMENT: true, requestAnimationFrame: (draw) => setTimeout(draw, 0), cancelAnimationFrame: clearTimeout });
Object.defineProperty(globalThis, "navigator", { value: window.navigator, configurable: true });
globalThis.ResizeObserver = class { observe() {} unobserve() {} disconnect() {} };
console.error = () => {}; // what React says of updates outside its tests
const { act, createElement: element } = require("react");
const { createRoot } = require("react-dom/client");
const { Bar, BarChart, Legend, Line, LineChart, Pie, PieChart, XAxis, YAxis } = require("recharts");

const size = { width: 500, height: 300 };
const still = { isAnimationActive: false };
const whole = (text) => text?.replace(/\.\d+/g, "") ?? "";
/** What is drawn: the labels of the vertical axis, bars' lengths in pixels, lines' paths, the count of dots and of sectors. */
async function draw(chart) {
  const box = document.body.appendChild(document.createElement("div"));
  const root = createRoot(box);
  await act(async () => root.render(chart));
  await act(async () => new Promise((resolve) => setTimeout(resolve, 30)));
  const all = (selector) => [...box.querySelectorAll(selector)];
  const seen = {
    ticks: all(".recharts-yAxis-tick-labels .recharts-cartesian-axis-tick-value").map((label) => label.textContent).join(" "),
    bars: all(".recharts-bar-rectangle path").map((bar) => Math.abs(Math.round(bar.getAttribute("height")))).join(" "),
    line: all("path.recharts-curve").map((path) => whole(path.getAttribute("d"))).join(),
    dots: all(".recharts-dot").length,
    sectors: all("path.recharts-sector").length,
    legend: all(".recharts-legend-item-text").map((item) => item.textContent).join(" "),
  };
  await act(async () => root.unmount());
  return seen;
}
const rows = (values) => values.map((value, at) => ({ name: `m${at}`, value }));
const bars = (values, options) => draw(element(BarChart, { ...size, data: rows(values) }, element(YAxis), element(Bar, { dataKey: "value", ...still, ...options })));
const line = (values, axis, options) =>
  draw(element(LineChart, { ...size, data: rows(values) }, element(YAxis, axis), element(Line, { dataKey: "value", ...still, ...options })));
const pie = (values) => draw(element(PieChart, size, element(Pie, { data: rows(values), dataKey: "value", ...still })));
const names = ["Zlín", "Čáslav", "Brno"].map((name) => element(Line, { key: name, dataKey: name, name, ...still }));

const negative = await bars([-10, -3]);
const [low, high] = [await line([5, 50], { domain: [0, 10] }), await line([5, 50], { domain: [0, 10], allowDataOverflow: true })];
const logs = [];
for (const domain of [undefined, ["auto", "auto"]]) logs.push(await line([1, 100, 1000], { scale: "log", domain }));
logs.push(await line([0, 100, 1000], { scale: "log", domain: [1, "auto"] }));
const seen = {
  negative: [negative.ticks, negative.bars],
  domain: [low.ticks, high.line],
  log: logs.map((chart) => chart.line !== ""),
  texts: [(await bars(["12", "1,5"])).bars, (await pie(["5", "15"])).sectors, (await pie([5, 15])).sectors],
  empty: [(await line([1, "", 4])).line, (await line([1, null, 4])).line],
  bigint: await line([1n, 5n]).then((chart) => chart.ticks + chart.line),
  alone: [(await line([null, 2, null], {}, { dot: false })).dots, (await line([2], {}, { dot: false })).dots],
  least: (await bars([0, 1, null, 500], { minPointSize: 5 })).bars.split(" ").slice(0, -1),
  nameless: (await draw(element(BarChart, { ...size, data: [{ name: null, value: 1 }, { name: "b", value: 2 }] }, element(XAxis, { dataKey: "name" }), element(Bar, { dataKey: "value", ...still })))).bars.split(" ").length,
  legend: (await draw(element(LineChart, { ...size, data: rows([1]) }, element(Legend), ...names))).legend,
};
console.log(seen);
assert.deepEqual(seen, {
  negative: ["-10 -8 -6 -4 -2", "290 36"],
  domain: ["0 15 30 45 50", "M65,150L495,-1155"],
  log: [false, true, false],
  texts: ["290", 0, 2],
  empty: ["M65,222L280,295L495,5", "M65,222ZM495,5Z"],
  bigint: "",
  alone: [0, 1],
  least: ["5", "5"],
  nameless: 1,
  legend: "Brno Zlín Čáslav",
});
process.exit(0);
JS
