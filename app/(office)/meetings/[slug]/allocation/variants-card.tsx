import { useLocale, useTranslations } from "next-intl";
import { Alert } from "@/components/ui/alert";
import { StatePill } from "@/components/ui/badge";
import { LinkButton } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { CommandForm } from "@/components/ui/command-form";
import { cx } from "@/components/ui/cx";
import type { AllocationRun } from "@/db/queries/allocation";
import { variants } from "@/lib/domain/allocation/variants";
import * as format from "@/lib/format";
import { doubtSentence } from "@/lib/words";
import type { RunView } from "./desk-view";

export const figures = ["placed", "roles", "preference", "split", "ranks"] as const;

/** The variants side by side with their numbers; the one that is looked at stands below in full. */
export function VariantsCard(view: RunView) {
  const t = useTranslations("allocation.desk");
  const { runs } = view;
  return (
    <Card id="variants" note={t("aim")} title={t("variants")}>
      <ul className={cx("grid gap-4 md:grid-cols-2", runs.length > 3 ? "xl:grid-cols-4" : "xl:grid-cols-3")}>
        {runs.map((run) => (
          <Variant key={run.id} run={run} view={view} />
        ))}
      </ul>
    </Card>
  );
}

function Variant({ run, view }: { run: AllocationRun; view: RunView }) {
  const t = useTranslations("allocation.desk");
  const locale = useLocale();
  const isShown = run.id === view.shown.id;
  const isChosen = run.state === "chosen";
  const twin = view.runs.find((other) => other !== run && !isByHand(other) && isSame(other, run));
  const { preference, split } = variants[run.variant];
  return (
    <li
      className={cx(
        "flex min-w-0 flex-col gap-3 rounded-md border p-4",
        isShown ? "border-link bg-wash" : "border-line",
      )}
    >
      <div>
        <h3 className="flex flex-wrap items-center gap-2">
          {t(isByHand(run) ? "byHand" : `variant.${run.variant}`)}
          {isChosen && <StatePill tone="good">{t("chosen")}</StatePill>}
        </h3>
        <p className="text-sm text-soft">
          {isByHand(run) ? t("basedOn", { variant: t(`variant.${run.variant}`) }) : t("weights", { preference, split })}
        </p>
      </div>
      {run.doubt && <Alert tone="warn">{doubtSentence(locale, run.doubt)}</Alert>}
      <dl className="grid grid-cols-[1fr_auto] gap-x-4 gap-y-1">
        {figures.map((name) => (
          <div className="contents" key={name}>
            <dt className="text-soft">{t(`figures.${name}`)}</dt>
            <dd className="text-right font-semibold tabular-nums">{format.number(run.objective[name], locale)}</dd>
          </div>
        ))}
      </dl>
      {twin && !isByHand(run) && (
        <p className="text-sm text-soft">{t("twin", { variant: t(`variant.${twin.variant}`) })}</p>
      )}
      <div className="mt-auto flex flex-wrap items-center gap-2">
        {isShown ? (
          <StatePill tone="info">{t("shownBelow")}</StatePill>
        ) : (
          <LinkButton
            aria-label={`${t("look")}: ${t(isByHand(run) ? "byHand" : `variant.${run.variant}`)}`}
            href={isChosen ? `${view.path}#board` : `${view.path}?run=${run.id}#board`}
            size="sm"
            variant="secondary"
          >
            {t("look")}
          </LinkButton>
        )}
        {view.works && !isChosen && (
          <CommandForm
            doneLabel={t("choseDone")}
            fixed={{ runId: run.id }}
            name="allocation.choose"
            redirectTo={view.path}
            submit={{ size: "sm", icon: "check" }}
            submitLabel={t("choose")}
          />
        )}
      </div>
    </li>
  );
}

const isByHand = ({ method }: AllocationRun) => method === "manual";
const isSame = (a: AllocationRun, b: AllocationRun) => {
  const ids = Object.keys(a.placement);
  return ids.length === Object.keys(b.placement).length && ids.every((id) => a.placement[id] === b.placement[id]);
};
