import { useLocale, useTranslations } from "next-intl";
import { Alert } from "@/components/ui/alert";
import { Card } from "@/components/ui/card";
import { CommandForm } from "@/components/ui/command-form";
import * as format from "@/lib/format";
import { deskAddress, type RunView } from "./desk-view";

const tones = { same: "good", differs: "bad", unverified: "warn" } as const;

/** What the run that is looked at came out of, and its repetition for who appeals. */
export function RunDetails(view: RunView) {
  const t = useTranslations("allocation.desk");
  const locale = useLocale();
  const { shown } = view;
  const { versions } = shown;
  const facts: [string, string][] = [
    [t("madeAt"), `${format.instant(shown.madeAt, locale)}${shown.madeBy ? ` · ${shown.madeBy}` : ""}`],
    ...(shown.chosenAt
      ? [[t("chosenAt"), `${format.instant(shown.chosenAt, locale)} · ${shown.chosenBy ?? "–"}`] as [string, string]]
      : []),
    [t("method"), t(`methods.${shown.method}`)],
    [t("versions"), t("versionsText", { solver: versions.solver || "–", rules: versions.rules })],
    [
      t("options"),
      Object.entries(versions.options)
        .map(([name, value]) => `${name}=${value}`)
        .join(", "),
    ],
    [t("hash"), shown.inputHash],
  ];
  return (
    <Card id="appeal" note={t("appealNote")} title={t("appeal")}>
      <dl className="grid gap-x-6 gap-y-1 sm:grid-cols-[auto_1fr]">
        {facts.map(([name, value]) => (
          <div className="contents" key={name}>
            <dt className="text-sm text-soft">{name}</dt>
            <dd className="min-w-0 text-sm break-all max-sm:mb-2">{value}</dd>
          </div>
        ))}
      </dl>
      {shown.verdict && (
        <Alert className="mt-4" tone={tones[shown.verdict]}>
          {t(`verdicts.${shown.verdict}`, { at: format.instant(shown.verifiedAt ?? "", locale) })}
        </Alert>
      )}
      {shown.method === "manual" ? (
        <p className="mt-4">{t("appealByHand")}</p>
      ) : (
        <CommandForm
          className="mt-4"
          doneLabel={t("verifyDone")}
          fixed={{ runId: shown.id }}
          name="allocation.verify"
          redirectTo={deskAddress(view, {}, "appeal")}
          submit={{ variant: "secondary", icon: "history" }}
          submitLabel={t("verify")}
        />
      )}
    </Card>
  );
}
