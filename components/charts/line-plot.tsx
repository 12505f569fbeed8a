"use client";
import { Area, CartesianGrid, ComposedChart, Line, ReferenceLine, Tooltip, XAxis, YAxis } from "recharts";
import { lineLook } from "@/components/charts/chart-figure";
import { type EndLabel, type LineSeries, type PlotPoint, spread } from "@/components/charts/scale";
import { useMedia } from "@/components/ui/scripted";
import { shortMonth } from "@/lib/format";

export type LinePlotProps = {
  title: string;
  description: string;
  height: number;
  points: readonly PlotPoint[];
  series: readonly LineSeries[];
  labels: readonly EndLabel[];
  ticks: readonly { value: number; text: string }[];
  today?: { x: string; label: string };
  target?: { value: number; label: string };
};

const margin = { top: 20, right: 12, bottom: 4, left: 0 };
const axisHeight = 28;
const axisText = { fill: "var(--soft)", fontSize: 12 };

/** Lines over months with names at their ends, a band, a line for today and one for the target. Nothing moves. */
export function LinePlot({ title, description, height, points, series, labels, ticks, today, target }: LinePlotProps) {
  const roomy = useMedia("(width >= 40rem)", true);
  const top = ticks.at(-1)?.value ?? 1;
  const plotHeight = height - margin.top - margin.bottom - axisHeight;
  const place = (value: number) => margin.top + plotHeight * (1 - value / top);
  const ends = labels.filter((label) => label.index >= 0);
  const places = spread(
    ends.map((label) => place(label.value)),
    15,
  );
  const months = points.map((point) => point.x);
  const every = roomy ? 6 : 12;
  return (
    <div style={{ height }}>
      <ComposedChart
        accessibilityLayer
        data={[...points]}
        desc={description}
        margin={{ ...margin, right: roomy ? 72 : margin.right }}
        responsive
        style={{ width: "100%", height }}
        title={title}
      >
        <CartesianGrid stroke="var(--chart-grid)" vertical={false} />
        <XAxis
          axisLine={{ stroke: "var(--edge)" }}
          dataKey="x"
          height={axisHeight}
          interval={0}
          tick={axisText}
          tickFormatter={shortMonth}
          tickLine={false}
          ticks={months.filter((_, index) => index % every === 0)}
        />
        <YAxis
          axisLine={false}
          domain={[0, top]}
          tick={axisText}
          tickFormatter={(value: number) => ticks.find((tick) => tick.value === value)?.text ?? ""}
          tickLine={false}
          ticks={ticks.map((tick) => tick.value)}
          width={76}
        />
        <Area
          activeDot={false}
          dataKey="band"
          fill="var(--chart-forecast)"
          fillOpacity={0.16}
          isAnimationActive={false}
          stroke="none"
          tooltipType="none"
          type="linear"
        />
        {today && (
          <ReferenceLine
            label={{ value: today.label, position: "top", fill: "var(--ink)", fontSize: 12 }}
            stroke="var(--ink)"
            strokeWidth={1}
            x={today.x}
          />
        )}
        {target && (
          <ReferenceLine
            label={{ value: target.label, position: "insideTopLeft", fill: "var(--ink)", fontSize: 12 }}
            stroke="var(--ink)"
            strokeDasharray="4 4"
            y={target.value}
          />
        )}
        {series.map((item) => {
          const at = ends.findIndex((label) => label.key === item.key);
          return (
            <Line
              {...lineLook[item.look]}
              activeDot={{ r: 4 }}
              connectNulls={false}
              dataKey={item.key}
              dot={false}
              isAnimationActive={false}
              key={item.key}
              label={(mark) => (
                <EndText
                  index={Number(mark.index)}
                  last={ends[at]}
                  shown={roomy}
                  x={Number(mark.x)}
                  y={places[at] ?? Number(mark.y)}
                />
              )}
              name={item.label}
              type="linear"
            />
          );
        })}
        <Tooltip
          content={({ active, payload, label }) =>
            active && payload?.length ? (
              <div className="rounded-md border border-line bg-card px-3 py-2 text-sm shadow-card">
                <p className="font-medium">{shortMonth(String(label))}</p>
                {payload.map((entry) => (
                  <p key={String(entry.dataKey)}>
                    {entry.name}: <strong>{nearest(Number(entry.value))}</strong>
                  </p>
                ))}
              </div>
            ) : null
          }
          cursor={{ stroke: "var(--edge)" }}
          isAnimationActive={false}
        />
      </ComposedChart>
    </div>
  );

  function nearest(value: number) {
    return new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 0 }).format(value);
  }
}

function EndText(props: { index: number; last: EndLabel | undefined; shown: boolean; x: number; y: number }) {
  const { index, last, shown, x, y } = props;
  if (!shown || last?.index !== index) return null;
  return (
    <text
      dy={4}
      fill={lineLook[last.look].stroke}
      fontSize={12}
      fontWeight={600}
      paintOrder="stroke"
      stroke="var(--card)"
      strokeWidth={4}
      x={x + 6}
      y={y}
    >
      {last.label}
    </text>
  );
}
