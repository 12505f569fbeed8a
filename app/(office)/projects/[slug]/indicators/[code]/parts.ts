import type { Address } from "@/components/ui/address";
import type { indicatorView, RowsAsked } from "@/db/queries/indicator";
import type { ProjectLink } from "../../links";

/** What every part of the page gets. */
export type IndicatorParts = {
  view: NonNullable<Awaited<ReturnType<typeof indicatorView>>>;
  asked: RowsAsked;
  address: Address;
  link: ProjectLink;
};
