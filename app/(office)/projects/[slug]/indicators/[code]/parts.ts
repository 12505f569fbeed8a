import type { Address } from "@/components/ui/address";
import type { IndicatorView, RowsAsked } from "@/server/views/indicators";
import type { ProjectLink } from "../../links";

/** What every part of the page gets. */
export type IndicatorParts = {
  view: IndicatorView;
  asked: RowsAsked;
  address: Address;
  link: ProjectLink;
};
