"use client";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { Link } from "@/components/ui/link";

/**
 * A link that knows whether a page under it is open. `exact` for the home page, which is a prefix of all; `under` when
 * what belongs to it begins above its own address.
 */
export function NavLink({
  href,
  exact,
  under = href,
  children,
  ...rest
}: {
  href: string;
  exact?: boolean;
  under?: string;
  className?: string;
  title?: string;
  children: ReactNode;
}) {
  const path = usePathname();
  const here = path === href ? "page" : !exact && path.startsWith(`${under}/`) ? "true" : undefined;
  return (
    <Link {...rest} aria-current={here} href={href}>
      {children}
    </Link>
  );
}
