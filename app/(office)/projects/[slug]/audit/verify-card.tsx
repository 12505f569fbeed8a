import { getLocale, getTranslations } from "next-intl/server";
import { historyWords } from "@/app/(office)/changes";
import { Alert } from "@/components/ui/alert";
import { Card } from "@/components/ui/card";
import { CommandForm } from "@/components/ui/command-form";
import { CopyButton } from "@/components/ui/copy-button";
import type { CheckedAudit } from "@/db/queries/audit-checked";
import type { AuditChoices } from "@/db/queries/audit-log";
import { auditProblemKinds } from "@/lib/domain/audit";
import { pickFrom } from "@/lib/domain/preference";
import { instant, number } from "@/lib/format";

type Props = {
  choices: AuditChoices;
  checked: CheckedAudit | null;
  may: boolean;
  organisationId: string;
  /** The address of the page, without parameters. */
  path: string;
};

/** How long the log is, its head, and the button that checks it; the answer stands in the address and is kept. */
export async function VerifyCard({ choices, checked, may, organisationId, path }: Props) {
  const [t, locale] = await Promise.all([getTranslations("audit.verify"), getLocale()]);
  const facts: [string, string][] = [
    [t("entries"), number(choices.entries, locale)],
    [t("links"), number(choices.links, locale)],
    [t("first"), choices.firstAt ? instant(choices.firstAt, locale) : "–"],
    [t("last"), choices.lastAt ? instant(choices.lastAt, locale) : "–"],
  ];
  return (
    <Card id="verify" note={<span className="block max-w-prose">{t("what")}</span>} title={t("title")}>
      <dl className="flex flex-wrap gap-x-8 gap-y-2">
        {facts.map(([label, text]) => (
          <div key={label}>
            <dt className="text-sm text-soft">{label}</dt>
            <dd className="font-medium">{text}</dd>
          </div>
        ))}
        {choices.head && (
          <div className="min-w-0">
            <dt className="text-sm text-soft">{t("head")}</dt>
            <dd className="font-mono text-sm wrap-anywhere">
              {choices.head}
              <CopyButton label={t("head")} text={choices.head} />
            </dd>
          </div>
        )}
      </dl>
      {may && (
        <CommandForm
          className="mt-4"
          fixed={{ organisationId }}
          name="audit.verify"
          redirectTo={`${path}?checked={checkId}#verify`}
          submit={{ icon: "shield" }}
          submitLabel={t("button")}
        />
      )}
      {checked && <Verdict checked={checked} path={path} />}
    </Card>
  );
}

async function Verdict({ checked, path }: { checked: CheckedAudit; path: string }) {
  const [t, locale, words] = await Promise.all([getTranslations("audit.verify"), getLocale(), historyWords()]);
  const facts = t("checked", {
    entries: number(checked.entries, locale),
    links: number(checked.links, locale),
    seconds: number(checked.milliseconds / 1000, locale, 1),
    at: instant(checked.at, locale),
  });
  if (checked.ok)
    return (
      <Alert className="mt-4" live title={t("holds")} tone="good">
        <p>{facts}</p>
        {checked.head && (
          <p className="text-sm wrap-anywhere">
            {t("head")}: <span className="font-mono">{checked.head}</span>
          </p>
        )}
      </Alert>
    );
  return (
    <Alert className="mt-4" live title={t("broken", { count: checked.broken })} tone="bad">
      <p>{facts}</p>
      <ol className="mt-2 list-decimal pl-5">
        {checked.problems.map((found) => {
          const kind = pickFrom(auditProblemKinds, found.problem);
          return (
            <li className="wrap-anywhere" key={`${found.problem}${found.rowId}${found.entryId}${found.seq}`}>
              <b className="font-medium">{kind ? t(`problems.${kind}`) : found.problem}</b>
              {found.tableName && ` · ${words.tables[found.tableName] ?? found.tableName}`}
              {found.entryId !== null && ` · ${t("entry", { id: String(found.entryId) })}`}
              {found.seq !== null && ` · ${t("link", { seq: String(found.seq) })}`}
              {found.rowId && (
                <>
                  {" · "}
                  <a href={`${path}?record=${found.rowId}#log`}>{found.rowId}</a>
                </>
              )}
            </li>
          );
        })}
      </ol>
      {checked.broken > checked.problems.length && (
        <p className="mt-2">{t("more", { count: checked.broken - checked.problems.length })}</p>
      )}
    </Alert>
  );
}
