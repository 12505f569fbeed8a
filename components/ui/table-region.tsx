"use client";
import { type ReactNode, useEffect, useRef, useState } from "react";

/**
 * The box around a wide table. Only where the table is wider than the page it scrolls, sideways alone; where it fits, the
 * box is none and the heads stick to the top of the page, so that nothing ever scrolls inside a page that scrolls.
 */
export function TableRegion({
  label,
  className,
  children,
}: {
  label: string;
  className?: string;
  children: ReactNode;
}) {
  const box = useRef<HTMLElement>(null);
  const [fits, setFits] = useState(false);
  useEffect(() => {
    const region = box.current;
    const table = region?.querySelector("table");
    if (!region || !table) return;
    const observer = new ResizeObserver(() => setFits(table.offsetWidth <= region.clientWidth));
    observer.observe(region);
    observer.observe(table);
    return () => observer.disconnect();
  }, []);
  return (
    <section
      aria-label={label}
      className={className ? `table-region ${className}` : "table-region"}
      data-fits={fits || undefined}
      ref={box}
      tabIndex={fits ? undefined : 0}
    >
      {children}
    </section>
  );
}
