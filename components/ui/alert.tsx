import type { ReactNode } from "react";
import type { Tone } from "@/components/ui/badge";
import { cx } from "@/components/ui/cx";
import { Icon, type IconName } from "@/components/ui/icon";

const looks = {
  good: { look: "border-good bg-good-wash", mark: "text-good", icon: "check" },
  warn: { look: "border-accent bg-warn-wash", mark: "text-warn", icon: "alert" },
  bad: { look: "border-bad bg-bad-wash", mark: "text-bad", icon: "stop" },
  info: { look: "border-link bg-wash", mark: "text-link", icon: "info" },
  active: { look: "border-link bg-wash", mark: "text-link", icon: "clock" },
  none: { look: "border-edge bg-raised", mark: "text-soft", icon: "info" },
} satisfies Record<Tone, { look: string; mark: string; icon: IconName }>;

type AlertProps = {
  tone?: Tone;
  title?: ReactNode;
  children?: ReactNode;
  /** The button or link that mends the cause. */
  action?: ReactNode;
  /** Announce it: only for what appeared after an action of the user. */
  live?: boolean;
  className?: string;
};

export function Alert({ tone = "info", title, children, action, live, className }: AlertProps) {
  const { look, mark, icon } = looks[tone];
  return (
    <div
      className={cx("flex flex-wrap gap-x-3 gap-y-2 rounded-md border-l-4 px-4 py-3", look, className)}
      role={live ? (tone === "bad" ? "alert" : "status") : undefined}
    >
      <div className="flex min-w-0 flex-1 basis-64 gap-3">
        <Icon className={cx("mt-0.5", mark)} name={icon} />
        <div className="min-w-0">
          {title && <p className="font-semibold">{title}</p>}
          {children && <div className="text-ink">{children}</div>}
        </div>
      </div>
      {action && <div className="no-print self-center">{action}</div>}
    </div>
  );
}

/** What this place is for and the one button that starts it. */
export function EmptyState({
  title,
  children,
  action,
  icon = "check",
}: {
  title: ReactNode;
  children?: ReactNode;
  action?: ReactNode;
  icon?: IconName;
}) {
  return (
    <div className="flex flex-col items-center gap-2 px-4 py-10 text-center">
      <span className="mb-1 rounded-full bg-raised p-3 text-soft">
        <Icon name={icon} size={28} />
      </span>
      <p className="font-semibold">{title}</p>
      {children && <div className="max-w-prose text-soft">{children}</div>}
      {action && <div className="no-print mt-3">{action}</div>}
    </div>
  );
}
