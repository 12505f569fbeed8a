"use client";
import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { buttonClass } from "@/components/ui/button-class";
import { newCommandId } from "@/components/ui/command";
import { Icon } from "@/components/ui/icon";
import { ProgressBar } from "@/components/ui/marks";
import { bytes as bytesText } from "@/lib/format";

type UploadFieldProps = {
  /** Where the bytes go, with what they belong to; the declared length is added. */
  action: string;
  label: string;
  hint?: string;
  /** Endings of files that the dialog offers. */
  accept: string;
  maxBytes: number;
  /** One file, and the last one counts: a new choice takes the place of what was tried before. */
  single?: boolean;
};

type Item = {
  id: string;
  file: File;
  percent: number;
  state: "sending" | "done" | "failed";
  sentence?: string;
  /** Refused for what it is: sent again it would be refused again. */
  final?: boolean;
};

/**
 * Sends files one request each, with progress in percent. A file keeps its command id while it is being tried again,
 * so an answer that got lost never stores it twice.
 */
export function UploadField({ action, label, hint, accept, maxBytes, single = false }: UploadFieldProps) {
  const t = useTranslations("upload");
  const locale = useLocale();
  const router = useRouter();
  const [items, setItems] = useState<readonly Item[]>([]);
  const update = (id: string, part: Partial<Item>) =>
    setItems((now) => now.map((item) => (item.id === id ? { ...item, ...part } : item)));

  const start = async (item: Item) => {
    update(item.id, { state: "sending", percent: 0, sentence: undefined });
    if (item.file.size > maxBytes)
      return update(item.id, {
        state: "failed",
        final: true,
        sentence: t("tooLarge", { size: bytesText(maxBytes, locale) }),
      });
    const answer = await send(action, item, (percent) => update(item.id, { percent }));
    const { done, sentence, final } = answer;
    update(item.id, done ? { state: "done", percent: 100 } : { state: "failed", sentence, final });
    if (done) router.refresh();
  };
  const add = (files: FileList | null) => {
    const fresh = [...(files ?? [])].map((file): Item => ({ id: newCommandId(), file, percent: 0, state: "sending" }));
    setItems((now) => (single ? fresh : [...now, ...fresh]));
    for (const item of fresh) void start(item);
  };

  return (
    <div className="no-print">
      <label
        className={buttonClass(
          "secondary",
          "md",
          "has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus",
        )}
      >
        <Icon name="photo" />
        {label}
        <input
          accept={accept}
          className="sr-only"
          multiple={!single}
          onChange={(event) => {
            add(event.currentTarget.files);
            event.currentTarget.value = "";
          }}
          type="file"
        />
      </label>
      {hint && <p className="mt-1 text-sm text-soft">{hint}</p>}
      <ul aria-live="polite" className="mt-2 flex flex-col gap-2">
        {items.map((item) => (
          <li className="text-sm" key={item.id}>
            <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
              <span className="wrap-anywhere">{item.file.name}</span>
              <span className={item.state === "failed" ? "font-medium text-bad" : "text-soft"}>
                {item.state === "done"
                  ? t("done")
                  : item.state === "failed"
                    ? (item.sentence ?? t("notSent"))
                    : t("sending", { percent: item.percent })}
              </span>
              {item.state === "failed" && !item.final && (
                <Button onClick={() => start(item)} size="sm" variant="secondary">
                  {t("again")}
                </Button>
              )}
            </p>
            {item.state === "sending" && (
              <ProgressBar label={t("sending", { percent: item.percent })} ratio={item.percent / 100} />
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** One upload; XMLHttpRequest because fetch tells no progress of what is being sent. */
function send(action: string, { id, file }: Item, progress: (percent: number) => void) {
  return new Promise<{ done: boolean; sentence?: string; final?: boolean }>((resolve) => {
    const request = new XMLHttpRequest();
    request.open("POST", `${action}&bytes=${file.size}`);
    request.setRequestHeader("content-type", "application/octet-stream");
    request.setRequestHeader("x-file-name", encodeURIComponent(file.name));
    request.setRequestHeader("x-command-id", id);
    request.upload.onprogress = ({ loaded, total }) => progress(Math.floor((loaded / Math.max(total, 1)) * 100));
    request.onerror = () => resolve({ done: false });
    request.onload = () => {
      const final = [400, 413, 415, 422].includes(request.status);
      resolve(
        request.status < 300 ? { done: true } : { done: false, sentence: sentenceOf(request.responseText), final },
      );
    };
    request.send(file);
  });
}

function sentenceOf(text: string): string | undefined {
  try {
    const body: unknown = JSON.parse(text);
    const sentence = typeof body === "object" && body !== null ? Reflect.get(body, "detail") : undefined;
    return typeof sentence === "string" ? sentence : undefined;
  } catch {
    return undefined;
  }
}
