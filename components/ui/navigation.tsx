import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { type Address, withParams } from "@/components/ui/address";
import { buttonClass } from "@/components/ui/button-class";
import { cx } from "@/components/ui/cx";
import { Icon, type IconName } from "@/components/ui/icon";
import { Link } from "@/components/ui/link";

export type Tab = { href: string; label: string; current?: boolean; count?: number; icon?: IconName };

/** Tabs are links: each part of a record has its own address. */
export function Tabs({ items, label }: { items: readonly Tab[]; label?: string }) {
  const t = useTranslations("common");
  return (
    <nav aria-label={label ?? t("tabs")} className="no-print overflow-x-auto border-b border-line">
      <ul className="flex gap-1">
        {items.map((item) => (
          <li key={item.href}>
            <Link aria-current={item.current ? "page" : undefined} className="tab" href={item.href}>
              {item.icon && <Icon name={item.icon} size={18} />}
              {item.label}
              {item.count !== undefined && (
                <span className="rounded-sm bg-raised px-1.5 text-xs text-soft">{item.count}</span>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

export type Crumb = { label: string; href?: string };

/** The way here, told on paper too; the last one is the page itself and has no link. On a phone only the step back. */
export function Breadcrumbs({ items }: { items: readonly Crumb[] }) {
  const t = useTranslations("common");
  return (
    <nav aria-label={t("breadcrumbs")} className="text-sm">
      <ol className="flex flex-wrap items-center gap-x-1.5">
        {items.map((item, index) => (
          <li
            className={cx(
              "min-h-6 items-center gap-1.5 sm:flex print:flex",
              index === items.length - 2 ? "flex" : "hidden",
            )}
            key={`${item.href}${item.label}`}
          >
            {index > 0 && <Icon className="text-soft max-sm:hidden print:block" name="right" size={14} />}
            {item.href ? (
              <Link className="inline-flex items-center gap-1 thumb:min-h-11" href={item.href}>
                <Icon className="sm:hidden print:hidden" name="left" size={16} />
                {item.label}
              </Link>
            ) : (
              <span aria-current="page" className="text-soft">
                {item.label}
              </span>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}

/** Pages of a long table by `?page=`. */
export function Pager({
  page,
  pages,
  address,
  param = "page",
}: {
  page: number;
  pages: number;
  address: Address;
  param?: string;
}) {
  const t = useTranslations("common");
  if (pages <= 1) return null;
  const to = (target: number) => withParams(address, { [param]: target === 1 ? undefined : String(target) });
  return (
    <nav aria-label={t("pages")} className="no-print flex items-center justify-between gap-4 px-4 py-3 sm:px-6">
      {page > 1 ? (
        <Link className={buttonClass("secondary", "sm")} href={to(page - 1)} rel="prev">
          <Icon name="left" size={16} />
          {t("previous")}
        </Link>
      ) : (
        <span />
      )}
      <span className="text-sm text-soft">{t("pageOf", { page, pages })}</span>
      {page < pages ? (
        <Link className={buttonClass("secondary", "sm")} href={to(page + 1)} rel="next">
          {t("next")}
          <Icon name="right" size={16} />
        </Link>
      ) : (
        <span />
      )}
    </nav>
  );
}

/**
 * The ways from a page of a list that is read newest first: to the start, to what is newer and to what is older, each the
 * place of the row that it goes on from.
 */
export function PlacePager({
  address,
  newer,
  older,
  hash = "",
}: {
  address: Address;
  newer: string | undefined;
  older: string | undefined;
  hash?: string;
}) {
  const t = useTranslations("common");
  if (!newer && !older) return null;
  const to = (place: { after?: string; before?: string }) =>
    `${withParams(address, { after: undefined, before: undefined, ...place })}${hash}`;
  const look = buttonClass("secondary", "sm");
  return (
    <nav
      aria-label={t("pages")}
      className="no-print flex flex-wrap items-center justify-between gap-4 px-4 py-3 sm:px-6"
    >
      {newer ? (
        <span className="flex flex-wrap gap-2">
          <Link className={look} href={to({})}>
            {t("newest")}
          </Link>
          <Link className={look} href={to({ before: newer })} rel="prev">
            <Icon name="left" size={16} />
            {t("newer")}
          </Link>
        </span>
      ) : (
        <span />
      )}
      {older && (
        <Link className={look} href={to({ after: older })} rel="next">
          {t("older")}
          <Icon name="right" size={16} />
        </Link>
      )}
    </nav>
  );
}

/** The head of a page: the way here, its name, what stands beside it. */
export function PageHead({
  crumbs,
  title,
  note,
  actions,
}: {
  crumbs?: readonly Crumb[];
  title: ReactNode;
  note?: ReactNode;
  actions?: ReactNode;
}) {
  return (
    <header className="mb-6 flex flex-col gap-1">
      {crumbs && <Breadcrumbs items={crumbs} />}
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="min-w-0">
          <h1>{title}</h1>
          {note && <div className="mt-1 text-soft">{note}</div>}
        </div>
        {actions && <div className="no-print flex flex-wrap gap-2">{actions}</div>}
      </div>
    </header>
  );
}
