"use client";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { Link } from "@/components/ui/link";

/** A link that knows whether the page under it is open. `exact` for the home page, which is a prefix of all. */
export function NavLink({
  href,
  exact,
  children,
  ...rest
}: {
  href: string;
  exact?: boolean;
  className?: string;
  title?: string;
  children: ReactNode;
}) {
  const path = usePathname();
  const here = path === href ? "page" : !exact && path.startsWith(`${href}/`) ? "true" : undefined;
  return (
    <Link {...rest} aria-current={here} href={href}>
      {children}
    </Link>
  );
}
