"use client";
import { useTranslations } from "next-intl";
import { CommandForm, SubmitButton } from "@/components/ui/command-form";
import { FormOutcome } from "@/components/ui/form-outcome";
import { TextField } from "@/components/ui/text-field";
import type { AttendanceDecision } from "@/lib/domain/attendance";

type Props = { siteId: string; registrationId: string; version: string; decision: AttendanceDecision | null };

/** Whether an attendance without a seat counts; what was decided before is offered no more. */
export function DecideForm({ decision, ...fixed }: Props) {
  const t = useTranslations("attendance");
  return (
    <CommandForm className="gap-2" doneLabel={t("decided")} fixed={fixed} name="attendance.decide" placesOutcome>
      <TextField label={t("decisionNote")} maxLength={2000} name="note" optional />
      <div className="flex flex-wrap items-center gap-3">
        {decision !== "counted" && (
          <SubmitButton name="decision" size="sm" value="counted" variant="secondary">
            {t("count")}
          </SubmitButton>
        )}
        {decision !== "left-out" && (
          <SubmitButton name="decision" size="sm" value="left-out" variant="secondary">
            {t("leaveOut")}
          </SubmitButton>
        )}
        <FormOutcome />
      </div>
    </CommandForm>
  );
}
