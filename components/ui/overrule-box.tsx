"use client";
import { useTranslations } from "next-intl";
import { Alert } from "@/components/ui/alert";
import { TextField } from "@/components/ui/text-field";

/** Asks once for the reason of a text in which a person's data seem to stand; left empty where they were taken out. */
export default function OverruleBox() {
  const t = useTranslations("common");
  return (
    <Alert title={t("personal.title")} tone="warn">
      <p className="mb-2">{t("personal.explain")}</p>
      <TextField
        autoComplete="off"
        hint={t("personal.reasonHint")}
        label={t("personal.reason")}
        maxLength={300}
        name="overrule.reason"
        optional
      />
    </Alert>
  );
}
