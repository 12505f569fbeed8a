"use client";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";

export default function ErrorPage({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  const t = useTranslations("common");
  return (
    <main className="mx-auto flex max-w-xl flex-col items-start gap-4 px-4 py-16" id="content">
      <h1>{t("errorTitle")}</h1>
      <p>{t("errorText")}</p>
      {error.digest && <p className="text-sm text-soft">{t("errorCode", { code: error.digest })}</p>}
      <Button icon="returned" onClick={reset}>
        {t("tryAgain")}
      </Button>
    </main>
  );
}
