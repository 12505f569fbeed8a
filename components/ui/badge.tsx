import type { ReactNode } from "react";
import { cx } from "@/components/ui/cx";
import { Icon, type IconName } from "@/components/ui/icon";

/** good, warn and bad judge; info informs; active is under way; none means "no data", never "good". */
export type Tone = "good" | "warn" | "bad" | "info" | "active" | "none";

const tones = {
  good: { look: "bg-good-wash text-good", icon: "check" },
  warn: { look: "bg-warn-wash text-warn", icon: "alert" },
  bad: { look: "bg-bad-wash text-bad", icon: "stop" },
  info: { look: "bg-wash text-link", icon: "info" },
  active: { look: "bg-wash text-link", icon: "clock" },
  none: { look: "bg-raised text-soft", icon: "dash" },
} satisfies Record<Tone, { look: string; icon: IconName }>;

/** The state of something: icon + word + colour, so that colour is never the only sign. */
export function StatePill({
  tone,
  icon,
  children,
  className,
}: {
  tone: Tone;
  icon?: IconName;
  children: ReactNode;
  className?: string;
}) {
  return (
    <span className={cx("pill", tones[tone].look, className)}>
      <Icon name={icon ?? tones[tone].icon} size={15} />
      {children}
    </span>
  );
}

/** A plain label: a code, a count, a kind. */
export function Badge({ children, className }: { children: ReactNode; className?: string }) {
  return (
    <span
      className={cx(
        "inline-flex items-center rounded-sm border border-line bg-raised px-1.5 py-0.5 align-middle text-xs font-medium text-soft",
        className,
      )}
    >
      {children}
    </span>
  );
}
