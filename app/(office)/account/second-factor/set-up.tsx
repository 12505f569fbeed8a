import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { CommandForm } from "@/components/ui/command-form";
import { CopyButton } from "@/components/ui/copy-button";
import { Qr } from "@/components/ui/qr";
import { TextField } from "@/components/ui/text-field";
import { readableCode } from "@/lib/domain/second-factor";

/** What it takes, and the button that begins. */
export function StartCard() {
  const t = useTranslations("account");
  return (
    <Card id="start" title={t("factorStart")}>
      <p className="mb-4 max-w-prose">{t("factorStartText")}</p>
      <CommandForm doneLabel={null} name="factor.begin" submitLabel={t("factorBegin")}>
        {null}
      </CommandForm>
    </Card>
  );
}

/** The secret as a picture and as letters, and the first code that proves it arrived. */
export function SetUp({ secret, modules }: { secret: string; modules: readonly (readonly boolean[])[] }) {
  const t = useTranslations("account");
  return (
    <Card id="set-up" title={t("factorScan")}>
      <div className="grid items-start gap-6 sm:grid-cols-[auto_1fr]">
        <Qr label={t("factorPicture")} modules={modules} />
        <div className="min-w-0">
          <p className="max-w-prose">{t("factorScanText")}</p>
          <p className="mt-3 text-sm text-soft">{t("factorSecret")}</p>
          <p className="flex items-center gap-2">
            <code className="min-w-0 break-all">{readableCode(secret)}</code>{" "}
            <CopyButton label={t("factorSecret")} text={secret} />
          </p>
          <CommandForm className="mt-6 max-w-xs" name="factor.confirm" submitLabel={t("factorConfirm")}>
            <TextField
              autoComplete="one-time-code"
              hint={t("factorCodeHint")}
              inputMode="numeric"
              label={t("factorCode")}
              maxLength={40}
              name="code"
            />
          </CommandForm>
          <CommandForm className="mt-6 items-start" doneLabel={null} name="factor.begin">
            <Button size="sm" type="submit" variant="secondary">
              {t("factorAgain")}
            </Button>
          </CommandForm>
        </div>
      </div>
    </Card>
  );
}
