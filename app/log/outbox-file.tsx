"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { takeIn } from "@/app/phone/log-outbox";
import type { Owner } from "@/app/phone/owner";
import { Button } from "@/components/ui/button";
import type { OutboxEntry } from "@/lib/domain/outbox";
import { outboxFile, readOutboxFile } from "@/lib/domain/outbox-file";
import type { useOutbox } from "./use-outbox";

type Props = { entries: readonly OutboxEntry[]; owner: Owner; outbox: ReturnType<typeof useOutbox> };

/** What waits as a file, and such a file taken in on another device of the same person. */
export function OutboxFile({ entries, owner, outbox }: Props) {
  const t = useTranslations("outbox");
  const [said, setSaid] = useState("");
  const save = () => {
    const url = URL.createObjectURL(new Blob([outboxFile(owner, entries)], { type: "application/json" }));
    const link = document.createElement("a");
    Object.assign(link, { href: url, download: "hlidka-cekajici-zaznamy.json" });
    link.click();
    setTimeout(() => URL.revokeObjectURL(url), 10_000);
  };
  const read = async (file: File | undefined) => {
    const store = outbox.store.current;
    if (!file || !store) return;
    const content = readOutboxFile(await file.text(), owner);
    if ("fault" in content) return setSaid(t(`file.${content.fault}`));
    setSaid(t("file.taken", { count: await takeIn(store, content.entries) }));
    await outbox.changed();
    await outbox.send(true);
  };
  return (
    <div className="mt-2 flex flex-wrap items-center gap-2">
      {entries.length > 0 && (
        <Button onClick={save} size="sm" variant="secondary">
          {t("file.save")}
        </Button>
      )}
      <label className="inline-flex min-h-11 cursor-pointer items-center text-sm text-link underline focus-within:outline-2">
        {t("file.open")}
        <input
          accept="application/json,.json"
          className="sr-only"
          onChange={(event) => {
            void read(event.currentTarget.files?.[0]);
            event.currentTarget.value = "";
          }}
          type="file"
        />
      </label>
      <p aria-live="polite" className="w-full text-sm empty:hidden">
        {said}
      </p>
    </div>
  );
}
