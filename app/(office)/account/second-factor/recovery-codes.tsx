import { useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import { CommandForm } from "@/components/ui/command-form";
import { CopyButton } from "@/components/ui/copy-button";
import { PrintOrSave } from "@/components/ui/print-or-save";
import { readableCode } from "@/lib/domain/second-factor";

/** Recovery codes, until they are put away; the page prints them with whose they are. */
export function RecoveryCodes({ codes, email }: { codes: readonly string[]; email: string }) {
  const t = useTranslations("account");
  const readable = codes.map(readableCode);
  return (
    <Card
      actions={
        <>
          <PrintOrSave fileName={t("codesFile")} text={[`Hlídka · ${email}`, ...readable, ""].join("\r\n")} />
          <CopyButton label={t("codes")} text={readable.join("\n")} />
        </>
      }
      id="codes"
      note={t("codesNote")}
      title={t("codes")}
    >
      <p className="mb-3 text-sm text-soft">Hlídka · {email}</p>
      <ol className="grid max-w-md grid-cols-1 gap-x-8 gap-y-1 font-mono text-lg sm:grid-cols-2">
        {readable.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ol>
      <CommandForm className="no-print mt-6" name="factor.keep" submitLabel={t("codesKept")}>
        {null}
      </CommandForm>
    </Card>
  );
}
