"use client";
import { type ReactNode, useRef } from "react";
import { cx } from "@/components/ui/cx";

/** A disclosure that opens without scripts; with them Escape and a step outside close it. */
export function Menu({
  label,
  children,
  align = "end",
  className,
  buttonClassName,
  onNear,
}: {
  label: ReactNode;
  children: ReactNode;
  align?: "start" | "end";
  className?: string;
  buttonClassName?: string;
  /** Called when somebody is about to open it, and again when it opens. */
  onNear?: () => void;
}) {
  const box = useRef<HTMLDetailsElement>(null);
  const close = () => {
    if (box.current) box.current.open = false;
  };
  return (
    <details
      className={cx("relative", className)}
      onBlur={(event) => {
        if (event.relatedTarget && !event.currentTarget.contains(event.relatedTarget)) close();
      }}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || !box.current?.open) return;
        close();
        box.current.querySelector("summary")?.focus();
      }}
      onFocus={onNear}
      onPointerEnter={onNear}
      onToggle={onNear}
      ref={box}
    >
      <summary
        className={cx(
          "flex min-h-10 list-none thumb:min-h-11 thumb:min-w-11 thumb:justify-center items-center gap-1.5 rounded-md px-2 hover:bg-wash [&::-webkit-details-marker]:hidden",
          buttonClassName,
        )}
      >
        {label}
      </summary>
      <div
        className={cx(
          "absolute top-full z-30 mt-1 max-h-[70dvh] w-max max-w-[min(22rem,90vw)] min-w-48 overflow-auto rounded-md border border-line bg-card p-2 shadow-card",
          align === "end" ? "right-0" : "left-0",
        )}
      >
        {children}
      </div>
    </details>
  );
}
