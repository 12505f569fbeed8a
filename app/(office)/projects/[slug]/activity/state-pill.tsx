import { useTranslations } from "next-intl";
import { StatePill, type Tone } from "@/components/ui/badge";
import type { IconName } from "@/components/ui/icon";
import type { ActivityState } from "@/lib/domain/activity";

const looks = {
  draft: { tone: "none", icon: "pen" },
  submitted: { tone: "active", icon: "clock" },
  returned: { tone: "warn", icon: "returned" },
  approved: { tone: "good", icon: "check" },
} satisfies Record<ActivityState, { tone: Tone; icon: IconName }>;

export function ActivityStatePill({ state }: { state: ActivityState }) {
  const t = useTranslations("activity.states");
  return <StatePill {...looks[state]}>{t(state)}</StatePill>;
}
