import type { RowListView } from "@/app/(office)/row-list";
import type { MeetingDesk } from "@/server/views/meetings";

export const deskTabs = ["details", "sites", "programme", "history"] as const;
export type DeskTab = (typeof deskTabs)[number];

/** What every part of the desk is drawn from; `at` leads to a form on the tab where the part stands. */
export type DeskView = MeetingDesk & RowListView & { today: string };
