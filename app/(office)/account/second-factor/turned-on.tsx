import { useLocale, useTranslations } from "next-intl";
import { StatePill } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { CommandForm } from "@/components/ui/command-form";
import { TextField } from "@/components/ui/text-field";
import type { OwnFactor } from "@/db/queries/second-factor";
import * as format from "@/lib/format";

/** Since when it is on, how many recovery codes are left, and new ones in their place. */
export function RenewCard({ factor: { confirmedAt, codesLeft } }: { factor: OwnFactor }) {
  const t = useTranslations("account");
  const locale = useLocale();
  return (
    <Card
      id="renew"
      note={confirmedAt && t("factorSince", { at: format.instant(confirmedAt, locale) })}
      title={t("factorOn")}
    >
      <p className="mb-4">
        <StatePill tone={codesLeft > 2 ? "good" : "warn"}>{t("codesLeft", { count: codesLeft })}</StatePill>
      </p>
      <CommandForm className="max-w-xs" name="factor.confirm" resets submitLabel={t("codesRenew")}>
        <TextField
          autoComplete="one-time-code"
          hint={t("codesRenewHint")}
          inputMode="numeric"
          label={t("factorCode")}
          maxLength={40}
          name="code"
        />
      </CommandForm>
    </Card>
  );
}

/** Takes it off, before another telephone takes over or for good. */
export function RemoveCard() {
  const t = useTranslations("account");
  return (
    <Card id="remove" note={t("factorRemoveNote")} title={t("factorRemove")}>
      <CommandForm className="max-w-xs" name="factor.remove" resets submitLabel={t("factorRemove")}>
        <TextField
          autoComplete="current-password"
          label={t("passwordCurrent")}
          maxLength={500}
          name="password"
          type="password"
        />
        <TextField
          autoComplete="one-time-code"
          hint={t("codeOrRecovery")}
          label={t("factorCode")}
          maxLength={40}
          name="code"
        />
      </CommandForm>
    </Card>
  );
}
