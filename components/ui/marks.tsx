import { cx } from "@/components/ui/cx";

const fills = {
  actual: "var(--chart-actual)",
  plan: "var(--chart-plan)",
  forecast: "var(--chart-forecast)",
  second: "var(--chart-second)",
  third: "var(--chart-third)",
} as const;
export type MarkTone = keyof typeof fills;

const cut = (ratio: number) => Math.min(1, Math.max(0, ratio));

/** A part of a whole. `label` says it in words with numbers, because a bar alone says nothing to a screen reader. */
export function ProgressBar({
  ratio,
  label,
  tone = "actual",
  className,
}: {
  ratio: number;
  label: string;
  tone?: MarkTone;
  className?: string;
}) {
  return (
    <svg
      aria-label={label}
      className={cx("block h-2 w-full rounded-full bg-raised", className)}
      data-mark
      preserveAspectRatio="none"
      role="img"
      viewBox="0 0 100 8"
    >
      <rect fill={fills[tone]} height="8" width={cut(ratio) * 100} />
    </svg>
  );
}

/** Reached (bar) against planned to date (tick) within a limit; all three in the same unit, `label` in words. */
export function Bullet({
  value,
  plan,
  limit,
  label,
  className,
}: {
  value: number;
  plan?: number;
  limit: number;
  label: string;
  className?: string;
}) {
  const over = value > limit;
  const whole = Math.max(limit, value, 1);
  return (
    <span aria-label={label} className={cx("relative my-0.5 block h-4 w-full", className)} data-mark role="img">
      <span className="absolute inset-y-1 left-0 rounded-sm bg-raised" style={{ width: `${(limit / whole) * 100}%` }} />
      <span
        className="absolute inset-y-1 left-0 rounded-sm"
        style={{ width: `${cut(value / whole) * 100}%`, background: over ? "var(--bad)" : fills.actual }}
      />
      {plan !== undefined && (
        <span
          className="absolute inset-y-0 w-[3px] -translate-x-1/2 bg-ink outline outline-card"
          style={{ left: `${cut(plan / whole) * 100}%` }}
        />
      )}
    </span>
  );
}

/** A small line without axes; the last point is marked. */
export function Sparkline({
  values,
  label,
  className,
}: {
  values: readonly number[];
  label: string;
  className?: string;
}) {
  const top = Math.max(...values, 1);
  const low = Math.min(...values, 0);
  const x = (index: number) => (values.length < 2 ? 50 : 2 + (index / (values.length - 1)) * 96);
  const y = (value: number) => 22 - ((value - low) / (top - low || 1)) * 20;
  const last = values.length - 1;
  return (
    <svg
      aria-label={label}
      className={cx("block h-8 w-full", className)}
      data-mark
      role="img"
      viewBox="0 0 100 24"
      preserveAspectRatio="none"
    >
      <polyline
        fill="none"
        points={values.map((value, index) => `${x(index).toFixed(1)},${y(value).toFixed(1)}`).join(" ")}
        stroke={fills.actual}
        strokeLinejoin="round"
        strokeWidth="1.5"
        vectorEffect="non-scaling-stroke"
      />
      {last >= 0 && (
        <line
          stroke={fills.actual}
          strokeLinecap="round"
          strokeWidth="6"
          vectorEffect="non-scaling-stroke"
          x1={x(last)}
          x2={x(last)}
          y1={y(values[last] ?? 0)}
          y2={y(values[last] ?? 0)}
        />
      )}
    </svg>
  );
}

export type StackPart = { label: string; value: number; text: string; tone: MarkTone };

/** Parts of one whole side by side, with a list that says each in words; patterns are not needed, gaps divide them. */
export function StackedBar({ parts, label, bare }: { parts: readonly StackPart[]; label: string; bare?: boolean }) {
  const whole = parts.reduce((sum, part) => sum + Math.max(0, part.value), 0) || 1;
  return (
    <div>
      <div
        aria-label={label}
        className="flex h-6 w-full gap-0.5 overflow-hidden rounded-sm bg-raised"
        data-mark
        role="img"
      >
        {parts.map((part) => (
          <span
            key={part.label}
            style={{ width: `${(Math.max(0, part.value) / whole) * 100}%`, background: fills[part.tone] }}
          />
        ))}
      </div>
      {!bare && (
        <ul className="mt-2 flex flex-wrap gap-x-6 gap-y-1 text-sm">
          {parts.map((part) => (
            <li className="flex items-center gap-2" key={part.label}>
              <span className="size-3 rounded-sm" data-mark style={{ background: fills[part.tone] }} />
              {part.label}
              <span className="font-medium">{part.text}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
