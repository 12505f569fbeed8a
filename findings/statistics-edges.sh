#!/usr/bin/env bash
# Distributions and tests of jstat 1.9.6 and simple-statistics 7.12.1 where counts are large, zero or few. Valid input.
# Installs the packages in a temporary folder; ends with 1 when something else is seen.
#
#   guessed before                                            seen
#   jstat: poisson.cdf(200, 150) is 0.99997                   NaN; poisson.pdf(150, 150) is Infinity
#   jstat: binomial.pdf(600, 1200, 0.5) is 0.023              Infinity; of 5000 in 10000 NaN (binomial.cdf is right for both)
#   jstat: normal.inv(0, 0, 1) is -Infinity                   -141.42; chisquare.inv(1, 2) is 202; studentt.inv(0, 5) is -Infinity
#   jstat: the second quartile is the median                  quartiles of 1…6: [2, 3, 5], median 3.5
#   jstat: percentile and quantiles agree                     a tenth of 10, 20 … 100: percentile 19, quantiles 14
#   jstat: a p-value is at most 1                             ttest(2, [1, 2, 3]) is 1.0000000000000004
#   simple-statistics: the normal distribution function is    a table of two decimals: 1.955 and 1.964 are the same, and from
#   good to seven places                                      3.09 on all is 0.999, so a two-sided p is never below 0.002
#   …, and probit is its inverse                              probit(0.025) is -1.9572 in place of -1.9600, probit(0) -3.7
#   simple-statistics: poissonDistribution(0) is [1]          undefined (binomialDistribution(10, 0) is [1])
#   …, binomialDistribution(20, 0.1) has 21 entries           9: it ends where 0.9999 is reached
#
# So: exact intervals by beta.inv and chisquare.inv with their ends (0 and n) written by hand; sums of Poisson through the
# logarithm (lgamma); no normal p-values from simple-statistics; a quantile has one definition in a product, its own.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund jstat@1.9.6 simple-statistics@7.12.1
node --input-type=module <<'JS'
import assert from "node:assert/strict";
import { createRequire } from "node:module";
const require = createRequire(`${process.cwd()}/package.json`);
const { jStat } = require("jstat");
const ss = require("simple-statistics");

const places = (number, count = 4) => Number(number.toFixed(count));
const tens = Array.from({ length: 10 }, (_, at) => (at + 1) * 10);
const jstat = {
  poisson: [jStat.poisson.cdf(200, 150), jStat.poisson.pdf(150, 150), places(jStat.poisson.cdf(100, 100))],
  binomial: [jStat.binomial.pdf(600, 1200, 0.5), jStat.binomial.pdf(5000, 10000, 0.5)],
  binomialCdf: [jStat.binomial.cdf(600, 1200, 0.5), jStat.binomial.cdf(5000, 10000, 0.5)].map((one) => places(one)),
  ends: [jStat.normal.inv(0, 0, 1), jStat.chisquare.inv(1, 2), jStat.studentt.inv(0, 5)].map((one) => places(one, 2)),
  quartiles: jStat.quartiles([1, 2, 3, 4, 5, 6]),
  median: jStat.median([1, 2, 3, 4, 5, 6]),
  tenth: [jStat.percentile(tens, 0.1), jStat.quantiles(tens, [0.1])[0]],
  p: jStat.ttest(2, [1, 2, 3]),
};
const simple = {
  normal: [1.955, 1.964, 3.09, 6].map((z) => ss.cumulativeStdNormalProbability(z)),
  probit: [0.025, 0].map((p) => places(ss.probit(p))),
  poisson: ss.poissonDistribution(0),
  binomial: [ss.binomialDistribution(10, 0), ss.binomialDistribution(20, 0.1).length],
};
console.log(jstat, simple);
assert.deepEqual(jstat, {
  poisson: [NaN, Infinity, 0.5266],
  binomial: [Infinity, NaN],
  binomialCdf: [0.5115, 0.504],
  ends: [-141.42, 202, -Infinity],
  quartiles: [2, 3, 5],
  median: 3.5,
  tenth: [19, 14],
  p: 1.0000000000000004,
});
assert.deepEqual(simple, { normal: [0.975, 0.975, 0.999, 0.999], probit: [-1.9572, -3.7061], poisson: undefined, binomial: [[1], 9] });
JS
