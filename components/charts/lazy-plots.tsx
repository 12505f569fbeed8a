"use client";
import dynamic from "next/dynamic";

/** recharts comes only when a chart is on the page, and only to the browser; the figure keeps its height meanwhile. */
export const SCurvePlot = dynamic(() => import("@/components/charts/line-plot").then((loaded) => loaded.LinePlot), {
  ssr: false,
  loading: () => <div aria-hidden="true" className="h-80 rounded-md bg-raised" />,
});
export const BurnUpPlot = dynamic(() => import("@/components/charts/line-plot").then((loaded) => loaded.LinePlot), {
  ssr: false,
  loading: () => <div aria-hidden="true" className="h-60 rounded-md bg-raised" />,
});
