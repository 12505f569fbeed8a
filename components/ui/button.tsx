import type { ComponentProps, ReactNode } from "react";
import { type ButtonSize, type ButtonVariant, buttonClass } from "@/components/ui/button-class";
import { Icon, type IconName } from "@/components/ui/icon";
import { Link } from "@/components/ui/link";

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
