import { useTranslations } from "next-intl";
import { PublicFrame } from "@/components/layout/public-frame";
import { Alert } from "@/components/ui/alert";
import type { Locale } from "@/lib/domain/preference";

/** All that a link shows whose place somebody else took. */
export function Replaced({ demo, title }: { demo: boolean; title: { text: string; lang: Locale } }) {
  const t = useTranslations("registration");
  return (
    <PublicFrame demo={demo} letter>
      <div className="mx-auto grid max-w-xl gap-4">
        <p className="text-soft" lang={title.lang}>
          {title.text}
        </p>
        <h1>{t("replaced")}</h1>
        <Alert tone="none">{t("replacedText")}</Alert>
      </div>
    </PublicFrame>
  );
}
