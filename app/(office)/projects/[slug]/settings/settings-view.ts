import type { RowListView } from "@/app/(office)/row-list";
import type { ProjectSettings } from "@/db/queries/project-settings";
import type { ItemRow } from "@/db/queries/settings";

/** What every section of a project's settings gets. */
export type SettingsView = ProjectSettings &
  RowListView & {
    today: string;
    /** Indicators that the catalogue offers today, and the one that a new indicator begins from. */
    offers: readonly ItemRow[];
    item?: ItemRow;
  };
