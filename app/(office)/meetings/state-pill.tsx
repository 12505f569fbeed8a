import { useTranslations } from "next-intl";
import { StatePill, type Tone } from "@/components/ui/badge";
import type { IconName } from "@/components/ui/icon";
import type { MeetingState, RoundState } from "@/lib/domain/meeting";

const looks: Record<MeetingState | RoundState, { tone: Tone; icon?: IconName }> = {
  draft: { tone: "none", icon: "pen" },
  planned: { tone: "none", icon: "clock" },
  open: { tone: "active" },
  closed: { tone: "info", icon: "lock" },
  allocated: { tone: "info", icon: "users" },
  published: { tone: "good" },
};

/** Where a meeting, or a round, stands. */
export function MeetingPill({ state, of = "states" }: { state: MeetingState | RoundState; of?: "states" | "rounds" }) {
  const t = useTranslations("meetings");
  const words: Record<string, string> = {
    draft: t("states.draft"),
    open: t(of === "states" ? "states.open" : "roundStates.open"),
    closed: t(of === "states" ? "states.closed" : "roundStates.closed"),
    allocated: t("states.allocated"),
    published: t("states.published"),
    planned: t("roundStates.planned"),
  };
  return <StatePill {...looks[state]}>{words[state]}</StatePill>;
}
