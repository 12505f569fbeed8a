"use client";
import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { buttonClass } from "@/components/ui/button-class";
import { newCommandId } from "@/components/ui/command";
import { ErrorSummary } from "@/components/ui/error-summary";
import { Icon } from "@/components/ui/icon";
import * as format from "@/lib/format";
import type { AskReason } from "@/lib/import/asked";
import type { ExpensePreview } from "@/server/views/expense-import";
import { askPreview, sendFile } from "./import-requests";
import { PreviewView } from "./preview-view";

type Done = { importId: string; added: number; skipped: number; sumHalere: number };
type State = { file?: File; preview?: ExpensePreview; refused?: string; busy?: "reading" | "saving"; done?: Done };

const takenIn = ({ asked }: ExpensePreview) => asked.filter(({ taken }) => taken).map(({ reason }) => reason);

/** Choose a file, see what it would do, confirm. The same command id goes again while the answer is not known. */
export function ImportForm({ slug, maxBytes }: { slug: string; maxBytes: number }) {
  const t = useTranslations("expenses.import");
  const locale = useLocale();
  const router = useRouter();
  const [state, setState] = useState<State>({});
  const [skip, setSkip] = useState(false);
  const commandId = useRef("");
  const wanted = useRef<readonly AskReason[]>([]);
  const input = useRef<HTMLInputElement>(null);
  const { file, preview, refused, busy, done } = state;

  const choose = async (chosen: File | undefined) => {
    if (!chosen) return;
    commandId.current = newCommandId();
    setSkip(false);
    if (chosen.size > maxBytes) return setState({ file: chosen, refused: t("tooBig") });
    setState({ file: chosen, busy: "reading" });
    await look(chosen, []);
  };
  /** Reads the file again with other rows taken: the counts are those of what would be imported. */
  const take = async (reason: AskReason, on: boolean) => {
    if (!file || !preview || busy === "saving") return;
    setState({ file, preview, busy: "reading" });
    const others = wanted.current.filter((one) => one !== reason);
    await look(file, on ? [...others, reason] : others);
  };
  /** An answer to what is no longer asked for comes too late. */
  const look = async (chosen: File, taken: readonly AskReason[]) => {
    wanted.current = taken;
    const answer = await askPreview(slug, chosen, taken);
    if (wanted.current !== taken) return;
    setState({ file: chosen, ...("preview" in answer ? answer : { refused: answer.refused ?? t("notRead") }) });
  };
  // A file chosen before the scripts were there has had nobody to tell.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the scripts arrive
  useEffect(() => {
    void choose(input.current?.files?.[0]);
  }, []);
  const confirm = async () => {
    if (!file || !preview || busy) return;
    setState({ file, preview, busy: "saving" });
    const answer = await sendFile(slug, file, {
      commandId: commandId.current,
      skip,
      taken: takenIn(preview),
    });
    if ("done" in answer) {
      setState({ done: answer.done });
      router.refresh();
      return;
    }
    if (answer.final) commandId.current = newCommandId();
    setState({ file, preview, refused: answer.refused ?? t("notSent") });
  };
  const count = preview?.ok.count ?? 0;
  const ready =
    preview && preview.imported === null && preview.bad.count === 0 && count > 0 && (preview.there.count === 0 || skip);

  return (
    <div className="flex flex-col gap-4">
      {done && (
        <Alert
          action={<a href={`/projects/${slug}/budget/expenses?source=${done.importId}`}>{t("showRows")}</a>}
          live
          title={t("done", { count: done.added, sum: format.money(done.sumHalere, locale) })}
          tone="good"
        >
          {done.skipped > 0 && t("skipped", { count: done.skipped })}
        </Alert>
      )}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is a shortcut of the button inside */}
      <div
        className="rounded-md border border-dashed border-edge p-6 text-center"
        onDragOver={(event) => event.preventDefault()}
        onDrop={(event) => {
          event.preventDefault();
          void choose(event.dataTransfer.files[0]);
        }}
      >
        <label
          className={buttonClass(
            preview ? "secondary" : "primary",
            "md",
            "has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus",
          )}
        >
          <Icon name="upload" />
          {t("file")}
          <input
            accept=".csv,.txt,.xlsx,text/csv"
            className="sr-only"
            name="file"
            ref={input}
            onChange={(event) => {
              void choose(event.currentTarget.files?.[0]);
              event.currentTarget.value = "";
            }}
            type="file"
          />
        </label>
        <p className="mt-2 text-sm text-soft">{t("hint")}</p>
      </div>
      <p aria-live="polite" className={busy ? "" : "sr-only"}>
        {busy === "reading"
          ? t("reading", { file: file?.name ?? "" })
          : busy === "saving"
            ? t("saving", { count })
            : ""}
      </p>
      {refused && <ErrorSummary errors={[]} title={refused} />}
      {preview && file && (
        <PreviewView
          fileName={file.name}
          onSkip={setSkip}
          onTake={take}
          preview={preview}
          rowsPath={`/projects/${slug}/budget/expenses`}
          skip={skip}
        />
      )}
      {ready && busy !== "reading" && (
        <div>
          <Button aria-busy={busy === "saving"} icon="check" onClick={confirm}>
            {t("confirm", { count, sum: format.money(preview.ok.sumHalere, locale) })}
          </Button>
        </div>
      )}
    </div>
  );
}
