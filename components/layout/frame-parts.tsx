import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { cx } from "@/components/ui/cx";
import { Icon } from "@/components/ui/icon";

export function SkipLink() {
  const t = useTranslations("frame");
  return (
    <a
      className="no-print fixed top-2 left-2 z-50 -translate-y-20 rounded-md bg-action px-4 py-2.5 font-medium text-on-action focus:translate-y-0"
      href="#content"
    >
      {t("skip")}
    </a>
  );
}

/** The city's own emblem and name; our mark where no emblem was set. */
export function Brand({
  href,
  name,
  note,
  emblem,
  className,
}: {
  href: string;
  name: string;
  note?: string;
  emblem?: ReactNode;
  className?: string;
}) {
  return (
    <a
      className={cx("flex min-h-11 min-w-0 items-center gap-3 text-ink no-underline hover:no-underline", className)}
      href={href}
    >
      {emblem ?? (
        <span className="grid size-9 shrink-0 place-items-center rounded-md bg-action text-on-action">
          <Icon name="shield" size={22} />
        </span>
      )}
      <span className="min-w-0 leading-tight">
        <span className="block truncate font-semibold">{name}</span>
        {note && <span className="block truncate text-xs text-soft">{note}</span>}
      </span>
    </a>
  );
}

export function DemoStripe() {
  const t = useTranslations("frame");
  return (
    <p className="flex justify-center gap-2 bg-accent px-4 py-1 text-center text-sm text-on-accent">
      <Icon className="mt-0.5" name="info" size={16} />
      {t("demo")}
    </p>
  );
}
