"use client";
import { useTranslations } from "next-intl";
import { useContext, useEffect, useRef } from "react";
import { Alert } from "@/components/ui/alert";
import { FormContext } from "@/components/ui/form-context";

/**
 * What became of the last press where no field is to blame. It stands beside what was pressed and takes the focus, so that
 * nobody looks for it elsewhere on a long page. A form whose button stands in a bar of its own puts it there.
 */
export function FormOutcome() {
  const t = useTranslations("common");
  const { outcome, pending } = useContext(FormContext);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (outcome && outcome.phase !== "done") box.current?.focus();
  }, [outcome]);
  const link = (href: string, words: string) => (
    <a className="underline" href={href} rel="noreferrer" target="_blank">
      {words}
    </a>
  );
  return (
    <>
      <p aria-live="polite" className="sr-only">
        {pending ? t("sending") : ""}
      </p>
      {outcome?.phase === "done" && outcome.sentence && <p className="text-sm text-good">{outcome.sentence}</p>}
      {outcome && outcome.phase !== "done" && (
        <div className="w-full scroll-mb-16" ref={box} tabIndex={-1}>
          {outcome.phase === "notSent" && (
            <Alert live title={t("notSent")} tone="bad">
              {outcome.sentence ?? t("notSentHint")}
            </Alert>
          )}
          {outcome.phase === "signedOut" && (
            <Alert live title={t("sessionEnded")} tone="bad">
              {link("/sign-in", t("signInAgain"))}
            </Alert>
          )}
          {outcome.phase === "outdated" && (
            <Alert live title={outcome.sentence} tone="bad">
              {link(outcome.here, t("openCurrent"))}
            </Alert>
          )}
          {outcome.phase === "refused" && (
            <Alert live title={outcome.sentence ?? t("refused")} tone="bad">
              {outcome.inTheWay && link(outcome.inTheWay.href, outcome.inTheWay.title)}
            </Alert>
          )}
        </div>
      )}
    </>
  );
}
