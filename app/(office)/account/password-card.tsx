import { useLocale, useTranslations } from "next-intl";
import { NewPasswordFields } from "@/app/new-password-fields";
import { Card } from "@/components/ui/card";
import { CommandForm } from "@/components/ui/command-form";
import { TextField } from "@/components/ui/text-field";
import { shortestPassword } from "@/lib/domain/account";
import * as format from "@/lib/format";

/** Changes the password; everywhere else one is signed out by it. */
export function PasswordCard({ changedAt }: { changedAt: string | null }) {
  const t = useTranslations("account");
  const locale = useLocale();
  return (
    <Card
      id="password"
      note={changedAt ? t("passwordChanged", { at: format.instant(changedAt, locale) }) : t("passwordFirst")}
      title={t("password")}
    >
      <CommandForm className="max-w-md" name="password.change" resets submitLabel={t("passwordSave")}>
        <TextField
          autoComplete="current-password"
          label={t("passwordCurrent")}
          maxLength={500}
          name="current"
          type="password"
        />
        <NewPasswordFields
          again={t("passwordAgain")}
          hint={t("passwordHint", { count: shortestPassword })}
          label={t("passwordNext")}
        />
      </CommandForm>
    </Card>
  );
}
