"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Icon } from "@/components/ui/icon";

/** Copies a text; says so by icon and to screen readers. `label` tells what is copied. */
export function CopyButton({ text, label }: { text: string; label: string }) {
  const t = useTranslations("common");
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard?.writeText(text).then(() => setCopied(true));
    setTimeout(() => setCopied(false), 2500);
  };
  return (
    <button
      className="no-print inline-flex size-8 thumb:size-11 cursor-pointer items-center justify-center rounded-sm align-middle text-link hover:bg-wash"
      onClick={copy}
      title={t("copy")}
      type="button"
    >
      <Icon name={copied ? "check" : "copy"} size={16} />
      <span aria-live="polite" className="sr-only">
        {copied ? t("copied") : `${t("copy")}: ${label}`}
      </span>
    </button>
  );
}
