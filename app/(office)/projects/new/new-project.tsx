"use client";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { buttonClass } from "@/components/ui/button-class";
import { Card } from "@/components/ui/card";
import { Icon } from "@/components/ui/icon";
import { TextArea } from "@/components/ui/text-field";
import { emptyReading, type ListForReview, maxListBytes, type ReadingForReview } from "@/lib/intake/reading-schema";
import { askIntake, type IntakeSource } from "./intake-request";
import { PickProject } from "./pick-project";
import { Review } from "./review";

export type NewProjectProps = {
  cities: readonly { id: string; name: string }[];
  /** Whether who looks may add a city that is not there yet. */
  adds: boolean;
  /** Addresses that are taken already. */
  taken: readonly string[];
  today: string;
};

/** A list of projects with what it was read from, so that it can be searched again. */
type Chosen = { source: IntakeSource; list: ListForReview; query: string };
type State = {
  busy?: boolean;
  refusal?: string;
  chosen?: Chosen;
  reading?: ReadingForReview;
};

/**
 * Paste the text of a page (or choose a file), then check what was read from it; of a list of projects choose one first.
 * Text and file stay in the browser's memory until then.
 */
export function NewProject(props: NewProjectProps) {
  const t = useTranslations("intake");
  const [text, setText] = useState("");
  const [state, setState] = useState<State>({});
  const { busy, refusal, chosen, reading } = state;

  const ask = async (source: IntakeSource, query: string, before: State) => {
    setState({ ...before, busy: true });
    const answer = await askIntake(source, query);
    if ("reading" in answer) return setState({ reading: answer.reading });
    if ("list" in answer) return setState({ chosen: { source, list: answer.list, query } });
    setState({ ...before, refusal: answer.refusal ?? t("paste.failed") });
  };
  const readText = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    if (text.trim() === "") return setState({ refusal: t("paste.empty") });
    await ask(text, "", {});
  };
  const readFile = async (file: File | undefined) => {
    if (!file || busy) return;
    if (file.size > maxListBytes) return setState({ refusal: t("paste.tooBig") });
    await ask(file, "", {});
  };

  if (reading) return <Review {...props} onBack={() => setState(chosen ? { chosen } : {})} reading={reading} />;
  if (chosen)
    return (
      <PickProject
        {...chosen}
        busy={busy ?? false}
        onBack={() => setState({})}
        onPick={(picked) => setState({ chosen, reading: picked })}
        onSearch={(query) => ask(chosen.source, query, { chosen })}
        refusal={refusal}
      />
    );
  return (
    <Card id="paste" note={t("paste.note")} title={t("paste.title")}>
      <form aria-busy={busy ?? false} className="flex flex-col gap-4" noValidate onSubmit={readText}>
        {refusal && (
          <Alert live title={t("paste.refused")} tone="bad">
            {refusal}
          </Alert>
        )}
        <TextArea
          defaultValue={text}
          hint={t("paste.hint")}
          label={t("paste.label")}
          name="text"
          onChange={(event) => setText(event.currentTarget.value)}
          rows={14}
          spellCheck={false}
        />
        <div className="flex flex-wrap gap-3">
          <Button aria-busy={busy ?? false} icon="search" type="submit">
            {t("paste.read")}
          </Button>
          <label
            className={buttonClass(
              "secondary",
              "md",
              "has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus",
            )}
          >
            <Icon name="upload" />
            {t("paste.file")}
            <input
              accept=".txt,.html,.htm,.csv,.xlsx,text/plain,text/csv"
              className="sr-only"
              onChange={(event) => {
                void readFile(event.currentTarget.files?.[0]);
                event.currentTarget.value = "";
              }}
              type="file"
            />
          </label>
          <Button onClick={() => setState({ reading: emptyReading })} variant="quiet">
            {t("paste.without")}
          </Button>
        </div>
        <p className="text-sm text-soft">{t("paste.fileHint")}</p>
        <p aria-live="polite" className={busy ? "" : "sr-only"}>
          {busy ? t("paste.reading") : ""}
        </p>
      </form>
    </Card>
  );
}
