import type { LegendItem } from "@/components/charts/chart-figure";

export type LineSeries = LegendItem & { key: string };

/** A point of a plot: its place on the axis, a number or nothing per series, a band. */
export type PlotPoint = { x: string; band?: number[]; [key: string]: string | number | number[] | null | undefined };

export type EndLabel = { key: string; label: string; look: LineSeries["look"]; index: number; value: number };

/** Where a line ends, to write its name there. */
export function endLabel(series: LineSeries, points: readonly PlotPoint[]): EndLabel {
  const index = points.findLastIndex((point) => typeof point[series.key] === "number");
  const value = points[index]?.[series.key];
  return { ...series, index, value: typeof value === "number" ? value : 0 };
}

/** Four or five round steps from nought to at least `top`. */
export function wholeScale(top: number) {
  const rough = Math.max(top, 1) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 2.5, 5, 10].find((factor) => factor * power >= rough) ?? 10) * power;
  const steps = Math.ceil(Math.max(top, 1) / step);
  return Array.from({ length: steps + 1 }, (_, index) => index * step);
}

/** Moves labels that end at nearly the same height apart, keeping their order; in pixels. */
export function spread(places: readonly number[], gap: number) {
  const order = places.map((_, index) => index).sort((a, b) => (places[a] ?? 0) - (places[b] ?? 0));
  const moved = [...places];
  let last = Number.NEGATIVE_INFINITY;
  for (const index of order) {
    last = Math.max(moved[index] ?? 0, last + gap);
    moved[index] = last;
  }
  const shift = places.length > 0 ? (Math.max(...moved) - Math.max(...places)) / 2 : 0;
  return moved.map((place) => place - shift);
}
