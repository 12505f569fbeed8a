"use client";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { saveText } from "@/components/ui/save-text";

/** Prints the page, or saves a text of it as a file. */
export function PrintOrSave({ text, fileName }: { text: string; fileName: string }) {
  const t = useTranslations("common");
  return (
    <span className="no-print inline-flex flex-wrap gap-2 align-middle">
      <Button icon="print" onClick={() => window.print()} size="sm" variant="secondary">
        {t("print")}
      </Button>
      <Button
        icon="download"
        onClick={() => saveText(text, `${fileName}.txt`, "text/plain")}
        size="sm"
        variant="secondary"
      >
        {t("download")}
      </Button>
    </span>
  );
}
