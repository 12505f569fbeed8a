import NextLink from "next/link";
import type { ComponentProps } from "react";

/** A link within the product. Nothing is fetched ahead: a page of records has dozens of links and one is followed. */
export function Link(props: ComponentProps<typeof NextLink>) {
  return <NextLink prefetch={false} {...props} />;
}
