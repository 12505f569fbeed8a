"use client";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";

/** Prints the page, or saves a text of it as a file; nothing leaves the browser. */
export function PrintOrSave({ text, fileName }: { text: string; fileName: string }) {
  const t = useTranslations("common");
  const save = () => {
    const url = URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" }));
    const link = document.createElement("a");
    link.href = url;
    link.download = `${fileName}.txt`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(url), 10_000);
  };
  return (
    <span className="no-print inline-flex flex-wrap gap-2 align-middle">
      <Button icon="print" onClick={() => window.print()} size="sm" variant="secondary">
        {t("print")}
      </Button>
      <Button icon="download" onClick={save} size="sm" variant="secondary">
        {t("download")}
      </Button>
    </span>
  );
}
