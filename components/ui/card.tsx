import type { ReactNode } from "react";
import { cx } from "@/components/ui/cx";
import { Link } from "@/components/ui/link";

type CardProps = {
  title?: ReactNode;
  /** A sentence under the title. */
  note?: ReactNode;
  /** Links or buttons at the right end of the heading. */
  actions?: ReactNode;
  level?: 2 | 3;
  id?: string;
  className?: string;
  /** No padding around the body, for tables that reach the edges. */
  flush?: boolean;
  children: ReactNode;
};

export function Card({ title, note, actions, level = 2, id, className, flush, children }: CardProps) {
  const Heading = level === 2 ? "h2" : "h3";
  return (
    <section
      aria-labelledby={title && id ? `${id}-title` : undefined}
      className={cx("card min-w-0", className)}
      id={id}
    >
      {(title || actions) && (
        <header className="card-head">
          <div className="min-w-0">
            {title && <Heading id={id && `${id}-title`}>{title}</Heading>}
            {note ? <p className="text-sm text-soft">{note}</p> : null}
          </div>
          {actions ? <div className="no-print flex flex-wrap gap-2">{actions}</div> : null}
        </header>
      )}
      <div className={flush ? "pt-3" : "p-4 sm:px-6 sm:pb-6"}>{children}</div>
    </section>
  );
}

type TileProps = {
  label: ReactNode;
  value: ReactNode;
  href: string;
  note?: ReactNode;
  /** A small mark (sparkline, bullet, progress) under the value. */
  mark?: ReactNode;
  badge?: ReactNode;
};

/** One figure that is a link to the rows behind it. */
export function Tile({ label, value, href, note, mark, badge }: TileProps) {
  return (
    <Link className="card tile group" href={href}>
      <span className="flex items-start justify-between gap-2 text-sm">
        <span className="font-medium text-link group-hover:underline">{label}</span>
        {badge}
      </span>
      <span className="text-2xl font-semibold tracking-tight">{value}</span>
      {note && <span className="text-sm text-soft">{note}</span>}
      {mark && <span className="mt-auto block pt-2">{mark}</span>}
    </Link>
  );
}
