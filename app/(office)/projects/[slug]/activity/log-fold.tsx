"use client";
import { type ReactNode, useContext, useState } from "react";
import { cx } from "@/components/ui/cx";
import { FormContext } from "@/components/ui/form-context";

/**
 * A part of the form that mostly stays as it is: its heading says what it holds, a press opens it. It opens by itself when
 * the last answer refused one of its fields, so that nothing is asked for out of sight.
 */
export function Fold({
  title,
  summary,
  fields,
  startsOpen = false,
  className,
  children,
}: {
  title: string;
  summary?: ReactNode;
  /** Beginnings of the names of its fields. */
  fields: readonly string[];
  startsOpen?: boolean;
  className?: string;
  children: ReactNode;
}) {
  const { errors } = useContext(FormContext);
  const [open, setOpen] = useState(startsOpen);
  const [seen, setSeen] = useState(errors);
  if (seen !== errors) {
    setSeen(errors);
    if (Object.keys(errors).some((name) => fields.some((own) => name.startsWith(own)))) setOpen(true);
  }
  return (
    <details
      className={cx("rounded-md border border-line bg-card", className)}
      onToggle={(event) => setOpen(event.currentTarget.open)}
      open={open}
    >
      <summary className="min-h-12 cursor-pointer px-3 py-3">
        <span className="font-medium">{title}</span>
        {summary && <span className="text-soft"> · {summary}</span>}
      </summary>
      <div className="flex flex-col gap-4 border-t border-line px-3 py-3">{children}</div>
    </details>
  );
}
