import type { ComponentProps, ReactNode } from "react";
import { cx } from "@/components/ui/cx";
import { Icon, type IconName } from "@/components/ui/icon";
import { Link } from "@/components/ui/link";

export type ButtonVariant = "primary" | "secondary" | "quiet" | "danger";
export type ButtonSize = "sm" | "md" | "lg";

const variants = {
  primary: "border-action bg-action text-on-action hover:border-action-strong hover:bg-action-strong",
  secondary: "border-edge bg-card text-link hover:border-link hover:bg-wash",
  quiet: "border-transparent text-link hover:bg-wash",
  danger: "border-bad-action bg-bad-action text-white hover:brightness-90",
} satisfies Record<ButtonVariant, string>;

const sizes = {
  sm: "min-h-8 gap-1.5 px-2.5 text-sm thumb:min-h-11 thumb:px-3",
  md: "min-h-11 gap-2 px-4",
  lg: "min-h-14 gap-2.5 px-6 text-lg",
} satisfies Record<ButtonSize, string>;

/** The look of a button, for elements that are not one (a label of a file field, a link). */
export function buttonClass(variant: ButtonVariant = "primary", size: ButtonSize = "md", className?: string) {
  return cx(
    "no-print inline-flex cursor-pointer items-center justify-center rounded-md border font-medium no-underline hover:no-underline aria-busy:cursor-progress",
    variants[variant],
    sizes[size],
    className,
  );
}

type Look = { variant?: ButtonVariant; size?: ButtonSize; icon?: IconName; children?: ReactNode };

export function Button({
  variant,
  size,
  icon,
  children,
  className,
  type = "button",
  ...rest
}: Look & ComponentProps<"button">) {
  return (
    <button {...rest} className={buttonClass(variant, size, className)} type={type}>
      {icon && <Icon name={icon} size={size === "sm" ? 16 : 20} />}
      {children}
    </button>
  );
}

/** A link that looks like a button. `plain` uses a bare anchor: downloads and routes that set cookies must not be prefetched. */
export function LinkButton({
  variant,
  size,
  icon,
  children,
  className,
  href,
  plain,
  ...rest
}: Look & Omit<ComponentProps<"a">, "href"> & { href: string; plain?: boolean }) {
  const inside = (
    <>
      {icon && <Icon name={icon} size={size === "sm" ? 16 : 20} />}
      {children}
    </>
  );
  const look = buttonClass(variant, size, className);
  if (plain)
    return (
      <a {...rest} className={look} href={href}>
        {inside}
      </a>
    );
  return (
    <Link {...rest} className={look} href={href}>
      {inside}
    </Link>
  );
}
