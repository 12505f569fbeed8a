"use client";
import { useTranslations } from "next-intl";
import { buttonClass } from "@/components/ui/button-class";
import { Icon } from "@/components/ui/icon";

/** Every page carries its code, so it takes no more of ours than it shows. */
export default function ErrorPage({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  const t = useTranslations("common");
  return (
    <main className="mx-auto flex max-w-xl flex-col items-start gap-4 px-4 py-16" id="content">
      <h1>{t("errorTitle")}</h1>
      <p>{t("errorText")}</p>
      {error.digest && <p className="text-sm text-soft">{t("errorCode", { code: error.digest })}</p>}
      <button className={buttonClass()} onClick={reset} type="button">
        <Icon name="returned" />
        {t("tryAgain")}
      </button>
    </main>
  );
}
