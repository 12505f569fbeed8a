"use client";
import { lazy, Suspense } from "react";
import type { LinePlotProps } from "@/components/charts/line-plot";
import { cx } from "@/components/ui/cx";
import { useScripted } from "@/components/ui/scripted";

const Plot = lazy(() => import("@/components/charts/line-plot").then(({ LinePlot }) => ({ default: LinePlot })));

/** recharts comes only when a chart is on the page, and only to the browser; the figure keeps its height meanwhile. */
function LazyPlot({ room, ...plot }: LinePlotProps & { room: string }) {
  const wait = <div aria-hidden="true" className={cx("rounded-md bg-raised", room)} />;
  return useScripted() ? (
    <Suspense fallback={wait}>
      <Plot {...plot} />
    </Suspense>
  ) : (
    wait
  );
}

export const SCurvePlot = (props: LinePlotProps) => <LazyPlot {...props} room="h-80" />;
export const BurnUpPlot = (props: LinePlotProps) => <LazyPlot {...props} room="h-60" />;
