import { useTranslations } from "next-intl";
import { LetterPage } from "@/app/(public)/m/[slug]/letter-page";
import { Alert } from "@/components/ui/alert";

/** All that a link shows whose place somebody else took. */
export function Replaced({ demo, meeting }: { demo: boolean; meeting: { titleCs: string; titleEn: string } }) {
  const t = useTranslations("registration");
  return (
    <LetterPage demo={demo} heading={t("replaced")} meeting={meeting} namespaces={[]}>
      <Alert tone="none">{t("replacedText")}</Alert>
    </LetterPage>
  );
}
