"use client";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { TextArea } from "@/components/ui/text-field";
import { emptyReading, type ReadingForReview, readingSchema } from "@/lib/intake/reading-schema";
import { type NewProjectProps, Review } from "./review";

type State = { phase: "paste" | "reading"; refusal?: string } | { phase: "review"; reading: ReadingForReview };

/** Paste the text of a page, then check what was read from it. The text stays in the browser's memory until then. */
export function NewProject(props: NewProjectProps) {
  const t = useTranslations("intake");
  const [text, setText] = useState("");
  const [state, setState] = useState<State>({ phase: "paste" });

  const read = async (event: FormEvent) => {
    event.preventDefault();
    if (state.phase === "reading") return;
    if (text.trim() === "") return setState({ phase: "paste", refusal: t("paste.empty") });
    setState({ phase: "reading" });
    try {
      const response = await fetch("/api/v1/intake", {
        method: "POST",
        headers: { "content-type": "text/plain; charset=utf-8", accept: "application/json" },
        body: text,
      });
      const body: unknown = await response.json().catch(() => null);
      const parsed = readingSchema.safeParse(body);
      if (response.ok && parsed.success) return setState({ phase: "review", reading: parsed.data });
      const title = typeof body === "object" && body !== null ? Reflect.get(body, "title") : undefined;
      setState({ phase: "paste", refusal: typeof title === "string" ? title : t("paste.failed") });
    } catch {
      setState({ phase: "paste", refusal: t("paste.failed") });
    }
  };

  if (state.phase === "review")
    return <Review {...props} onBack={() => setState({ phase: "paste" })} reading={state.reading} />;
  return (
    <Card id="paste" note={t("paste.note")} title={t("paste.title")}>
      <form aria-busy={state.phase === "reading"} className="flex flex-col gap-4" noValidate onSubmit={read}>
        {"refusal" in state && state.refusal && (
          <Alert live title={t("paste.refused")} tone="bad">
            {state.refusal}
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
          <Button aria-busy={state.phase === "reading"} icon="search" type="submit">
            {t("paste.read")}
          </Button>
          <Button onClick={() => setState({ phase: "review", reading: emptyReading })} variant="quiet">
            {t("paste.without")}
          </Button>
        </div>
        <p aria-live="polite" className="sr-only">
          {state.phase === "reading" ? t("paste.reading") : ""}
        </p>
      </form>
    </Card>
  );
}
