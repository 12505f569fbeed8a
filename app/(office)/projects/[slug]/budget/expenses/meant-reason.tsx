"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";

/** Why an expense is saved with what looks like a person's data in its words. */
export function MeantReason({ onMeant }: { onMeant: (reason: string) => void }) {
  const t = useTranslations("common");
  const [reason, setReason] = useState("");
  const said = reason.trim();
  return (
    <span className="flex flex-col items-start gap-1 text-ink">
      <label className="flex w-full max-w-md flex-col gap-1">
        <span className="font-medium">{t("personal.reason")}</span>
        <span className="text-sm text-soft">{t("personal.reasonHint")}</span>
        <input
          autoComplete="off"
          className="control"
          maxLength={300}
          onChange={(event) => setReason(event.currentTarget.value)}
          value={reason}
        />
      </label>
      {said.length >= 5 && (
        <Button onClick={() => onMeant(said)} size="sm" variant="secondary">
          {t("personal.send")}
        </Button>
      )}
    </span>
  );
}
