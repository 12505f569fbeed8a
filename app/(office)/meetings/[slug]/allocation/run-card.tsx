import { useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import { RadioGroup } from "@/components/ui/choice";
import { CommandForm } from "@/components/ui/command-form";
import type { DeskView } from "./desk-view";

/** Starts the reckoning, at first or again; what was moved by hand is kept unless somebody says otherwise. */
export function RunCard({ meeting, runs, movedByHand, confirmed, path }: DeskView) {
  const t = useTranslations("allocation.desk");
  const isFirst = runs.length === 0;
  return (
    <Card id="run" note={t("runNote", { count: confirmed })} title={t(isFirst ? "run" : "runAgain")}>
      <CommandForm
        doneLabel={t("runDone")}
        fixed={{ meetingId: meeting.id }}
        name="allocation.run"
        redirectTo={path}
        submit={{ variant: isFirst ? "primary" : "secondary", icon: "target" }}
        submitLabel={t(isFirst ? "runSubmit" : "runAgainSubmit")}
      >
        {movedByHand > 0 && (
          <RadioGroup
            defaultValue="keep"
            label={t("moves")}
            name="moves"
            options={[
              { value: "keep", label: t("movesKeep", { count: movedByHand }) },
              { value: "drop", label: t("movesDrop") },
            ]}
          />
        )}
      </CommandForm>
    </Card>
  );
}
